import type TS from "typescript";
import { report, type Context } from "../context.js";
import { optionNotLiteral, optionsUnreadable } from "../messages.js";
import { unwrap } from "../unwrap.js";

/** The options that the plugin reads; the others (`cache`, `ttl`) are the runtime's and may be any expression. */
export interface ReadOptions {
  readonly name: TS.StringLiteralLike | undefined;
  readonly cacheVersion: TS.StringLiteralLike | undefined;
  readonly ignore: readonly TS.StringLiteralLike[];
  readonly untracked: readonly TS.StringLiteralLike[];
}

const NONE: ReadOptions = { name: undefined, cacheVersion: undefined, ignore: [], untracked: [] };

/** Reads a task's options; undefined when an error was reported. */
export function discoverOptions(context: Context, call: TS.CallExpression): ReadOptions | undefined {
  const { ts } = context;
  const argument = call.arguments[1];
  if (!argument) return NONE;
  const written = unwrap(ts, argument);
  if (ts.isIdentifier(written) && written.text === "undefined") return NONE;
  if (!ts.isObjectLiteralExpression(written)) return report(context, argument, optionsUnreadable("they are not written in place"));
  let read: ReadOptions | undefined = NONE;
  for (const property of written.properties) {
    const next: ReadOptions | undefined = discoverOption(context, property, read ?? NONE);
    read = read && next;
  }
  return read;
}

function discoverOption(context: Context, property: TS.ObjectLiteralElementLike, read: ReadOptions): ReadOptions | undefined {
  const { ts } = context;
  if (ts.isSpreadAssignment(property)) return report(context, property, optionsUnreadable("a spread hides which are set"));
  const { name: key } = property;
  if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) {
    return report(context, key, optionsUnreadable("a computed name hides which is set"));
  }
  switch (key.text) {
    case "name":
    case "cacheVersion": {
      const literal = discoverLiteral(context, property);
      if (literal?.text === "" && key.text === "name") return report(context, literal, optionNotLiteral("name", "a text that is not empty"));
      return literal && { ...read, [key.text]: literal };
    }
    case "ignore":
    case "untracked": {
      const literals = discoverLiterals(context, property);
      return literals && { ...read, [key.text]: literals };
    }
    default:
      return read;
  }
}

function discoverLiteral(context: Context, property: TS.ObjectLiteralElementLike): TS.StringLiteralLike | undefined {
  const value = discoverValue(context, property);
  if (value && context.ts.isStringLiteralLike(value)) return value;
  return report(context, value ?? property, optionNotLiteral(optionName(context, property), "a string literal"));
}

function discoverLiterals(context: Context, property: TS.ObjectLiteralElementLike): readonly TS.StringLiteralLike[] | undefined {
  const { ts } = context;
  const wanted = optionNotLiteral(optionName(context, property), "an array of string literals");
  const value = discoverValue(context, property);
  if (!value || !ts.isArrayLiteralExpression(value)) return report(context, value ?? property, wanted);
  const literals = value.elements.map((element) => unwrap(ts, element));
  const odd = literals.find((literal) => !ts.isStringLiteralLike(literal));
  return odd ? report(context, odd, wanted) : literals.filter(ts.isStringLiteralLike);
}

function discoverValue(context: Context, property: TS.ObjectLiteralElementLike): TS.Expression | undefined {
  return context.ts.isPropertyAssignment(property) ? unwrap(context.ts, property.initializer) : undefined;
}

function optionName(context: Context, property: TS.ObjectLiteralElementLike): string {
  const { name } = property;
  return name && context.ts.isMemberName(name) ? name.text : "option";
}
