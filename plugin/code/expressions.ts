import type TS from "typescript";
import { inline, named, type Code } from "./text.js";
import type { Coder, Writer, Writers } from "./coder.js";
import { propertyName } from "./names.js";
import { unwrap } from "../unwrap.js";

const wrapped: Writer = (coder, node: TS.Expression) => coder.code(unwrap(coder.ts, node));

export const expressions: Writers = {
  ParenthesizedExpression: wrapped,
  AsExpression: wrapped,
  SatisfiesExpression: wrapped,
  TypeAssertionExpression: wrapped,
  NonNullExpression: wrapped,
  ExpressionWithTypeArguments: wrapped,
  ArrayLiteralExpression: (coder, node: TS.ArrayLiteralExpression) => inline("array", ...coder.codes(node.elements)),
  OmittedExpression: () => inline("hole"),
  SpreadElement: (coder, node: TS.SpreadElement) => inline("...", coder.code(node.expression)),
  ObjectLiteralExpression: (coder, node: TS.ObjectLiteralExpression) => inline("object", ...coder.codes(node.properties)),
  PropertyAssignment: (coder, node: TS.PropertyAssignment) =>
    inline("property", propertyName(coder, node.name), coder.code(node.initializer)),
  ShorthandPropertyAssignment: shorthand,
  SpreadAssignment: (coder, node: TS.SpreadAssignment) => inline("...", coder.code(node.expression)),
};

/**
 * `{ a }` is `{ a: a }`, and as a target of assignment `{ a = 1 }` is `{ a: a = 1 }`; but
 * `{ __proto__ }` makes a property where `{ __proto__: __proto__ }` sets the prototype.
 */
function shorthand(coder: Coder, node: TS.ShorthandPropertyAssignment): Code {
  const name = coder.ts.idText(node.name);
  const reference = coder.code(node.name);
  const initializer = node.objectAssignmentInitializer;
  const value = initializer === undefined ? reference : inline("=", reference, coder.code(initializer));
  return inline(name === "__proto__" ? "shorthand" : "property", named(name), value);
}
