import { inspect, types } from "node:util";
import { VIEWS, viewNumber, type Kind, type ViewConstructor } from "./kinds.js";

/** Up to this many elements it is cheaper to list all keys than to ask `inspect`. */
const LISTED = 64;

/**
 * The own property names of an object beyond its elements, or undefined when it has state that no
 * enumeration shows: a non-enumerable property or a symbol.
 */
export function extraKeys(value: object, kind: Kind): readonly string[] | undefined {
  const elements = elementCount(value, kind);
  if (elements > LISTED && !types.isProxy(value) && hasOnlyElements(value, elements)) return [];
  const keys = Object.keys(value);
  const hidden = kind === "array" || kind === "regexp" ? 1 : 0;
  if (Reflect.ownKeys(value).length !== keys.length + hidden) return undefined;
  return elements === 0 ? keys : keys.filter((key) => !isIndex(key, elements));
}

/** Whether a key names an element of an array (or typed array) of that length. */
export function isIndex(key: string, length: number): boolean {
  const index = Number(key) >>> 0;
  return index < length && String(index) === key;
}

/** Whether an array has all its elements, so that it can be walked by index. */
export function isDense(value: readonly unknown[]): boolean {
  for (let index = 0; index < value.length; index++) {
    if (!Object.hasOwn(value, index)) return false;
  }
  return true;
}

/** A property that makes `extraKeys` undefined, for a message. */
export function hiddenKey(value: object): string {
  const key = Reflect.ownKeys(value).find((own) => typeof own === "symbol" || !isVisible(value, own));
  return typeof key === "symbol" ? `has the property ${String(key)}, whose key is a symbol` : `has the non-enumerable property ${JSON.stringify(key)}`;
}

function isVisible(value: object, key: string): boolean {
  const builtIn = (key === "length" && Array.isArray(value)) || (key === "lastIndex" && types.isRegExp(value));
  return builtIn || Object.getOwnPropertyDescriptor(value, key)?.enumerable === true;
}

function elementCount(value: object, kind: Kind): number {
  return kind === "array" || kind === "buffer" || (kind === "view" && !types.isDataView(value))
    ? (value as { readonly length: number }).length
    : 0;
}

const SHALLOW = { showHidden: true, maxArrayLength: 0, depth: 0, customInspect: false } as const;

/**
 * Whether a long array has no properties but its elements. Listing a million keys takes a quarter
 * of a second; `inspect` asks V8 for the keys that are no indices, so the text of a pristine twin
 * equals the value's own text exactly when there are none.
 */
function hasOnlyElements(value: object, elements: number): boolean {
  return inspect(value, SHALLOW) === inspect(pristineTwin(value, elements), SHALLOW);
}

function pristineTwin(value: object, elements: number): object {
  if (!ArrayBuffer.isView(value)) return new Array(elements);
  const View = VIEWS[viewNumber(value) ?? -1] as ViewConstructor | undefined;
  return View ? new View(value.buffer, value.byteOffset, elements) : Buffer.from(value.buffer, value.byteOffset, elements);
}
