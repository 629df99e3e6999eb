/**
 * Cuts the power, in effect: records what a program writes to its store and when it waits for the disk, builds the data files that
 * a power cut at any moment could leave (what was synced is there; of the rest any blocks, each as any of its writes left
 * it), and uses each as programs would after the machine has started again. No value is wrong, at most one program dies, and after it the
 * store serves by itself. The same writes are judged as if the program had synced otherwise, too.
 *
 *   node test/long/power.mjs [short | long]
 */
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endingOf, runChild, environmentOf } from "./support/children.mjs";
import { drawing } from "./support/draw.mjs";
import { Images } from "./support/images.mjs";
import { newPlace, removePlace } from "./support/places.mjs";
import { scaled } from "./support/scale.mjs";
import { Tally } from "./support/tally.mjs";
import { canTrace, traceOf } from "./support/trace.mjs";
import "./support/tasks.mjs";

const CUTS = scaled({ short: 2, long: 40 });
const [EARLIER, END] = scaled({ short: [30, 110], long: [100, 300] });
const LANES = 2;
const BLOCKS = [4096, 512];
const META_PAGES_END = 8192;
const META_BYTES = 512;

/** When the writes of a program are on the disk, from its trace. */
const MODES = {
  "as it is": (steps) => steps,
  "as it is, had runs taken longer than the pause": (steps) => syncedAround(steps, { after: true }),
  "never synced": (steps) => steps.map((step) => (step.covers === undefined ? step : {})),
  "synced before each meta page (noMetaSync)": (steps) => syncedAround(steps, { before: true }),
  "synced at each commit": (steps) => syncedAround(steps, { before: true, after: true }),
};
/** Those in which a sound commit is always there. */
const SOUND = Object.keys(MODES).filter((name) => !["as it is", "never synced"].includes(name));

const AT_THE_END = "as it is, after the program's end";
const tally = new Tally();
if (canTrace()) await cutPower();
else tally.add("power cuts skipped: there is no strace here");
tally.end("nothing wrong");

async function cutPower() {
  const place = newPlace();
  const dir = join(place, "store");
  await runChild("survivor.mjs", { dir, args: [EARLIER] });
  const initial = readFileSync(join(dir, "data.mdb"));
  const promised = join(place, "promised");
  const command = [process.execPath, join(import.meta.dirname, "children/saver.mjs"), EARLIER, END, promised];
  const steps = traceOf(command, { place, files: [join(dir, "data.mdb"), promised], env: environmentOf(dir) });
  tally.add("writes recorded", steps.filter(({ file, bytes }) => file === 0 && bytes).length);
  tally.add("syncs recorded", steps.filter(({ file, covers }) => file === 0 && covers !== undefined).length);
  await checkTrace({ dir, initial, steps });
  for (const [name, sync] of Object.entries(MODES)) await judgeMode(name, { dir, initial, steps: sync(steps) });
  await judgeCut(AT_THE_END, { number: 0, dir, initial, steps, cut: steps.length });
}

/** The record is whole: what it comes to is the file. */
async function checkTrace({ dir, initial, steps }) {
  const image = new Images({ initial, steps: fileSteps([...steps, { file: 0, covers: steps.length }]) }, () => 0).at(steps.length + 1, 512);
  tally.expect(image.equals(readFileSync(join(dir, "data.mdb"))), "the recorded writes do not come to the file");
}

async function judgeMode(name, { dir, initial, steps }) {
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (next < CUTS) await judgeCut(name, { number: next++, dir, initial, steps });
    }),
  );
}

async function judgeCut(mode, { number, dir, initial, steps, cut = drawing(number)(steps.length + 1) }) {
  const draw = drawing(number + CUTS);
  const place = newPlace();
  const left = join(place, "store");
  cpSync(dir, left, { recursive: true });
  writeFileSync(join(left, "data.mdb"), new Images({ initial, steps: fileSteps(steps) }, draw).at(cut, BLOCKS[number % BLOCKS.length]));
  writeFileSync(join(left, "checked"), "an earlier start of the machine");
  loseMore(left, draw);
  await judgeImage(mode, { left, number, promised: promisedAt(steps.slice(0, cut)) });
  removePlace(place);
}

/** Nobody syncs the other files: the gate may be old, cut or missing, and so may the locks. */
function loseMore(dir, draw) {
  const kind = draw(4);
  if (kind === 0) rmSync(join(dir, "gate.mdb"));
  if (kind === 1) truncateSync(join(dir, "gate.mdb"), draw(2) * 4096);
  for (const name of ["lock.mdb", "gate.mdb-lock"]) if (draw(2) === 0) rmSync(join(dir, name));
}

async function judgeImage(mode, { left, number, promised }) {
  const endings = [];
  for (let program = 0; program < 2; program += 1) endings.push(await runChild("survivor.mjs", { dir: left, args: [END] }));
  const answers = endings.map(({ stdout }) => (stdout === "" ? undefined : JSON.parse(stdout)));
  const name = `${mode}, cut ${number}`;
  tally.add("power cuts");
  tally.add("programs", endings.length);
  tally.add("programs that died in LMDB", endings.filter(({ signal }) => signal !== null).length);
  for (const ending of endings) tally.expect(ending.status === 0 || ending.signal !== null, `${name}: a program ended with ${endingOf(ending)}`);
  tally.expect(answers[1]?.first.length === END && answers[1].last === END, `${name}: the store has not healed: ${endingOf(endings[1])}`);
  const found = new Set(answers[0]?.first);
  const lost = [...promised].filter((at) => !found.has(at));
  tally.expect(mode !== AT_THE_END || lost.length === 0, `${name}: ${lost.length} results were lost`);
  tally.expect(!SOUND.includes(mode) || found.size > 0, `${name}: all results were lost`);
  tally.add(`${mode}: power cuts that cost nothing`, Number(lost.length === 0));
  tally.add(`${mode}: power cuts that cost all`, Number(found.size === 0));
  tally.add(`${mode}: results stored before the cuts`, promised.size);
  tally.add(`${mode}: results lost`, lost.length);
}

/** The results that were to be kept by then. */
function promisedAt(steps) {
  const promised = new Set(Array.from({ length: EARLIER }, (_, at) => at));
  const text = Buffer.concat(steps.flatMap(({ file, bytes }) => (file === 1 && bytes ? [bytes] : []))).toString();
  for (const number of text.split(/\s+/).filter(Boolean).map(Number)) {
    if (number < 0) promised.delete(-number);
    else promised.add(number);
  }
  return promised;
}

function fileSteps(steps) {
  return steps.map((step) => (step.file === 0 ? step : {}));
}

/** Synced before or after each meta page, which is the last that a commit writes. */
function syncedAround(steps, { before = false, after = false }) {
  const synced = [];
  for (const { covers, ...step } of steps) {
    const isMeta = step.file === 0 && step.bytes && step.offset < META_PAGES_END && step.bytes.length < META_BYTES;
    if (isMeta && before) synced.push({ file: 0, covers: synced.length });
    synced.push(step);
    if (isMeta && after) synced.push({ file: 0, covers: synced.length });
  }
  return synced;
}
