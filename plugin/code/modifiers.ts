import type TS from "typescript";
import { inline, type Code } from "./text.js";
import type { Coder } from "./coder.js";
import { kindName } from "./kinds.js";

/** Modifiers that change what runs, in the order in which a head lists them. */
const RUNTIME: ReadonlyMap<string, string> = new Map([
  ["StaticKeyword", "static"],
  ["AsyncKeyword", "async"],
  ["AccessorKeyword", "accessor"],
  ["ConstKeyword", "const"],
]);

/**
 * Modifiers that do not change what a declaration runs: those for the checker (on a constructor's parameter
 * they make a property, which its writer prints), and those that say who may import it.
 */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "ExportKeyword",
  "DefaultKeyword",
  "PublicKeyword",
  "PrivateKeyword",
  "ProtectedKeyword",
  "ReadonlyKeyword",
  "OverrideKeyword",
  "AbstractKeyword",
]);

/** The head of a declaration with its modifiers, such as `static-async-method`. A modifier that is not known is reported. */
export function headOf(coder: Coder, node: TS.Node, base: string): string {
  const kinds = modifiersOf(coder, node).map((modifier) => {
    const kind = kindName(coder.ts, modifier.kind);
    if (!RUNTIME.has(kind) && !WITHOUT_EFFECT.has(kind)) coder.refuse(modifier);
    return kind;
  });
  const words = [...RUNTIME].filter(([kind]) => kinds.includes(kind)).map(([, word]) => word);
  return [...words, base].join("-");
}

/** `(@ expression)` for each decorator. They stand before a declaration's other items. */
export function decoratorCodes(coder: Coder, node: TS.Node): readonly Code[] {
  if (!coder.ts.canHaveDecorators(node)) return [];
  return (coder.ts.getDecorators(node) ?? []).map((decorator) => coder.code(decorator));
}

/** The code of a decorator is its expression; it is listed apart so that passes over the code see the node. */
export function decoratorCode(coder: Coder, node: TS.Decorator): Code {
  return inline("@", coder.code(node.expression));
}

function modifiersOf(coder: Coder, node: TS.Node): readonly TS.Modifier[] {
  return coder.ts.canHaveModifiers(node) ? (coder.ts.getModifiers(node) ?? []) : [];
}
