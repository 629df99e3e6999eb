import type { Shapes } from "./shape.js";

/** Whether every value of a shape takes at least one byte; false also where that is not easily said. */
export function takesBytes(shapes: Shapes, id: number): boolean {
  return takesBytesWorker(shapes, id, 4);
}

function takesBytesWorker(shapes: Shapes, id: number, depth: number): boolean {
  const shape = shapes.all[id];
  const does = (part: number): boolean => depth > 0 && takesBytesWorker(shapes, part, depth - 1);
  switch (shape?.kind) {
    case "atom":
      return shape.atom !== "undefined" && shape.atom !== "null";
    case "object":
      return shape.optionals > 0 || shape.fields.some((field) => does(field.shape));
    case "tuple":
      return shape.rest !== undefined || shape.required < shape.items.length || shape.items.some(does);
    case "literal":
    case "view":
    case "array":
    case "record":
    case "map":
    case "set":
    case "union":
      return true;
    case undefined:
      return false;
    default:
      return shape satisfies never;
  }
}
