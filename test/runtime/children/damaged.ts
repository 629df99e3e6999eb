/**
 * Damages copies of a store in many ways and uses each as any program would. A wrong value ends it
 * with 3; a crash of LMDB would end it with a signal.
 */
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { configure } from "taskprint";
import { numberedTask, numberedValue } from "../support/numbered.js";

const [original = "", place = "", first = "0", count = "1", entries = "1"] = process.argv.slice(2);
const size = readFileSync(original).length;
let hits = 0;
let state = Number(first) + 1;

/** A fixed sequence, so that a failure can be repeated. */
function draw(bound: number): number {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >> 8) % bound;
}

function damage(file: string, kind: number): void {
  if (kind === 0) return truncateSync(file, draw(size));
  const bytes = readFileSync(file);
  const flips = kind === 1 ? 1 : 40;
  for (let flip = 0; flip < flips; flip++) bytes[draw(size)] = draw(256);
  writeFileSync(file, bytes);
}

for (let copy = Number(first); copy < Number(first) + Number(count); copy++) {
  const dir = join(place, `copy${copy}`);
  mkdirSync(dir);
  copyFileSync(original, join(dir, "data.mdb"));
  damage(join(dir, "data.mdb"), copy % 3);
  configure({ dir });
  let runs = 0;
  const numbered = numberedTask(() => runs++);
  for (let at = 0; at < Number(entries); at++) {
    if (!isDeepStrictEqual(numbered(at), numberedValue(at))) process.exit(3);
  }
  hits += Number(entries) - runs;
}
console.log(hits);
