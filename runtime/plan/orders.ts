import type { Field, Shapes } from "./shape.js";

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
  /** The latest object of each type, by its names: the next one mostly is like it. */
  readonly #last = new Map<number, Layout>();
  #table: Uint8Array | undefined;

  constructor(readonly shapes: Shapes) {}

  /**
   * The declared properties of an object in its own order; undefined when those are not all that it has.
   *
   * @throws Reordered when the object's order contradicts what is known, which is then forgotten.
   */
  layoutOf(shape: number, names: readonly string[]): Layout | undefined {
    const last = this.#last.get(shape);
    if (last !== undefined && isSame(last.names, names)) return last;
    const layout = readLayout(this.shapes, shape, names);
    if (layout === undefined) return undefined;
    this.#join(shape, layout.order);
    this.#last.set(shape, layout);
    return layout;
  }

  #join(shape: number, order: Order): void {
    const known = this.#known.get(shape);
    if (known !== undefined && isWithin(order, known)) return;
    const merged = known === undefined ? order : merge(known, order);
    this.#known.set(shape, merged ?? order);
    this.#table = undefined;
    this.#last.delete(shape);
    if (merged === undefined) throw new Reordered();
  }

  /** For each type of object in the order of the shapes, how many properties are ordered, and which come when. */
  table(): Uint8Array {
    return (this.#table ??= Uint8Array.from(objectShapes(this.shapes).flatMap((id) => {
      const order = this.#known.get(id) ?? [];
      return [order.length, ...order];
    })));
  }
}

/** The properties of an object in its order, and which of the optional ones are among them. */
export interface Layout {
  readonly names: readonly string[];
  readonly fields: readonly Field[];
  readonly order: Order;
  readonly mask: number;
}

function readLayout({ all }: Shapes, id: number, names: readonly string[]): Layout | undefined {
  const shape = all[id];
  if (shape?.kind !== "object") return undefined;
  const order = names.map((name) => shape.fields.findIndex((field) => field.name === name));
  const fields = order.flatMap((index) => shape.fields[index] ?? []);
  const required = fields.filter(({ bit }) => bit === undefined).length;
  if (fields.length !== names.length || required !== shape.fields.length - shape.optionals) return undefined;
  return { names, fields, order, mask: fields.reduce((mask, { bit = 0 }) => mask | bit, 0) };
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

function isSame(names: readonly string[], others: readonly string[]): boolean {
  if (names.length !== others.length) return false;
  for (let at = 0; at < names.length; at++) {
    if (names[at] !== others[at]) return false;
  }
  return true;
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
