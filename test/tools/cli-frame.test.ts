import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { newPlace } from "../runtime/support/places.js";
import { taskprint } from "./support/command.js";

const test = suite("the command's frame");

/** Whatever commands there are, by the help. */
const commands = [...taskprint(["--help"]).printed.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name]) => name ?? "").filter((name) => name !== "help");

test("lists its commands and what its exit codes mean", () => {
  const { status, printed } = taskprint(["--help"]);
  assert.is(status, 0);
  assert.ok(commands.includes("stats"));
  assert.match(printed, /^Exit codes:\n {2}0 /m);
});

for (const name of commands) {
  test(`${name} --help shows what it does, with examples`, () => {
    const { status, printed } = taskprint([name, "--help"]);
    assert.is(status, 0);
    assert.match(printed, new RegExp(`^Examples:\\n {2}taskprint ${name}`, "m"));
  });
}

test("wrong usage ends with 2, and says what there is", () => {
  const unknown = taskprint(["stat"]);
  assert.is(unknown.status, 2);
  assert.match(unknown.errors, "Did you mean stats?");
  assert.is(taskprint(["stats", "--no-such-option"]).status, 2);
  assert.is(taskprint([]).status, 2);
});

test("where nothing is stored it says so, makes nothing, and shows no stack", () => {
  const cwd = newPlace();
  const { status, errors } = taskprint(["stats"], { cwd });
  assert.is(status, 2);
  assert.match(errors, /^taskprint: There is no store in .*\[TP3005\]\n$/);
});

test("a tsconfig that was named must be there", () => {
  const { status, errors } = taskprint(["stats", "--project", "nowhere.json"], { cwd: newPlace() });
  assert.is(status, 2);
  assert.match(errors, "[TP3001]");
});

test("the store is looked for beside the nearest package.json, in TASKPRINT_DIR, and in --dir, which wins", () => {
  const cwd = newPlace();
  writeFileSync(join(cwd, "package.json"), "{}");
  const where = (parameters: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
    taskprint(["stats", ...parameters], { cwd, env }).errors.match(/no store in (.*?)\. Run/)?.[1] ?? "";
  assert.is(where([]), join(cwd, ".taskprint"));
  assert.is(where([], { TASKPRINT_DIR: "one" }), join(cwd, "one"));
  assert.is(where(["--dir", "other"], { TASKPRINT_DIR: "one" }), join(cwd, "other"));
});

test("colours only where they are wanted", () => {
  const cwd = newPlace();
  const coloured = (env: Readonly<Record<string, string>>): boolean => taskprint(["stats"], { cwd, env }).errors.includes("\x1b[");
  assert.is(coloured({}), false);
  assert.is(coloured({ CI: "true" }), false);
  assert.is(coloured({ FORCE_COLOR: "1" }), true);
  assert.is(coloured({ FORCE_COLOR: "1", NO_COLOR: "1" }), false);
});

test.run();
