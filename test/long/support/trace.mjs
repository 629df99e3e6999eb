import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const CALLS = "pwrite64,pwritev,writev,write,lseek,ftruncate,fdatasync,fsync";
const LONGEST = 2 ** 24;

export function canTrace() {
  return spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
}

/**
 * Runs a command to its end, and returns what it did to the given files, in order: `{ file, offset, bytes }` for a write,
 * `{ file, size }` for a cut, and `{ file, covers }` for a sync that has ended, with the number of the step before which all
 * was written when it began.
 */
export function traceOf(command, { place, files, env }) {
  const log = join(place, "trace");
  const paths = files.flatMap((file) => ["-P", file]);
  const { status, stderr } = spawnSync("strace", ["-f", "-y", "-xx", "-s", LONGEST, "-e", `trace=${CALLS}`, ...paths, "-o", log, ...command].map(String), { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`The traced program ended with ${status}: ${stderr}`);
  return stepsOf(readFileSync(log, "latin1"), files);
}

function stepsOf(log, files) {
  const [steps, begun, places] = [[], new Map(), new Map()];
  for (const line of log.split("\n")) {
    const [, thread, text] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (text === undefined) continue;
    const start = /^(.*) <unfinished \.\.\.>$/.exec(text);
    if (start) begun.set(thread, { text: start[1], covers: steps.length });
    if (start) continue;
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const before = rest ? begun.get(thread) : undefined;
    const step = stepOf(rest ? before.text + rest[1] : text, { files, places, covers: before?.covers ?? steps.length });
    if (step) steps.push(step);
  }
  return steps;
}

function stepOf(text, { files, places, covers }) {
  const [, call, hex, args, result] = /^(\w+)\(\d+<([^>]*)>,? ?(.*)\)\s+= (-?\d+)/.exec(text) ?? [];
  const file = hex && files.indexOf(unescape(hex).toString());
  if (file === undefined || file < 0 || Number(result) < 0) return undefined;
  if (call === "fdatasync" || call === "fsync") return { file, covers };
  if (call === "ftruncate") return { file, size: Number(args) };
  const bytes = Buffer.concat([...args.matchAll(/"([^"]*)"/g)].map(([, each]) => unescape(each))).subarray(0, Number(result));
  if (call === "lseek") return void places.set(file, Number(result));
  if (call.startsWith("pwrite")) return { file, offset: Number(/, (\d+)$/.exec(args)[1]), bytes };
  const offset = places.get(file) ?? 0;
  places.set(file, offset + bytes.length);
  return { file, offset, bytes };
}

function unescape(text) {
  return Buffer.from(text.replaceAll("\\x", ""), "hex");
}
