/**
 * Uses tasks in every way for a while in one process, and shows that memory, open files and the store's file stay flat:
 * what they are in the last third is held against the second.
 *
 *   node --expose-gc test/long/soak.mjs [short | long]
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { configure, withAccount } from "taskprint";
import { newPlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import { tasks } from "./support/tasks.mjs";

const SAMPLES = 30;
const KEYS = 400;
const MEGABYTE = 2 ** 20;
/** V8 gives memory back when it likes; a leak of a few bytes a call would pass this many times over. */
const FLAT_BYTES = 24 * MEGABYTE;
const milliseconds = scaled({ short: 6000, long: 10 * 60_000 });

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const tally = new Tally();
const dirs = [newPlace(), newPlace()];
const samples = [];
let next = 0;

for (let sample = 0; sample < SAMPLES; sample += 1) {
  const end = performance.now() + milliseconds / SAMPLES;
  while (performance.now() < end) await useInEveryWay();
  samples.push(await takeSample());
}
judge();
tally.end();

/** Hits, misses of a number never seen, shared runs, failures, removals, accounts, and now and then another store. */
async function useInEveryWay() {
  for (let call = 0; call < 50; call += 1) check(next % KEYS, tasks.numbered(next++ % KEYS));
  const unseen = 10 ** 6 + next;
  check(unseen, tasks.numbered(unseen));
  tasks.numbered.invalidate(unseen);
  await Promise.all([1, 2, 3].map(() => tasks.numberedAsync(next % KEYS, "soak")));
  await tasks.failing(next - (next % 5)).then(() => tally.fault("a failure was stored"), () => tally.add("failures"));
  withAccount(`account ${next % 7}`, () => check(next % 11, tasks.numbered(next % 11)));
  if (next % 1000 < 50) configure({ dir: dirs[Math.floor(next / 1000) % 2] });
  if (next % 5000 < 50) tasks.numbered.clear();
  await setTimeout(0);
}

function check(at, value) {
  tally.add("calls checked");
  tally.expect(isDeepStrictEqual(value, tasks.valueOf(at)), `a wrong value for ${at}`);
}

async function takeSample() {
  await setTimeout(20);
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  const file = Math.max(...dirs.flatMap((dir) => readdirSync(dir).map((name) => statSync(join(dir, name)).size)));
  return { rss, heapUsed, file, descriptors: openFiles() };
}

function openFiles() {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
}

function judge() {
  const third = SAMPLES / 3;
  const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)];
  for (const [name, allowed] of [["rss", FLAT_BYTES], ["heapUsed", FLAT_BYTES / 4], ["file", 8 * MEGABYTE], ["descriptors", 4]]) {
    const [before, after] = [middle, last].map((some) => Math.max(...some.map((sample) => sample[name])));
    tally.add(`${name}, most in the second third`, before);
    tally.add(`${name}, most in the last third`, after);
    tally.expect(after - before <= allowed, `${name} grew from ${before} to ${after}`);
  }
}
