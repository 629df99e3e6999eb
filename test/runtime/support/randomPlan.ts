import type { Fields, Plan } from "#runtime/plan/plan";
import type { Draw } from "./mutate.js";

const NAMES = ["a", "b", "c", "0", "10", "__proto__", "constructor", "toString", "é", "\ud800", "", "x y", "kind"];
const LEAVES: readonly Plan[] = [
  "unknown", "undefined", "null", "boolean", "number", "number", "bigint", "string", "string", "date",
  ["literal", "a", "b"], ["literal", 1, -2, "1", true], ["view", "Float64Array"], ["view", "Buffer"],
];

/** A plan as the plugin might make it, with recursion where a level can be left out of a value. */
export function randomPlan(draw: Draw, depth = 4, levels = 0): Plan {
  const inner = (): Plan => randomPlan(draw, depth - 1, levels + 1);
  if (levels > 0 && draw(12) === 0) return ["up", 1 + draw(levels)];
  if (depth === 0 || draw(3) === 0) return LEAVES[draw(LEAVES.length)] ?? "string";
  switch (draw(10)) {
    case 0:
    case 1:
      return ["array", inner()];
    case 2:
      return ["tuple", repeat(draw(3), inner), repeat(draw(2), inner), draw(3) === 0 ? inner() : null];
    case 3:
      return ["record", inner()];
    case 4:
      return draw(2) === 0 ? ["set", inner()] : ["map", inner(), inner()];
    case 5:
    case 6:
      return ["union", ...repeat(1 + draw(3), inner)];
    default:
      return randomObject(draw, inner);
  }
}

function randomObject(draw: Draw, inner: () => Plan): Plan {
  const names = [...new Set(repeat(draw(5), () => NAMES[draw(NAMES.length)] ?? "a"))].sort();
  const isOptional = names.map(() => draw(3) === 0);
  const fields = (optional: boolean): Fields => names.filter((_, index) => isOptional[index] === optional).map((name) => [name, inner()]);
  return ["object", fields(false), fields(true)];
}

export function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
