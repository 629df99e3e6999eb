/** A part of a call's arguments of which only a digest was kept. */
export class HiddenPart {
  /** @param digest 64 hexadecimal digits: equal parts have equal digests */
  constructor(readonly digest: string) {}
}

/**
 * The arguments of a call, as far as they are known. `"parts"` holds a `HiddenPart` in the place of each part that is not.
 * Ignored parameters are `undefined`, and trailing `undefined` is left out.
 */
export type Inputs =
  | { readonly kind: "whole"; readonly args: readonly unknown[] }
  | { readonly kind: "parts"; readonly args: readonly unknown[] }
  | { readonly kind: "unknown" };
