import { suite } from "uvu";
import * as assert from "uvu/assert";
import { wrapText } from "#tools/cli/output/wrap";

const test = suite("text that fits the terminal");

const ROWS: readonly (readonly [text: string, width: number, wrapped: string])[] = [
  ["one two three", 80, "one two three"],
  ["one two three", 13, "one two three"],
  ["one two three", 12, "one two\n  three"],
  ["  → one two three", 12, "  → one two\n  three"],
  ["extraordinarily long", 4, "extraordinarily\n  long"],
  ["\x1b[31m✗\x1b[39m one two", 9, "\x1b[31m✗\x1b[39m one two"],
];

for (const [text, width, wrapped] of ROWS) {
  test(`${JSON.stringify(text)} in ${width}`, () => assert.is(wrapText(text, "  ", width), wrapped));
}

test.run();
