import { VIEWS } from "#runtime/kinds";

/**
 * How a value is made. A value by itself cannot be changed in one small place and made again, nor can
 * two equal values be made in two orders; a recipe can.
 */
export type Recipe =
  | { readonly kind: "atom"; readonly value: unknown }
  | { readonly kind: "object"; readonly bare: boolean; readonly level: Level; readonly entries: readonly Entry[] }
  | { readonly kind: "array"; readonly level: Level; readonly items: readonly (Recipe | "hole")[]; readonly extra: readonly Entry[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Recipe, Recipe])[]; readonly extra: readonly Entry[] }
  | { readonly kind: "set"; readonly members: readonly Recipe[]; readonly extra: readonly Entry[] }
  | { readonly kind: "date"; readonly time: number; readonly extra: readonly Entry[] }
  | { readonly kind: "regexp"; readonly source: string; readonly flags: string; readonly lastIndex: number }
  | { readonly kind: "url"; readonly href: string }
  | { readonly kind: "bytes"; readonly as: "buffer" | "memory" | number; readonly bytes: readonly number[]; readonly extra: readonly Entry[] }
  /** The same object twice. */
  | { readonly kind: "same"; readonly item: Recipe }
  /** Two equal objects. */
  | { readonly kind: "copies"; readonly item: Recipe }
  /** The array, object, map or set that many levels above. */
  | { readonly kind: "above"; readonly levels: number };

export type Entry = readonly [name: string, item: Recipe];

/** How far an object is closed: 0 open, 1 not extensible, 2 sealed, 3 frozen. */
export type Level = 0 | 1 | 2 | 3;

export function makeValue(recipe: Recipe): unknown {
  return make(recipe, []);
}

function make(recipe: Recipe, above: readonly object[]): unknown {
  switch (recipe.kind) {
    case "atom":
      return recipe.value;
    case "object": {
      const value = (recipe.bare ? Object.create(null) : {}) as object;
      return close(define(value, recipe.entries, above), recipe.level);
    }
    case "array":
      return makeArray(recipe, above);
    case "map": {
      const value = new Map<unknown, unknown>();
      const inside = [value, ...above];
      for (const [key, item] of recipe.entries) value.set(make(key, inside), make(item, inside));
      return define(value, recipe.extra, above);
    }
    case "set": {
      const value = new Set<unknown>();
      for (const member of recipe.members) value.add(make(member, [value, ...above]));
      return define(value, recipe.extra, above);
    }
    case "date":
      return define(new Date(recipe.time), recipe.extra, above);
    case "regexp":
      return Object.assign(new RegExp(recipe.source, recipe.flags), { lastIndex: recipe.lastIndex });
    case "url":
      return new URL(recipe.href);
    case "bytes":
      return define(makeBytes(recipe.as, recipe.bytes), recipe.extra, above);
    case "same": {
      const pair: unknown[] = [];
      const item = make(recipe.item, [pair, ...above]);
      pair.push(item, item);
      return pair;
    }
    case "copies": {
      const pair: unknown[] = [];
      pair.push(make(recipe.item, [pair, ...above]), make(recipe.item, [pair, ...above]));
      return pair;
    }
    case "above":
      return above[recipe.levels];
  }
}

function makeArray(recipe: Recipe & { kind: "array" }, above: readonly object[]): unknown[] {
  const value: unknown[] = [];
  value.length = recipe.items.length;
  recipe.items.forEach((item, index) => {
    if (item !== "hole") value[index] = make(item, [value, ...above]);
  });
  return close(define(value, recipe.extra, above), recipe.level);
}

function makeBytes(as: "buffer" | "memory" | number, bytes: readonly number[]): object {
  if (as === "buffer") return Buffer.from(bytes);
  const View = VIEWS[as === "memory" ? 1 : as] as unknown as { new (memory: ArrayBuffer): object; readonly BYTES_PER_ELEMENT?: number };
  const memory = new ArrayBuffer(bytes.length - (bytes.length % (View.BYTES_PER_ELEMENT ?? 1)));
  new Uint8Array(memory).set(bytes.slice(0, memory.byteLength));
  return as === "memory" ? memory : new View(memory);
}

/** `__proto__` becomes an own property here, as it does from `JSON.parse`. */
function define<T extends object>(value: T, entries: readonly Entry[], above: readonly object[]): T {
  for (const [name, item] of entries) {
    Object.defineProperty(value, name, { value: make(item, [value, ...above]), writable: true, enumerable: true, configurable: true });
  }
  return value;
}

function close<T extends object>(value: T, level: Level): T {
  return level === 3 ? Object.freeze(value) : level === 2 ? Object.seal(value) : level === 1 ? Object.preventExtensions(value) : value;
}
