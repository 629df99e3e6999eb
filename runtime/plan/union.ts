import type { Atom } from "./plan.js";
import type { Shapes } from "./shape.js";
import { literal, shapeAt } from "./source.js";

/**
 * A condition in generated code that `v` must meet to be of a member of a union. It need not be enough: it
 * spares trying what cannot fit. Objects are told apart by their literal properties.
 */
export function memberTests(shapes: Shapes, member: number): string {
  const shape = shapeAt(shapes, member);
  switch (shape.kind) {
    case "atom":
      return atomTest(shape.atom);
    case "literal":
      return [...new Set(shape.values.map((value) => `typeof v === "${typeof value}"`))].join(" || ");
    case "object":
      return [`${IS_OBJECT} && !Array.isArray(v)`, ...shape.fields.flatMap(({ name, shape: id, bit }) => (bit === undefined ? tagTest(shapes, name, id) : []))].join(" && ");
    case "array":
    case "tuple":
      return "Array.isArray(v)";
    case "union":
      return "true";
    case "record":
    case "map":
    case "set":
    case "view":
      return `${IS_OBJECT} && !Array.isArray(v)`;
    default:
      return shape satisfies never;
  }
}

const IS_OBJECT = 'typeof v === "object" && v !== null';

function atomTest(atom: Atom): string {
  switch (atom) {
    case "undefined":
    case "null":
      return `v === ${atom}`;
    case "date":
      return IS_OBJECT;
    case "unknown":
      return "true";
    case "boolean":
    case "number":
    case "bigint":
    case "string":
      return `typeof v === "${atom}"`;
    default:
      return atom satisfies never;
  }
}

/** A required property that is one of a few literals, as the `kind` of a discriminated union. */
function tagTest(shapes: Shapes, name: string, id: number): string[] {
  const shape = shapeAt(shapes, id);
  if (shape.kind !== "literal" || shape.values.length > 4) return [];
  return [`(${shape.values.map((value) => `v[${literal(name)}] === ${literal(value)}`).join(" || ")})`];
}
