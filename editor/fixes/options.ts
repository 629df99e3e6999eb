import type TS from "typescript";
import type { Context } from "../../plugin/context.js";
import { unwrap } from "../../plugin/unwrap.js";
import { insertAt, replaceNode, type Replacement } from "./fix.js";

/** An option of a task that is set in place. */
type SetOption = TS.PropertyAssignment;

/** Sets an option that a task does not have yet; undefined where its options are not written in place. */
export function addOption(ts: Context["ts"], call: TS.CallExpression, text: string): Replacement | undefined {
  const [fn, written] = call.arguments;
  if (!fn) return undefined;
  if (!written) return insertAt(fn.getEnd(), `, { ${text} }`);
  const options = unwrap(ts, written);
  if (ts.isIdentifier(options) && options.text === "undefined") return replaceNode(written, `{ ${text} }`);
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  const last = options.properties.at(-1);
  return last ? insertAt(last.getEnd(), `, ${text}`) : replaceNode(options, `{ ${text} }`);
}

/** The option of a name, where the options are written in place. */
export function findOption(ts: Context["ts"], call: TS.CallExpression, name: string): SetOption | undefined {
  const options = call.arguments[1] && unwrap(ts, call.arguments[1]);
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  const isNamed = (each: TS.ObjectLiteralElementLike): each is SetOption =>
    ts.isPropertyAssignment(each) && (ts.isIdentifier(each.name) || ts.isStringLiteralLike(each.name)) && each.name.text === name;
  return options.properties.find(isNamed);
}

/** Adds a text to an option that is a list of texts. */
export function addToOption(ts: Context["ts"], call: TS.CallExpression, { option, text }: { readonly option: string; readonly text: string }): Replacement | undefined {
  const literal = JSON.stringify(text);
  const set = findOption(ts, call, option);
  if (!set) return addOption(ts, call, `${option}: [${literal}]`);
  const list = unwrap(ts, set.initializer);
  if (!ts.isArrayLiteralExpression(list)) return undefined;
  const last = list.elements.at(-1);
  return last ? insertAt(last.getEnd(), `, ${literal}`) : replaceNode(list, `[${literal}]`);
}

/** Takes an element out of a list of literals, with the comma before or behind it. */
export function removeElement(list: TS.ArrayLiteralExpression, element: TS.Node): Replacement {
  const index = list.elements.findIndex((each) => each === element);
  const [before, after] = [list.elements[index - 1], list.elements[index + 1]];
  if (after) return { start: element.getStart(), end: after.getStart(), text: "" };
  return { start: before?.getEnd() ?? element.getStart(), end: element.getEnd(), text: "" };
}
