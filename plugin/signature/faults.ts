/**
 * Why a type is refused. The first kinds make the signature itself unreadable and count for every
 * parameter; the others say that a value cannot be keyed or restored, and an ignored parameter may have them.
 */
export type Fault =
  | { readonly kind: "any" }
  | { readonly kind: "unresolved" }
  | { readonly kind: "free"; readonly name: string }
  | { readonly kind: "unsupported"; readonly name: string }
  | { readonly kind: "function" }
  | { readonly kind: "promise"; readonly name: string }
  | { readonly kind: "symbol" }
  | { readonly kind: "symbol key"; readonly name: string }
  | { readonly kind: "class"; readonly name: string }
  | { readonly kind: "iterator"; readonly name: string }
  | { readonly kind: "weak"; readonly name: string }
  | { readonly kind: "error"; readonly name: string }
  | { readonly kind: "boxed"; readonly name: string }
  | { readonly kind: "library"; readonly name: string };

/** Whether the fault counts even for a parameter that is left out of the key. */
export function isFatal(fault: Fault): boolean {
  switch (fault.kind) {
    case "any":
    case "unresolved":
    case "free":
    case "unsupported":
      return true;
    default:
      return false;
  }
}
