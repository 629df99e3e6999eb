import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { digestKey } from "#runtime/key/key";
import { recipes } from "./support/arbitrary.js";
import { constants } from "./support/compiled.js";
import { mutate, reorder, type Draw } from "./support/mutate.js";
import { makeValue, type Recipe } from "./support/recipe.js";

const test = suite("runtime/key, generated");
const task = constants("generated");
const keyOf = (value: unknown): string => digestKey(task, "tester", [value]).toString("hex");

/** Counts outcomes, so that a generator that yields only equal or only different pairs fails. */
class Tally {
  equal = 0;
  different = 0;

  check(one: unknown, other: unknown): boolean {
    const areEqual = isDeepStrictEqual(one, other);
    if (areEqual) this.equal++;
    else this.different++;
    return areEqual === (keyOf(one) === keyOf(other));
  }
}

const randomly = fc.noShrink(fc.infiniteStream(fc.nat(0xffff)));
const draws = randomly.map((stream): Draw => (bound) => Number(stream.next().value) % bound);

test("nearly equal values share a key exactly when isDeepStrictEqual holds", () => {
  const tally = new Tally();
  fc.assert(
    fc.property(recipes({ cycles: false }), draws, (recipe, draw) => tally.check(makeValue(recipe), makeValue(mutate(recipe, draw)))),
    { numRuns: 20_000 },
  );
  assert.ok(tally.equal > 200 && tally.different > 10_000, JSON.stringify(tally));
});

test("equal values made in another order share a key", () => {
  const tally = new Tally();
  fc.assert(
    fc.property(recipes({ cycles: false }), draws, (recipe, draw) => tally.check(makeValue(recipe), makeValue(reorder(recipe, draw)))),
    { numRuns: 10_000 },
  );
  assert.ok(tally.equal > 9_000, JSON.stringify(tally));
});

test("unrelated small values share a key exactly when isDeepStrictEqual holds", () => {
  const tally = new Tally();
  const seen: Recipe[] = [];
  fc.assert(
    fc.property(recipes({ cycles: false }), fc.nat(), (recipe, at) => {
      const earlier = seen[at % (seen.length || 1)] ?? recipe;
      seen.push(recipe);
      return tally.check(makeValue(recipe), makeValue(earlier));
    }),
    { numRuns: 10_000 },
  );
  assert.ok(tally.equal > 5 && tally.different > 5_000, JSON.stringify(tally));
});

test("values with cycles: the same shape shares a key, and a shared key means that isDeepStrictEqual holds", () => {
  let cyclic = 0;
  fc.assert(
    fc.property(recipes({ cycles: true }), draws, (recipe, draw) => {
      const one = makeValue(recipe);
      const other = makeValue(mutate(recipe, draw));
      if (JSON.stringify(recipe, (_, value: unknown) => (typeof value === "bigint" ? "big" : value)).includes('"above"')) cyclic++;
      return keyOf(one) === keyOf(makeValue(recipe)) && (keyOf(one) !== keyOf(other) || isDeepStrictEqual(one, other));
    }),
    { numRuns: 10_000 },
  );
  assert.ok(cyclic > 1_000, `${cyclic} values with cycles`);
});

test.run();
