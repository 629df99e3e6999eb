import type { Shapes } from "./shape.js";

/** Thrown while a value is encoded, when objects of one type have their properties in orders that contradict each other. */
export class Reordered extends Error {}

/** The order of an object's properties, as indices of its shape's fields. */
export type Order = readonly number[];

/**
 * For each type of object, an order that those met so far agree with. A restored object has its properties
 * in the order of the run's, and optional ones may be missing, so an order is kept for all objects of a type
 * and grows by what is new. It is written with each value, as another process may have met other objects.
 */
export class Orders {
  readonly #known = new Map<number, Order>();

  constructor(readonly shapes: Shapes) {}

  /** @throws Reordered when the object's order contradicts what is known, which is then forgotten. */
  join(shape: number, order: Order): Order {
    const known = this.#known.get(shape);
    if (known !== undefined && isWithin(order, known)) return known;
    const merged = known === undefined ? order : merge(known, order);
    this.#known.set(shape, merged ?? order);
    if (merged === undefined) throw new Reordered();
    return merged;
  }

  /** For each type of object in the order of the shapes, how many properties are ordered, and which come when. */
  table(): Uint8Array {
    return Uint8Array.from(objectShapes(this.shapes).flatMap((id) => {
      const order = this.#known.get(id) ?? [];
      return [order.length, ...order];
    }));
  }
}

/** The numbers of the shapes that a table tells of. */
export function objectShapes({ all }: Shapes): readonly number[] {
  return all.flatMap((shape, id) => (shape.kind === "object" ? [id] : []));
}

/** Reads a table; a type of which no object was met has no order. Undefined for what is no table. */
export function readTable(shapes: Shapes, table: Uint8Array): ReadonlyMap<number, Order> | undefined {
  const orders = new Map<number, Order>();
  let at = 0;
  for (const id of objectShapes(shapes)) {
    const shape = shapes.all[id];
    const count = table[at++] ?? 0;
    const order = [...table.subarray(at, (at += count))];
    const fields = shape?.kind === "object" ? shape.fields.length : 0;
    if (new Set(order).size !== count || order.some((index) => index >= fields)) return undefined;
    orders.set(id, order);
  }
  return at === table.length ? orders : undefined;
}

function isWithin(order: Order, known: Order): boolean {
  let at = 0;
  for (const index of order) {
    while (at < known.length && known[at] !== index) at++;
    if (at++ === known.length) return false;
  }
  return true;
}

/** Both orders in one: what is new stands before the next property that both have. Undefined where they contradict. */
function merge(known: Order, order: Order): Order | undefined {
  const merged: number[] = [];
  let at = 0;
  for (const index of order) {
    const found = known.indexOf(index);
    if (found >= 0 && found < at) return undefined;
    if (found >= 0) {
      merged.push(...known.slice(at, found));
      at = found + 1;
    }
    merged.push(index);
  }
  return [...merged, ...known.slice(at)];
}
