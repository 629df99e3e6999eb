import type { Fields, Plan, TaskPlan } from "#runtime/plan/plan";
import type { Draw } from "./mutate.js";

const NAMES = ["a", "b", "c", "0", "10", "__proto__", "constructor", "toString", "é", "\ud800", "", "x y", "kind"];
const LEAVES: readonly Plan[] = [
  "unknown", "undefined", "null", "boolean", "number", "number", "bigint", "string", "string", "date",
  ["literal", "a", "b"], ["literal", 1, -2, "1", true], ["view"], ["view"],
];

/** The plan of a task that takes and returns one value, as the plugin might make it, with named plans that refer to each other. */
export function randomPlan(draw: Draw): TaskPlan {
  const named = repeat(draw(3), () => 1).map((_, __, all) => randomType(draw, { depth: 3, names: all.length }));
  const type = randomType(draw, { depth: 4, names: named.length });
  return [[[type], null, type], ...named.map((plan) => (typeof plan === "number" ? "string" : plan))];
}

interface Size {
  readonly depth: number;
  readonly names: number;
}

function randomType(draw: Draw, { depth, names }: Size): Plan {
  const inner = (): Plan => randomType(draw, { depth: depth - 1, names });
  if (names > 0 && draw(5) === 0) return draw(names);
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
