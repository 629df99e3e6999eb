import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compileAll, compilers } from "./compile.js";
import { differentBodies, differentFunctions } from "./different.rows.js";
import { sameBodies, sameFunctions, type Row } from "./same.rows.js";

const wrap = ([title, left, right]: Row): Row => [title, asTask(left), asTask(right)];
const asTask = (body: string): string => `async function theTask(a: any, b: any, c: any, d: any) {\n${body}\n}`;

const same = [...sameBodies.map(wrap), ...sameFunctions];
const different = [...differentBodies.map(wrap), ...differentFunctions];

for (const ts of compilers) {
  const test = suite(`code of two spellings, TypeScript ${ts.version}`);
  const compiled = compileAll(ts, [...same, ...different].flatMap(([, left, right]) => [left, right]));

  [...same, ...different].forEach(([title], index) => {
    const isSame = index < same.length;
    test(`${isSame ? "same" : "different"}: ${title}`, () => {
      const left = compiled[index * 2];
      const right = compiled[index * 2 + 1];
      assert.equal([left?.syntax, right?.syntax], [[], []]);
      assert.type(left?.text, "string");
      assert.type(right?.text, "string");
      if (isSame) assert.is(left?.text, right?.text);
      else assert.is.not(left?.text, right?.text);
    });
  });

  test.run();
}

const versions = suite("code over the versions of TypeScript");
versions("every row has one text", () => {
  const sources = [...same, ...different].flatMap(([, left, right]) => [left, right]);
  const [first, ...others] = compilers.map((ts) => compileAll(ts, sources).map(({ text }) => text));
  for (const other of others) assert.equal(other, first);
});
versions.run();
