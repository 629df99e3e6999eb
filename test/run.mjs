/**
 * Runs the test files, each in a process of its own, as many at once as the machine has cores, and ends with
 * the totals of all.
 *
 *   node test/run.mjs [pattern]      only files whose path matches, such as "runtime/" or "closure/effects"
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const runner = join(repository, "node_modules/uvu/bin.js");

/** Files that take minutes: begun last, one of them would run alone at the end. */
const LONGEST = ["freshness/modes.test.js", "fixtures.test.js", "truth/short.test.js", "long/short.test.js"];

const waiting = filesMatching(new RegExp(process.argv[2] ?? ""));
const totals = { Total: 0, Passed: 0, Skipped: 0 };
let broken = 0;

const startedAt = performance.now();
await Promise.all(Array.from({ length: availableParallelism() }, runNext));
printTotals();
process.exitCode = broken > 0 || totals.Passed < totals.Total || totals.Total === 0 ? 1 : 0;

function filesMatching(pattern) {
  const found = readdirSync(join(repository, "build/test"), { recursive: true }).map((path) => path.replaceAll("\\", "/"));
  const files = found.filter((path) => path.endsWith(".test.js") && pattern.test(path)).sort();
  return [...LONGEST.filter((path) => files.includes(path)), ...files.filter((path) => !LONGEST.includes(path))];
}

async function runNext() {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) add(file, await runFile(file));
}

/** What a file prints is shown when it has ended, so that files which run at once do not mix. */
function runFile(file) {
  const pattern = `^${file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
  const child = spawn(process.execPath, ["--max-old-space-size=8192", runner, "build/test", pattern], { cwd: repository, stdio: ["ignore", "pipe", "pipe"] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => printed.push(data));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, text: Buffer.concat(printed).toString() })));
}

/** A file that ends without totals, or fails though all its tests passed, is a failure of its own. */
function add(file, { status, text }) {
  process.stdout.write(`${text.trimEnd()}\n`);
  const plain = text.replace(/\x1b\[[0-9;]*m/g, "");
  const counts = Object.fromEntries(Object.keys(totals).map((name) => [name, Number(plain.match(new RegExp(`^ +${name}: +(\\d+)`, "m"))?.[1])]));
  const isWhole = Object.values(counts).every(Number.isInteger);
  for (const name of Object.keys(totals)) totals[name] += isWhole ? counts[name] : 0;
  if (isWhole && (status === 0 || counts.Passed < counts.Total)) return;
  broken += 1;
  process.stdout.write(`${file} ended with ${status} and not with its totals.\n`);
}

/** In the runner's own words. What broke counts as a test that failed. */
function printTotals() {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`\nAll files:\n  Total:     ${totals.Total + broken}\n  Passed:    ${totals.Passed}\n  Skipped:   ${totals.Skipped}\n  Duration:  ${seconds} s`);
}
