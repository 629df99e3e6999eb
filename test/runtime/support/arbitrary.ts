import fc from "fast-check";
import { VIEWS } from "#runtime/kinds";
import type { Entry, Level, Recipe } from "./recipe.js";

/** Texts and names that trip careless encodings, drawn from few, so that equal ones are common. */
const TEXTS = ["", "a", "b", "ab", "A", "0", "1", "-0", "null", "undefined", "NaN", "é", "e\u0301", "\ud800", "\udc00", "\ud83d\ude00", "\ufffd", "\0", "a\0b", "x".repeat(70)];
const NAMES = ["a", "b", "c", "0", "1", "10", "2", "__proto__", "constructor", "length", "toString", "then", "é", "\ud800", "", "lastIndex"];
const ATOMS = [undefined, null, true, false, 0, -0, 1, -1, NaN, Infinity, -Infinity, 0.1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e300, 5e-324, 0n, 1n, -1n, 2n ** 70n, -(2n ** 64n)];
const ADDRESSES = ["http://a.test/", "http://a.test/?q=1", "http://a.test/#h", "https://a.test/", "file:///a", "data:,x", "http://u:p@a.test:81/"];

const atom = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...ATOMS, ...TEXTS) },
  { weight: 1, arbitrary: fc.oneof<fc.Arbitrary<unknown>[]>(fc.integer(), fc.double(), fc.string({ unit: "binary" }), fc.bigInt()) },
);
const level = fc.oneof({ weight: 6, arbitrary: fc.constant<Level>(0) }, { weight: 1, arbitrary: fc.constantFrom<Level>(1, 2, 3) });
const bytes = fc.array(fc.constantFrom(0, 1, 127, 128, 255), { maxLength: 17 });

/** Whether values may hold cycles. `isDeepStrictEqual` is no equivalence on them, so keys are tested apart. */
export function recipes({ cycles }: { readonly cycles: boolean }): fc.Arbitrary<Recipe> {
  return fc.letrec<{ recipe: Recipe }>((tie) => ({
    recipe: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      { weight: 5, arbitrary: fc.record({ kind: fc.constant("atom" as const), value: atom }) },
      ...leaves(),
      ...(cycles ? [{ weight: 1, arbitrary: fc.record({ kind: fc.constant("above" as const), levels: fc.nat(2) }) }] : []),
      ...composites(tie("recipe")),
    ),
  })).recipe;
}

function leaves(): fc.WeightedArbitrary<Recipe>[] {
  const plain = fc.record({ kind: fc.constant("atom" as const), value: atom });
  const extra = extras(plain);
  const as = fc.oneof(fc.constantFrom("buffer" as const, "memory" as const), fc.nat(VIEWS.length - 1));
  return [
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("date" as const), time: fc.constantFrom(0, -1, 1, 8.64e15), extra }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("regexp" as const), source: fc.constantFrom("a", "b", "a/b", "\\n", "[/]", ""), flags: fc.constantFrom("", "g", "i", "gi", "u"), lastIndex: fc.constantFrom(0, 0, 3) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("url" as const), href: fc.constantFrom(...ADDRESSES) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("bytes" as const), as, bytes, extra }) },
  ];
}

function composites(recipe: fc.Arbitrary<Recipe>): fc.WeightedArbitrary<Recipe>[] {
  const extra = extras(recipe);
  const items = fc.array(fc.oneof({ weight: 8, arbitrary: recipe }, { weight: 1, arbitrary: fc.constant("hole" as const) }), { maxLength: 5 });
  return [
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("object" as const), bare: fc.boolean(), level, entries: entries(recipe, 4) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("array" as const), level, items, extra }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("map" as const), entries: fc.array(fc.tuple(recipe, recipe), { maxLength: 3 }), extra }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("set" as const), members: fc.array(recipe, { maxLength: 4 }), extra }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("same" as const, "copies" as const), item: recipe }) },
  ];
}

function entries(recipe: fc.Arbitrary<Recipe>, maxLength: number): fc.Arbitrary<Entry[]> {
  return fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), recipe), { maxLength, selector: ([name]) => name });
}

/** Properties that built-in objects seldom carry. Numbers are left out: a typed array cannot have them. */
function extras(recipe: fc.Arbitrary<Recipe>): fc.Arbitrary<Entry[]> {
  const names = fc.constantFrom("a", "b", "x", "__proto__", "x y", "\ud800");
  const some = fc.uniqueArray(fc.tuple(names, recipe), { maxLength: 2, selector: ([name]) => name });
  return fc.oneof({ weight: 6, arbitrary: fc.constant<Entry[]>([]) }, { weight: 1, arbitrary: some });
}
