import type TS from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { calls } from "./effects.calls.rows.js";
import { analyse } from "./effects.program.js";
import { expressions } from "./effects.rows.js";

const MARK = "/*W*/";

const test = suite("effects");
for (const { label, table, files } of [...expressions, ...calls]) {
  test(label, () => {
    const { program, effects, unitAt, symbol, reader } = analyse(table, files);
    const expected = new Set<TS.Node | undefined>();
    for (const file of program.getSourceFiles().filter((each) => !each.isDeclarationFile)) {
      for (let at = file.text.indexOf(MARK); at >= 0; at = file.text.indexOf(MARK, at + 1)) expected.add(unitAt(file, at + MARK.length + 1));
    }
    const texts = (units: Iterable<TS.Node | undefined>): string[] => [...units].map((unit) => unit?.getText() ?? "nothing").sort();
    assert.equal(texts(effects.writers(symbol, reader)), texts(expected));
  });
}

test.run();
