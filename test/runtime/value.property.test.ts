import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decodeValue } from "#runtime/value/decode";
import { encodeValue } from "#runtime/value/encode";
import { recipes } from "./support/arbitrary.js";
import { difference } from "./support/exact.js";
import { makeValue } from "./support/recipe.js";

const test = suite("runtime/value, generated");

test("a decoded value equals the value, down to order, sharing and frozen objects", () => {
  let composites = 0;
  fc.assert(
    fc.property(recipes({ cycles: true }), (recipe) => {
      const value = makeValue(recipe);
      const bytes = Buffer.from(encodeValue(value));
      const copy = decodeValue(bytes);
      if (typeof value === "object" && value !== null) composites++;
      assert.is(difference(value, copy), undefined);
      assert.is(difference(copy, decodeValue(bytes)), undefined);
      assert.ok(isDeepStrictEqual(value, copy) || JSON.stringify(recipe, asText).includes('"above"'));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(composites > 8_000, `${composites} of the values were objects`);
});

test("bytes that no encoder wrote are refused or decoded, and nothing else happens", () => {
  let refused = 0;
  fc.assert(
    fc.property(recipes({ cycles: true }), fc.nat(), fc.integer({ min: 1, max: 255 }), (recipe, at, flip) => {
      const bytes = Buffer.from(encodeValue(makeValue(recipe)));
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip;
      refused += isRefused(bytes) + isRefused(bytes.subarray(0, at % bytes.length));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(refused > 20_000, `${refused} were refused`);
});

/** A length that was not written must take no memory: a gigabyte here would end the process. */
function isRefused(bytes: Buffer): number {
  try {
    decodeValue(bytes);
    return 0;
  } catch {
    return 1;
  }
}

const asText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? "big" : value);

test.run();
