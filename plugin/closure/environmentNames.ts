import type TS from "typescript";
import type { Context } from "../context.js";
import { unwrap } from "../unwrap.js";

/** What a piece of code reads of `process.env`: variables by name, or something that no names can be given for. */
export type EnvironmentRead = { readonly names: readonly string[] } | "unknown";

/** What every object inherits is no variable: `process.env.hasOwnProperty(name)` looks at the whole. */
export function named(names: readonly string[]): EnvironmentRead {
  return names.some((name) => name in Object.prototype) ? "unknown" : { names };
}

/** A key by its type: a literal, a constant that holds one, or one of several. */
export function namesOfKey({ ts, checker }: Context, key: TS.Expression): EnvironmentRead {
  const literal = unwrap(ts, key);
  if (ts.isStringLiteralLike(literal)) return named([literal.text]);
  const type = checker.getTypeAtLocation(key);
  const parts = type.isUnion() ? type.types : [type];
  const names = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return names.length === parts.length && names.length > 0 ? named(names) : "unknown";
}

/** A pattern that declares variables, or that assigns to them: `({ a } = b)`. */
export type ObjectPattern = TS.ObjectBindingPattern | TS.ObjectLiteralExpression;

/** One member that a pattern takes, and what takes it; without a key that stands in the source, the pattern takes any. */
export interface Taken {
  readonly key: string | undefined;
  readonly into: TS.Node | undefined;
}

export function takenBy(ts: Context["ts"], pattern: ObjectPattern): readonly Taken[] {
  if (ts.isObjectBindingPattern(pattern)) {
    return pattern.elements.map(({ dotDotDotToken, propertyName, name }) => ({ key: dotDotDotToken ? undefined : keyText(ts, propertyName ?? name), into: name }));
  }
  return pattern.properties.map((each) => ({ key: each.name && keyText(ts, each.name), into: assignedBy(ts, each) }));
}

function keyText(ts: Context["ts"], key: TS.Node): string | undefined {
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** What a member of an assigning pattern goes to: in `{ a: b = c }` it is `b`. */
function assignedBy(ts: Context["ts"], member: TS.ObjectLiteralElementLike): TS.Node | undefined {
  if (ts.isShorthandPropertyAssignment(member)) return member.name;
  const value = ts.isPropertyAssignment(member) ? unwrap(ts, member.initializer) : undefined;
  return value && ts.isBinaryExpression(value) ? unwrap(ts, value.left) : value;
}

/** The variables that a pattern takes of the environment. */
export function namesOfPattern(ts: Context["ts"], pattern: ObjectPattern): EnvironmentRead {
  const names = takenBy(ts, pattern).map(({ key }) => key);
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? named(known) : "unknown";
}

/** What two readings of one thing come to. */
export function joined(reads: readonly (EnvironmentRead | undefined)[]): EnvironmentRead | undefined {
  const found = reads.filter((read) => read !== undefined);
  if (found.length === 0) return undefined;
  const names = found.flatMap((read) => (read === "unknown" ? [] : read.names));
  return found.includes("unknown") ? "unknown" : { names };
}
