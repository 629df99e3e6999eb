import { VIEWS, type ViewConstructor } from "../kinds.js";
import { Malformed } from "../value/input.js";

/** What generated decoders call. */

export function malformed(): never {
  throw new Malformed();
}

/** Sets a property of a restored object that its prototype may have, too: "__proto__", above all. */
export function put(object: object, name: string, value: unknown): void {
  if (name in object) Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else (object as Record<string, unknown>)[name] = value;
}

export function toBigInt(digits: string): bigint {
  return digits.startsWith("-") ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}

/** A view of memory of its own, copied once. */
export function toView(kind: number, bytes: Buffer, start: number, size: number): object {
  const from = bytes.byteOffset + start;
  const memory = bytes.buffer.slice(from, from + size) as ArrayBuffer;
  if (kind === VIEWS.length) return Buffer.from(memory);
  const View = VIEWS[kind] as (ViewConstructor & { readonly BYTES_PER_ELEMENT: number }) | undefined;
  if (View?.BYTES_PER_ELEMENT === undefined || memory.byteLength !== size) throw new Malformed();
  return new View(memory, 0, size / View.BYTES_PER_ELEMENT);
}
