import type TS from "typescript";
import { nodeAt, replaceNode, type Fault, type Fix, type Fixer } from "./fix.js";
import { removeElement } from "./options.js";

/** Takes a name that names nothing out of `ignore` or `untracked`. */
export const removeName: Fixer = ({ context: { ts }, file, start, end }: Fault): readonly Fix[] => {
  const literal = nodeAt(ts, file, { start, end });
  const list = literal.parent;
  if (!ts.isStringLiteralLike(literal) || !ts.isArrayLiteralExpression(list)) return [];
  const description = `Remove ${JSON.stringify(literal.text)}`;
  const property = list.elements.length === 1 ? propertyAround(ts, list) : undefined;
  return [{ description, changes: [property ? removeProperty(property) : removeElement(list, literal)] }];
};

function propertyAround(ts: typeof TS, list: TS.Node): TS.PropertyAssignment | undefined {
  return ts.isPropertyAssignment(list.parent) ? list.parent : undefined;
}

/** A list that would be empty goes with its option, and the options with it. */
function removeProperty(property: TS.PropertyAssignment): { readonly start: number; readonly end: number; readonly text: string } {
  const options = property.parent;
  const index = options.properties.indexOf(property);
  const [before, after] = [options.properties[index - 1], options.properties[index + 1]];
  if (after) return { start: property.getStart(), end: after.getStart(), text: "" };
  if (before) return { start: before.getEnd(), end: property.getEnd(), text: "" };
  return replaceNode(options, "{}");
}
