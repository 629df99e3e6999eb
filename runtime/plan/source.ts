import type { Shape, Shapes } from "./shape.js";

/** A text or number as a JavaScript literal, safe in generated code whatever it holds. */
export function literal(value: string | number | boolean): string {
  return JSON.stringify(value).replace(/[\u2028\u2029<]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function shapeAt({ all }: Shapes, id: number): Shape {
  const shape = all[id];
  if (shape === undefined) throw new Error(`The plan has no shape with the number ${id}.`);
  return shape;
}

/**
 * Makes functions of a source that the plan's compiler wrote. `names` are what it may use.
 *
 * Generated code was chosen by measurement (`bench/codec.mjs`): the same key encoder made of closures took 1.6
 * times as long for two primitives and 1.5 times for 10 KB of nested objects, and only source can say objects as
 * literals, which V8 makes at once with their hidden class.
 *
 * @throws EvalError where the process forbids code from texts.
 */
export function compile(source: string, names: Readonly<Record<string, unknown>>): unknown {
  const make = new Function(...Object.keys(names), `"use strict";\n${source}`) as (...values: unknown[]) => unknown;
  return make(...Object.values(names));
}
