import { readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { appendLines, keepLines, readLines } from "#runtime/records/lines";
import { newPlace } from "../runtime/support/places.js";

const test = suite("tools/lines");
const fileOf = (mostBytes: number) => ({ path: join(newPlace(), "lines.jsonl"), mostBytes });
const line = (id: string, at: number) => ({ id, at, text: "x".repeat(40) });

test("a file that is too long keeps the newest half, and of each id the last line", () => {
  const file = fileOf(2000);
  for (let at = 0; at < 500; at++) appendLines(file, [line(`often ${at % 3}`, at), line(`once ${at}`, at)]);
  const kept = readLines(file.path);
  assert.ok(statSync(file.path).size <= 2000 && statSync(file.path).size > 700);
  assert.equal(kept.slice(-2), [line("often 1", 499), line("once 499", 499)]);
  assert.equal(kept.map(({ at }) => at), kept.map(({ at }) => at).sort((one, other) => one - other));
});

test("what is kept is rewritten at once, without repeats, for the owner alone", () => {
  const file = fileOf(1e6);
  appendLines(file, [line("a", 1), line("b", 2), line("a", 3), line("c", 4)]);
  keepLines(file, ({ id }) => id !== "b");
  assert.equal(readLines(file.path), [line("a", 3), line("c", 4)]);
  assert.is(statSync(file.path).mode & 0o777, 0o600);
  const before = statSync(file.path).mtimeMs;
  keepLines(file, () => true);
  assert.is(statSync(file.path).mtimeMs, before, "nothing to remove");
});

test("a line that was cut off does not stand for the one before it, and a link is not followed", () => {
  const file = fileOf(1e6);
  appendLines(file, [line("a", 1)]);
  writeFileSync(file.path, `${readFileSync(file.path, "utf8")}\n{"id":"a","at":2,"text":"xx`);
  appendLines(file, [line("b", 3)]);
  keepLines(file, () => true);
  assert.equal(readLines(file.path), [line("a", 1), line("b", 3)]);
  const link = { path: join(newPlace(), "link"), mostBytes: 1e6 };
  symlinkSync(file.path, link.path);
  assert.throws(() => appendLines(link, [line("c", 4)]));
  assert.equal([readLines(link.path), readLines(file.path).length], [[], 2]);
});

test.run();
