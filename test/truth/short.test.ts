import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { repository } from "../harness/project.js";

/** The parts of `bench/truth`, each measured on what `npm ci` brings. */
const PARTS = ["reformatting", "mutation", "types", "closures", "corpus"];

const test = suite("truth, measured");

for (const part of PARTS) {
  test(`${part}: every goal is met`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["bench/truth.mjs", "short", part], { cwd: repository, encoding: "utf8" });
    assert.is(status, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, / met$/m);
    assert.not.match(stdout, / missed$/m);
  });
}

test.run();
