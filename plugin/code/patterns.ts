import type TS from "typescript";
import { inline, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { propertyName } from "./names.js";

export const patterns: Writers = {
  ObjectBindingPattern: (coder, node: TS.ObjectBindingPattern) =>
    inline("object-pattern", ...node.elements.map((element) => objectElement(coder, element))),
  ArrayBindingPattern: (coder, node: TS.ArrayBindingPattern) => inline("array-pattern", ...coder.codes(node.elements)),
  BindingElement: bound,
};

/** What is bound: a name or a pattern, with its default, or as the rest. */
export function bound(coder: Coder, node: TS.BindingElement | TS.VariableDeclaration | TS.ParameterDeclaration): Code {
  const target = coder.code(node.name);
  const whole = node.initializer === undefined ? target : inline("=", target, coder.code(node.initializer));
  return "dotDotDotToken" in node && node.dotDotDotToken !== undefined ? inline("...", whole) : whole;
}

/** `{ a }` is `{ a: a }`. In a pattern `__proto__` is a property like any other. */
function objectElement(coder: Coder, node: TS.BindingElement): Code {
  const { ts } = coder;
  if (node.dotDotDotToken !== undefined) return coder.code(node);
  const key = node.propertyName ?? node.name;
  if (!ts.isPropertyName(key)) return coder.refuse(node);
  return inline("property", propertyName(coder, key), coder.code(node));
}
