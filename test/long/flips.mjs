/**
 * Damages stores by flipped bits, overwritten bytes and cut files, and uses each as programs would. No program gets a wrong
 * value; at most one dies for a damage, and after it the store must serve again by itself.
 *
 *   node test/long/flips.mjs [short | long] [number,…]
 *
 * With numbers, it does those damages alone.
 */
import { cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endingOf, runChild } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { newPlace, removePlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import "./support/tasks.mjs";

const DAMAGES = scaled({ short: 12, long: 1000 });
const LANES = 2;
/** A store below the size up to which every page is checked when it is opened, and one above it. */
const SIZES = scaled({ short: [60], long: [60, 60, 60, 12_000] });
const USED = 60;
const tally = new Tally();

const originals = new Map();
for (const entries of new Set(SIZES)) originals.set(entries, await makeStore(entries));
const numbers = process.argv[3]?.split(",").map(Number) ?? Array.from({ length: DAMAGES }, (_, number) => number);
await Promise.all(Array.from({ length: LANES }, damageAgainAndAgain));
tally.end();

async function makeStore(entries) {
  const dir = join(newPlace(), "store");
  await runChild("judge.mjs", { dir, args: [entries] });
  const { size } = statSync(join(dir, "data.mdb"));
  process.stderr.write(`a store of ${entries} entries has ${size} bytes\n`);
  return dir;
}

async function damageAgainAndAgain() {
  for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
    const draw = drawing(number);
    const place = newPlace();
    const dir = join(place, "store");
    cpSync(originals.get(SIZES[number % SIZES.length]), dir, { recursive: true });
    const what = damage(join(dir, draw(10) === 0 ? drawFile(dir, draw) : "data.mdb"), draw);
    await judgeHealing(dir, `damage ${number} (${what})`);
    removePlace(place);
    if (number % 100 === 99) process.stderr.write(`${number + 1} damages\n`);
  }
}

/** LMDB's lock files are made anew by whoever opens the store alone, but damage does not ask. */
function drawFile(dir, draw) {
  const files = readdirSync(dir).filter((file) => statSync(join(dir, file)).size > 0);
  return files[draw(files.length)];
}

/** Returns what was done. Half of all places are in the first pages, where everything hangs. */
function damage(file, draw) {
  const { size } = statSync(file);
  const bytes = readFileSync(file);
  const place = () => (draw(2) === 0 ? draw(Math.min(size, 65_536)) : draw(size));
  const kind = draw(4);
  if (kind === 0) {
    const length = draw(size);
    truncateSync(file, length);
    tally.add("cut files");
    return `${file} cut from ${size} to ${length}`;
  }
  const times = kind === 1 ? 1 : 1 + draw(40);
  const places = Array.from({ length: times }, place);
  for (const at of places) bytes[at] = kind === 3 ? draw(256) : bytes[at] ^ (1 << draw(8));
  writeFileSync(file, bytes);
  tally.add(kind === 3 ? "files with overwritten bytes" : "files with flipped bits", 1);
  return `${file}, ${times} places from ${places[0]}`;
}

/** The first program may die, though none should; the second must not; after it everything is found again. */
async function judgeHealing(dir, name) {
  const endings = [];
  for (let program = 0; program < 3; program += 1) endings.push(await runChild("judge.mjs", { dir, args: [USED] }));
  const deaths = endings.filter(({ signal }) => signal !== null).length;
  tally.add("programs", endings.length);
  tally.add("programs that died in LMDB", deaths);
  for (const ending of endings) tally.expect(ending.status === 0 || ending.signal !== null, `${name}: a program ended with ${endingOf(ending)}`);
  tally.expect(deaths <= 1, `${name}: ${deaths} programs died`);
  const [before, last] = [endings[0], endings[2]].map(({ stdout }) => (stdout === "" ? [0, 0] : JSON.parse(stdout)));
  tally.add("results found in spite of the damage", before[0]);
  tally.expect(last[0] === USED && last[1] === USED, `${name}: the store has not healed, ${last[0]} of ${USED} found: ${endingOf(endings[2])}`);
}
