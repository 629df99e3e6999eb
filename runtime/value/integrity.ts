import type { Kind } from "../kinds.js";
import type { Output } from "./output.js";
import { Integrity } from "./tags.js";

/** An object, and what its properties must look like, so that its integrity level restores them all. */
export interface Restrictions {
  readonly value: object;
  readonly kind: Kind;
  readonly integrity: Integrity;
}

/**
 * How far an object is closed, or the reason why restoring that level would not restore the object.
 * One level is kept for the whole object; a property that differs from the rest is refused.
 */
export function integrityOf(value: object, kind: Kind): Restrictions | string {
  const integrity = levelOf(value);
  const builtIn = kind === "array" ? "length" : kind === "regexp" ? "lastIndex" : undefined;
  if (builtIn === undefined) return { value, kind, integrity };
  const writable = Object.getOwnPropertyDescriptor(value, builtIn)?.writable === true;
  // V8 calls an empty array frozen whose length can still be written; sealing restores just that.
  if (writable && integrity === Integrity.Frozen) return { value, kind, integrity: Integrity.Sealed };
  return writable || integrity === Integrity.Frozen ? { value, kind, integrity } : `has a read-only ${builtIn}`;
}

export function levelOf(value: object): Integrity {
  if (Object.isExtensible(value)) return Integrity.Open;
  if (Object.isFrozen(value)) return Integrity.Frozen;
  return Object.isSealed(value) ? Integrity.Sealed : Integrity.NonExtensible;
}

/** The value of an own property, refused when restoring it by its object's level would change it. */
export function propertyValue(output: Output, { value, integrity }: Restrictions, key: string | number): unknown {
  const property = Object.getOwnPropertyDescriptor(value, key);
  if (property === undefined) return output.refuse("changed while it was read");
  if (property.get || property.set) return output.refuse("is a property with a getter or setter");
  if (!property.enumerable) return output.refuse("is a non-enumerable property");
  if (property.writable !== (integrity !== Integrity.Frozen)) return output.refuse("is a read-only property");
  if (property.configurable !== integrity < Integrity.Sealed) return output.refuse("is a non-configurable property");
  return property.value as unknown;
}

/** Closes a restored object as far as the original was. */
export function restoreIntegrity(value: object, integrity: number): boolean {
  switch (integrity as Integrity) {
    case Integrity.Open:
      return true;
    case Integrity.NonExtensible:
      return Reflect.preventExtensions(value);
    case Integrity.Sealed:
      return Object.isSealed(Object.seal(value));
    case Integrity.Frozen:
      return Object.isFrozen(Object.freeze(value));
    default:
      return false;
  }
}
