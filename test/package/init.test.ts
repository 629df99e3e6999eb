import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Consumer, linesOf } from "./consumer.js";
import { packTarball } from "./tarball.js";

const test = suite("a newcomer's way");

const PROGRAM = `
import { task } from "taskprint";

const mean = task(async function mean(reads: number[]): Promise<number> {
  console.log("an hour of work");
  return reads.reduce((sum, read) => sum + read, 0) / reads.length;
});

console.log(String(await mean([1, 2, 6])));
`;

test("from an empty folder, over npm init and taskprint init, to a result that is found again", () => {
  const consumer = new Consumer();
  try {
    consumer.write({ ".npmrc": "audit=false\nfund=false\nprefer-offline=true\n" });
    consumer.demand("npm", ["init", "--yes"]);
    consumer.demand("npm", ["install", packTarball().path]);
    const { printed } = consumer.demand("npx", ["taskprint", "init", "--yes"]);
    assert.match(printed, "npm i -D typescript@6 ts-patch@4");
    const files = ["package.json", "tsconfig.json", ".gitignore"].map((path) => consumer.read(path));
    consumer.write({ "src/index.ts": PROGRAM });
    consumer.demand("npm", ["run", "build"]);
    assert.equal(linesOf(consumer.node("dist/index.js")), ["an hour of work", "3"]);
    assert.equal(linesOf(consumer.node("dist/index.js")), ["3"]);
    const looked = consumer.demand("npx", ["taskprint", "doctor"]);
    assert.not.match(looked.printed, /^[!✗]/m);
    assert.match(consumer.demand("npx", ["taskprint", "init"]).printed, "there is nothing to change");
    assert.equal(["package.json", "tsconfig.json", ".gitignore"].map((path) => consumer.read(path)), files);
  } finally {
    consumer.remove();
  }
});

test.run();
