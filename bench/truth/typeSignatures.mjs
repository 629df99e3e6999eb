/** Types of real sources as signatures: each declared type as a function's parameter, and each function as it is. */
import { DIAGNOSTIC_BASE } from "#plugin/context";
import { addNode, createWalk } from "#plugin/signature/graph";
import { canonicalSignature } from "#plugin/signature/index";
import { describeOverload, discoverSignatures } from "#plugin/signature/overloads";
import { printClasses } from "#plugin/signature/print";
import { refineClasses } from "#plugin/signature/refine";
import { nodesIn } from "./units.mjs";

const PREFIX = "__taskprint";

/** A file's text with a function behind it for every type that the file declares. */
export function withWrappers(ts, { path, text }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const wrappers = declaredTypes(ts, file).map((declaration, index) => wrapperOf(ts, declaration, index));
  return { path, text: `${text}\n${wrappers.join("\n")}\n` };
}

/** One declaration for each name, in the order of the text. */
export function declaredTypes(ts, file) {
  const isType = (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node) || ts.isClassDeclaration(node);
  const named = file.statements.filter((node) => isType(node) && node.name !== undefined);
  return [...new Map(named.reverse().map((node) => [node.name.text, node])).values()].reverse();
}

/** A function whose parameter `x` is of a declared type, over the same type parameters. */
export function wrapperOf(ts, declaration, name) {
  const parameters = declaration.typeParameters ?? [];
  const list = parameters.map((each) => `${each.name.text}${each.constraint === undefined ? "" : ` extends ${each.constraint.getText()}`}`);
  const [open, close] = parameters.length > 0 ? ["<", ">"] : ["", ""];
  const type = `${declaration.name.text}${open}${parameters.map((each) => each.name.text).join(", ")}${close}`;
  return `export declare function ${PREFIX}${name}${open}${list.join(", ")}${close}(x: ${type}): void;`;
}

/** The functions of a file: those put behind it, and its own that could be tasks. */
export function functionsOf(ts, file) {
  const found = [];
  for (const node of nodesIn(ts, file)) {
    const isWrapper = ts.isFunctionDeclaration(node) && node.name?.text.startsWith(PREFIX);
    const isOwn = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node);
    if (isWrapper || (isOwn && node.body !== undefined)) found.push({ fn: node, isWrapper });
  }
  return found;
}

/**
 * What a function's signature comes to: `{ kind, text, errors }`, with the kind "accepted", "opaque" (accepted where
 * the parameters are left out of the key, as those with methods must be) or "refused". A refused one has the text
 * that its types would have, unless they cannot be read to their end. Errors are listed by their codes: which way to a fault is
 * named, of several, is no part of a signature.
 */
export function outcomeOf(context, fn) {
  const plain = signatureOf(context, fn, []);
  const { errors } = plain;
  if (plain.text !== undefined) return { kind: "accepted", text: plain.text, errors };
  const names = fn.parameters.flatMap(({ name }) => (context.ts.isIdentifier(name) ? [name.text] : []));
  const ignoring = FATAL.test(errors) ? undefined : signatureOf(context, fn, names).text;
  if (ignoring !== undefined) return { kind: "opaque", text: ignoring, errors };
  return { kind: "refused", text: UNREAD.test(errors) ? "" : (refusedText(context, fn) ?? ""), errors };
}

export function isSame(one, other) {
  return one.kind === other.kind && one.text === other.text && one.errors === other.errors;
}

/** The code of the error of a type that is too large to read. */
export const ENDLESS = "TP1052";

/** Errors of types that are endless, or that a part of cannot be read. */
const UNREAD = /TP105[24]/;

/** Errors of types that cannot be read, whether they are part of the key or not. */
const FATAL = /TP105[0-4]/;

function signatureOf(context, fn, ignore) {
  const scoped = { ...context, diagnostics: [] };
  const text = canonicalSignature(scoped, taskOf(fn, ignore))?.text;
  const codes = scoped.diagnostics.map(({ code }) => `TP${code - DIAGNOSTIC_BASE}`);
  return { text, errors: [...new Set(codes)].sort().join(" ") };
}

/** The text that a refused signature would have: undefined where a type is endless, and was not read to its end. */
function refusedText(context, fn) {
  const walk = createWalk(context);
  const overloads = discoverSignatures(context, taskOf(fn, [])).map((signature) => describeOverload(walk, taskOf(fn, []), signature));
  const root = addNode(walk, { parts: overloads.flatMap(({ parts }) => parts), naming: "never" });
  return walk.nodes.includes(undefined) ? undefined : printClasses(refineClasses(walk.nodes, root));
}

/** The signature pass reads the function, the name and `ignore` only. */
function taskOf(fn, ignore) {
  return { call: fn, name: "f", nameNode: fn, fn, cacheVersion: undefined, ignore, untracked: [] };
}
