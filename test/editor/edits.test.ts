import type TS from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { moveDiagnostics } from "#editor/analysis/edits";
import { current } from "../harness/compilers.js";

const test = suite("diagnostics of an earlier text");

const before = "first(); second(); third();";

/** The texts that the diagnostics of the three calls stand at after an edit. */
function moved(after: string): readonly string[] {
  const diagnostics = ["first()", "second()", "third()"].map((text): TS.Diagnostic => ({
    file: undefined, start: before.indexOf(text), length: text.length, messageText: text, category: current.ts.DiagnosticCategory.Error, code: 1,
  }));
  const file = current.ts.createSourceFile("a.ts", after, current.ts.ScriptTarget.Latest);
  return moveDiagnostics(diagnostics, before, file).map(({ start = 0, length = 0, messageText }) => {
    const text = file.text.slice(start, start + length);
    assert.is(text, messageText);
    return text;
  });
}

test("stand where they stood, before and behind what was typed", () => {
  assert.equal(moved(before), ["first()", "second()", "third()"]);
  assert.equal(moved("first(); /* here */ second(); third();"), ["first()", "second()", "third()"]);
  assert.equal(moved("first(); third();"), ["first()", "third()"]);
});

test("go when they are typed into", () => {
  assert.equal(moved("first(); second(1); third();"), ["first()", "third()"]);
  assert.equal(moved("first(1); second(); third(1);"), []);
  assert.equal(moved(""), []);
});

test.run();
