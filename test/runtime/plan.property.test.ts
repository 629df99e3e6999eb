import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compileCodec, type Codec } from "#runtime/plan/codec";
import type { TaskPlan } from "#runtime/plan/plan";
import { encodeKey } from "#runtime/key/encode";
import { Walk } from "#runtime/key/walk";
import { difference } from "./support/exact.js";
import type { Draw } from "./support/mutate.js";
import { plannedValue } from "./support/plannedValue.js";
import { randomPlan } from "./support/randomPlan.js";

/**
 * The generated encoders against `isDeepStrictEqual` (contract 1) and against a strict comparison (contract
 * 2). In full: PLAN_PAIRS=1000000 PLAN_VALUES=200000 node node_modules/uvu/bin.js build/test/runtime "plan.property"
 */
const PAIRS = Number(process.env["PLAN_PAIRS"] ?? 20_000);
const VALUES = Number(process.env["PLAN_VALUES"] ?? 8_000);

/** Each plan is used for so many values, as making its functions takes the most time. */
const PER_PLAN = 50;

const test = suite("runtime/plan, generated");
const streams = fc.noShrink(fc.infiniteStream(fc.nat(0xffff_ffff)));
const bytes = Buffer.alloc(1 << 16);

function codecOf(plan: TaskPlan): Codec {
  const codec = compileCodec(JSON.stringify(plan));
  if (codec === undefined) throw new Error(`Not compiled: ${JSON.stringify(plan)}`);
  return codec;
}

/** A small generator of its own from one seed, so that a value can be drawn again, or with one draw changed. */
function drawsFrom(seed: number, changeAt = -1): Draw {
  let state = seed >>> 0;
  let count = 0;
  return (bound) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) >>> 0;
    const drawn = (state ^ (state >>> 13)) >>> 0;
    return (count++ === changeAt ? drawn + 1 : drawn) % bound;
  };
}

/** Under its first byte, the fitting encoding or the general one; undefined for what cannot be keyed. */
function keyOf(codec: Codec, value: unknown): string | undefined {
  const end = codec.encodeKey([value], bytes, 0);
  if (end >= 0) return `fits ${bytes.toString("latin1", 0, end)}`;
  const walk = new Walk("");
  try {
    encodeKey(walk, value);
    return `general ${walk.writer.since(0).toString("latin1")}`;
  } catch {
    return undefined;
  }
}

class Tally {
  equal = 0;
  different = 0;
  fitting = 0;
  general = 0;
  refused = 0;

  /** Whether two values share a key exactly when they are equal. */
  check(codec: Codec, one: unknown, other: unknown): boolean {
    const [key, otherKey] = [keyOf(codec, one), keyOf(codec, other)];
    if (key === undefined || otherKey === undefined) return ++this.refused > 0;
    const areEqual = isDeepStrictEqual(one, other);
    this[areEqual ? "equal" : "different"]++;
    this[key.startsWith("fits") ? "fitting" : "general"]++;
    return areEqual === (key === otherKey);
  }
}

/** Draws a pair: the same value in another order, or one with a draw changed, or another. */
function drawPair([[, , type], ...named]: TaskPlan, seed: number, strangeness: number): [unknown, unknown] {
  const value = (draw: Draw, order: Draw): unknown => plannedValue({ draw, named, order, strangeness, earlier: [], fuel: 60 }, type);
  const other = [drawsFrom(seed), drawsFrom(seed + 1), ...[2, 5, 9, 14, 20].map((bound) => drawsFrom(seed, seed % bound))][seed % 7] ?? drawsFrom(seed);
  return [value(drawsFrom(seed), drawsFrom(seed + 2)), value(other, drawsFrom(seed + 3))];
}

test("two values share a key exactly when isDeepStrictEqual holds, whether or not they fit", () => {
  const tally = new Tally();
  const checkPlan = (stream: Iterator<number>): void => {
    const next = (): number => Number(stream.next().value);
    const plan = randomPlan((bound) => next() % bound);
    const codec = codecOf(plan);
    for (let pair = 0; pair < PER_PLAN; pair++) {
      const [one, other] = drawPair(plan, next(), pair % 2 === 0 ? 1e9 : 30);
      assert.ok(tally.check(codec, one, other), `${JSON.stringify(plan)} ${String(pair)}`);
    }
  };
  fc.assert(fc.property(streams, checkPlan), { numRuns: Math.ceil(PAIRS / PER_PLAN) });
  console.log(`pairs ${JSON.stringify(tally)}`);
  const least = PAIRS / 15;
  assert.ok(Math.min(tally.equal, tally.different, tally.fitting, tally.general) > least, JSON.stringify(tally));
});

test("a value that fits is restored, by any process, down to the order of its properties", () => {
  let fitting = 0;
  let general = 0;
  const checkPlan = (stream: Iterator<number>): void => {
    const next = (): number => Number(stream.next().value);
    const plan = randomPlan((bound) => next() % bound);
    const [writer, reader] = [codecOf(plan), codecOf(plan)];
    for (let round = 0; round < PER_PLAN; round++) {
      const [value] = drawPair(plan, next(), round % 2 === 0 ? 1e9 : 60);
      const encoded = writer.encodeValue(value);
      if (encoded === undefined) general++;
      else fitting++;
      if (encoded === undefined) continue;
      const copy = reader.decodeValue(encoded, 0, encoded.length);
      assert.is(difference(value, copy), undefined, JSON.stringify(plan));
      assert.is(difference(copy, reader.decodeValue(encoded, 0, encoded.length)), undefined);
    }
  };
  fc.assert(fc.property(streams, checkPlan), { numRuns: Math.ceil(VALUES / PER_PLAN) });
  console.log(`values ${JSON.stringify({ fitting, general })}`);
  assert.ok(fitting > VALUES / 4 && general > VALUES / 20, `${fitting} fitted, ${general} did not`);
});

test.run();
