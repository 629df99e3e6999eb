/** Why the language itself gives a type another signature under another library. */

/** The library's types whose members are a type's own where it is made of their keys, as `{ [K in keyof T]: … }` is of a list's. */
const KEYED = new Set(["Array", "ReadonlyArray", "String", "Uint8Array"]);

/** A reason for two different outcomes `{ text, errors, context, fn }` of one function; undefined where there is none. */
export function reasonOf(before, after) {
  const newer = newerMembers(before, after);
  if (before.errors === after.errors && without(before.text, newer) === without(after.text, newer)) return "it lists the members of the library's lists or texts";
  return [before, after].some(isRejected) ? "the compiler itself reports an error in the function, under one of the libraries" : undefined;
}

/** The names of members that only one of two libraries has. */
function newerMembers(before, after) {
  const [old, now] = [before, after].map(keysOf);
  return [...old.filter((name) => !now.includes(name)), ...now.filter((name) => !old.includes(name))];
}

function keysOf({ context: { ts, checker }, fn }) {
  const types = checker.getSymbolsInScope(fn, ts.SymbolFlags.Interface).filter(({ name }) => KEYED.has(name));
  return types.flatMap((symbol) => checker.getDeclaredTypeOfSymbol(symbol).getProperties().map(({ name }) => name));
}

function without(text, names) {
  return names.length === 0 ? text : text.replace(new RegExp(`\\b(?:${names.join("|")})\\??: \\w+(?:, )?`, "g"), "").replaceAll(", }", "}");
}

function isRejected({ context: { program }, fn }) {
  const file = fn.getSourceFile();
  return program.getSemanticDiagnostics(file).some(({ start = -1 }) => start >= fn.parent.pos && start < fn.parent.end);
}
