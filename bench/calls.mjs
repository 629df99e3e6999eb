/**
 * What a call costs: every goal with the limit measured beside it, and the peers. Rows are measured one after
 * another, each in a process of its own; within a row all take turns, and the figures are medians. Read the
 * ratios: the times are those of this machine. Ends with 1 when a goal is missed.
 *
 *   node bench/calls.mjs [--markdown] [quick | usual | full] [row …]
 *
 * `full` adds the store of 10,000,000 entries, which takes minutes and some gigabytes of disk; `quick` is a trial.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { compileTasks } from "./compileTasks.mjs";
import { printGoals, printMarkdown, printPeers } from "./calls/report.mjs";
import { installPeers } from "./peers/install.mjs";
import { printTable } from "./statistics.mjs";

const ROWS = ["smallHit", "nestedHit", "binaryHit", "manyEntries", "smallMiss", "startUp", "fourProcesses", "bytesOnDisk"];
const ROUNDS = { quick: 3, usual: 15, full: 15 };

const given = process.argv.slice(2);
const print = given.includes("--markdown") ? printMarkdown : printTable;
const [scale = "usual", ...wanted] = given.filter((argument) => argument !== "--markdown");
assertKnown([scale], Object.keys(ROUNDS));
assertKnown(wanted, ROWS);
const say = (text) => process.stderr.write(`${text}\n`);

installPeers(say);
const env = { ...process.env, TASKPRINT_BENCH_TASKS: compileTasks(join(import.meta.dirname, "calls/tasks")) };
for (const name of Object.keys(env)) if (name.startsWith("TASKPRINT_") && name !== "TASKPRINT_BENCH_TASKS") delete env[name];
const measured = ROWS.filter((name) => wanted.length === 0 || wanted.includes(name)).map(measureRow);
const rows = measured.flatMap((each) => each.rows);

console.log(`Medians of ${ROUNDS[scale]} alternating rounds; Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`);
printGoals(rows, print);
const peers = measured.flatMap((each) => each.peers ?? []);
if (peers.length > 0) console.log("\nThe peers, and how many times what taskprint took:\n");
if (peers.length > 0) printPeers(peers, print);
for (const note of new Set(measured.flatMap((each) => each.notes ?? []))) console.log(note);
if (rows.some(({ met }) => met === false)) process.exitCode = 1;

function measureRow(name) {
  say(`Measuring ${name} …`);
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "calls/row.mjs"), name, scale, String(ROUNDS[scale])], { env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`The row ${name} could not be measured.`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1));
}

function assertKnown(names, known) {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${known.join(", ")}.`);
}
