import type { Atom, Plan } from "#runtime/plan/plan";
import type { Draw } from "./mutate.js";
import { repeat } from "./randomPlan.js";
import { strangeValue, twist } from "./strange.js";

/** How values of a plan are drawn. The order of properties and entries has draws of its own: it counts for no key. */
export interface Drawing {
  readonly draw: Draw;
  /** What numbers in the plan stand for. */
  readonly named: readonly Plan[];
  readonly order: Draw;
  /** One value in so many is not of its type, or is of it in an unusual way. */
  readonly strangeness: number;
  /** Objects drawn so far, to be met again. */
  readonly earlier: object[];
  fuel: number;
}

const TEXTS = ["", "a", "b", "é", "€", "\ud800", "\udc00", "😀", "a\0", "x".repeat(41), "x".repeat(130), "é".repeat(1100), "€".repeat(1030), "x".repeat(1024)];
const NUMBERS = [0, -0, 1, 239, 240, 255, 256, 65_535, 65_536, -1, -240, 2 ** 31, -(2 ** 31), 0.5, 1e300, NaN, Infinity, -Infinity];
const BIGINTS = [0n, 1n, -1n, 255n, 2n ** 70n, -(2n ** 64n)];

/** A value that mostly is of a plan. */
export function plannedValue(drawing: Drawing, plan: Plan): unknown {
  const { draw, earlier } = drawing;
  if (draw(drawing.strangeness) === 0) return strangeValue(draw);
  if (drawing.fuel-- <= 0) return null;
  if (earlier.length > 0 && draw(drawing.strangeness * 4) === 0) return earlier[draw(earlier.length)];
  const value = drawn(drawing, plan);
  if (typeof value !== "object" || value === null) return value;
  earlier.push(value);
  return draw(drawing.strangeness) === 0 ? twist(draw, value) : value;
}

function drawn(drawing: Drawing, plan: Plan): unknown {
  const { draw } = drawing;
  const inner = (part: Plan): unknown => plannedValue(drawing, part);
  if (typeof plan === "string") return drawnAtom(draw, plan);
  if (typeof plan === "number") return inner(drawing.named[plan] ?? "null");
  switch (plan[0]) {
    case "literal":
      return plan[1 + draw(plan.length - 1)];
    case "view":
      return drawnView(draw);
    case "array":
      return repeat(draw(4) === 0 ? draw(14) : draw(3), () => inner(plan[1]));
    case "tuple":
      return drawnTuple(drawing, plan, inner);
    case "record":
      return fromEntries(drawing, repeat(draw(4), () => [TEXTS[draw(6)] ?? "", inner(plan[1])]));
    case "set":
      return new Set(shuffled(drawing, repeat(draw(4), () => inner(plan[1]))));
    case "map":
      return new Map(shuffled(drawing, repeat(draw(4), () => [inner(plan[1]), inner(plan[2])])));
    case "union":
      return inner(plan[1 + draw(plan.length - 1)] as Plan);
    case "object": {
      const optional = plan[2].filter(() => draw(2) === 0);
      const entries = [...plan[1], ...optional].map(([name, part]): [string, unknown] => [name, optional.length > 0 && draw(20) === 0 ? undefined : inner(part)]);
      return fromEntries(drawing, entries);
    }
    default:
      return plan satisfies never;
  }
}

function drawnAtom(draw: Draw, atom: Atom): unknown {
  switch (atom) {
    case "unknown":
      return [undefined, null, true, 1, "a", [1], { a: [] }, new Map([[1, 2]])][draw(8)];
    case "undefined":
      return undefined;
    case "null":
      return null;
    case "boolean":
      return draw(2) === 0;
    case "number":
      return NUMBERS[draw(NUMBERS.length)];
    case "bigint":
      return BIGINTS[draw(BIGINTS.length)];
    case "string":
      return TEXTS[draw(TEXTS.length)];
    case "date":
      return new Date(draw(3));
    default:
      return atom satisfies never;
  }
}

function drawnView(draw: Draw): object {
  const bytes = repeat(draw(3) * 8, () => draw(2));
  const memory = Uint8Array.from(bytes).buffer;
  return [() => Buffer.from(bytes), () => new Float64Array(memory), () => new Uint8Array(memory), () => new DataView(memory)][draw(4)]?.() ?? memory;
}

function drawnTuple({ draw }: Drawing, [, required, optional, rest]: Extract<Plan, readonly ["tuple", ...unknown[]]>, inner: (part: Plan) => unknown): unknown[] {
  const there = optional.slice(0, draw(optional.length + 1));
  const more = rest !== null && there.length === optional.length ? repeat(draw(3), () => inner(rest)) : [];
  return [...[...required, ...there].map(inner), ...more];
}

/** `__proto__` becomes an own property, as it does from `JSON.parse`. */
function fromEntries(drawing: Drawing, entries: readonly (readonly [string, unknown])[]): object {
  const value = {};
  for (const [name, item] of shuffled(drawing, entries)) Object.defineProperty(value, name, { value: item, writable: true, enumerable: true, configurable: true });
  return value;
}

function shuffled<T>({ order }: Drawing, items: readonly T[]): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(order(left.length), 1));
}
