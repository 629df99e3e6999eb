import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compileAll, compilers } from "./compile.js";

const source = `
async function theTask({ rows, max = 9 }: Input, unit: string, scale = 1): Promise<number[]> {
  // The sum of each row.
  const sums = rows.filter((row) => row?.used).map((row) => row.values.reduce((x, y) => x + y, 0) * scale);
  for (const sum of sums) {
    if (sum > max && unit !== "m") throw new RangeError(\`too large: \${sum} \${unit}\`);
  }
  class Box<T> { constructor(private readonly value: T) {} get(): T { return this.value; } }
  try {
    return await Promise.all(sums.map(async (sum) => new Box(sum).get()));
  } catch {
    return [];
  }
}`;

const expected = `
async
(parameter 0 (object-pattern (property rows rows) (property max (= max 9))) ())
(parameter 2 () 1)
(const (= sums (call (. (call (. rows filter) (=> (parameters row)
  (return (?. row used)))) map) (=> (parameters row)
  (return (* (call (. (. row values) reduce) (=> (parameters x y)
    (return (+ x y))) 0) scale))))))
(for-of (const sum) sums
  (if (&& (> sum max) (!== unit "m"))
    (throw (new RangeError (template "too large: " sum " " unit "")))))
(class-declaration Box ()
  (constructor (parameters (parameter-property value)))
  (method get (parameters)
    (return (. this value))))
(try
  (block
    (return (await (call (. Promise all) (call (. sums map) (async-=> (parameters sum)
      (return (call (. (new Box sum) get)))))))))
  (catch ()
    (return (array)))
  ())`.trim();

const test = suite("code text");

for (const ts of compilers) {
  test(`a text that people read, TypeScript ${ts.version}`, () => {
    assert.fixture(compileAll(ts, [source])[0]?.text ?? "", expected);
  });
}

test("a sum of 20,000 terms", () => {
  for (const ts of compilers) {
    const sum = Array.from({ length: 20_000 }, (_value, index) => `x${index}`).join(" + ");
    const [compiled] = compileAll(ts, [`const theTask = (a: any) => ${sum};`]);
    assert.ok(compiled?.text?.includes("(+ x0 x1 x2 "));
  }
});

test.run();
