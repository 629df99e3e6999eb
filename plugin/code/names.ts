import type TS from "typescript";
import { inline, named, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { bigintText, numericKey } from "./literals.js";

export const names: Writers = {
  // A function that calls itself does so under any name; the name of the same text may be another's elsewhere.
  Identifier: (coder, node: TS.Identifier) => (coder.isSelf(node) ? inline("self") : coder.ts.idText(node)),
  PrivateIdentifier: (coder, node: TS.PrivateIdentifier) => coder.ts.idText(node),
};

/**
 * The name of a property. `a`, `"a"` and `'a'` are one key; a computed name stays apart, because
 * `{ ["__proto__"]: x }` makes a property where `{ __proto__: x }` sets the prototype.
 */
export function propertyName(coder: Coder, name: TS.PropertyName): Code {
  const { ts } = coder;
  if (ts.isIdentifier(name)) return named(ts.idText(name));
  if (ts.isStringLiteral(name) || ts.isNoSubstitutionTemplateLiteral(name)) return named(name.text);
  if (ts.isNumericLiteral(name)) return named(numericKey(name));
  if (ts.isBigIntLiteral(name)) return named(bigintText(name));
  if (ts.isPrivateIdentifier(name)) return coder.code(name);
  if (ts.isComputedPropertyName(name)) return inline("computed", coder.code(name.expression));
  return coder.refuse(name);
}
