import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FirstReads } from "#runtime/store/firstReads";
import { LmdbStore } from "#runtime/store/lmdb";
import { newPlace } from "./support/places.js";
import { runScript } from "./support/script.js";
import { warningsSoFar } from "./support/warnings.js";

const test = suite("runtime/first reads");

const key = (at: number): Buffer => Buffer.alloc(60, at);

/** A store with ten entries, and how often LMDB was opened for it since. */
function stored(): { readonly dir: string; readonly opened: () => number; readonly first: FirstReads } {
  const dir = newPlace();
  const store = new LmdbStore(dir);
  store.putAll(Array.from({ length: 10 }, (_, at) => ({ key: key(at), value: Buffer.from(`value ${at}`) })));
  store.close();
  let opened = 0;
  const open = (): LmdbStore => (opened++, new LmdbStore(dir));
  return { dir, opened: () => opened, first: new FirstReads(dir, open) };
}

test("what is stored is read without LMDB, and what is not wakes it up, once", () => {
  const { first, opened } = stored();
  for (let at = 0; at < 10; at++) assert.equal(first.get(key(at)), Buffer.from(`value ${at}`));
  assert.equal([opened(), first.isAsleep], [0, true]);
  assert.is(first.get(key(11)), undefined);
  assert.equal([opened(), first.isAsleep], [1, false]);
  assert.is(first.get(key(12)), undefined);
  assert.equal([opened(), first.get(key(3))], [1, Buffer.from("value 3")]);
  first.close();
});

test("whatever is to be written wakes LMDB up", () => {
  const actions: readonly ((store: FirstReads) => unknown)[] = [
    (store) => store.putAll([]),
    (store) => store.delete(key(1)),
    (store) => store.clearPrefix(key(1)),
    (store) => store.exclusively(() => 1),
    (store) => store.refusal,
  ];
  for (const action of actions) {
    const { first, opened } = stored();
    action(first);
    assert.is(opened(), 1);
    first.close();
  }
});

test("a process that reads much gets LMDB", () => {
  const { first, opened } = stored();
  for (let at = 0; at < 1000; at++) assert.ok(first.get(key(at % 10)));
  assert.is(opened(), 1);
  first.close();
});

test("what other processes store later is found", () => {
  const { dir, first } = stored();
  const writer = new LmdbStore(dir);
  writer.putAll([{ key: key(50), value: Buffer.from("new") }, { key: key(1), value: Buffer.from("other") }]);
  assert.equal([first.get(key(50)), first.get(key(1))], [Buffer.from("new"), Buffer.from("other")]);
  writer.close();
  first.close();
});

const damages: Record<string, (file: string) => void> = {
  "is cut": (file) => truncateSync(file, 8192),
  "is no store any more": (file) => writeFileSync(file, "some text ".repeat(5000)),
  "is empty": (file) => truncateSync(file, 0),
};

for (const [name, damage] of Object.entries(damages)) {
  test(`a file that ${name} is LMDB's to heal`, async () => {
    await warningsSoFar();
    const { dir, first, opened } = stored();
    damage(join(dir, "data.mdb"));
    assert.is(first.get(key(1)), undefined);
    assert.is(opened(), 1);
    first.close();
    assert.equal((await warningsSoFar()).map(({ code }) => code), name === "is empty" ? [] : ["TP2044"]);
  });
}

test("a process of hits loads no LMDB, touches none of its files, and its counters are kept", () => {
  const dir = join(newPlace(), "store");
  const script = (rest: string): string => `
    configure({ dir: ${JSON.stringify(dir)}, account: "tester", mode: "on" });
    let runs = 0;
    const early = compiled("early", (at) => ({ at, run: ++runs }));
    early(1);
    ${rest}`;
  const loaded = `setTimeout(() => console.log(runs, process.report.getReport().sharedObjects.filter((path) => path.includes("lmdb")).length), 5);`;
  assert.is(runScript(script(loaded)).stdout, "1 1\n");
  rmSync(join(dir, "lock.mdb"));
  for (let at = 0; at < 3; at++) assert.is(runScript(script(loaded)).stdout, "0 0\n");
  assert.is(statSync(join(dir, "lock.mdb"), { throwIfNoEntry: false }), undefined);
  assert.is(readFileSync(join(dir, "counters.notes"), "utf8").split("\n").length, 4);
  const counted = `const { storedStats } = await import(${JSON.stringify(import.meta.resolve("taskprint"))}); const [early_] = storedStats(); console.log(early_.hits, early_.misses);`;
  assert.is(runScript(script(counted)).stdout, "4 1\n");
  // The next that opens the store adds the notes up, and nothing is counted twice.
  assert.is(runScript(script("early(2);")).status, 0);
  assert.is(statSync(join(dir, "counters.notes"), { throwIfNoEntry: false }), undefined);
  assert.is(runScript(script(counted)).stdout, "6 2\n");
});

test.run();
