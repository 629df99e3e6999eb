import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../children");

/** Starts a script of test/long/children; `command` goes before it, such as a tool that limits it. */
export function startChild(name, { dir, args = [], command = [], ipc = false }) {
  const [program, ...before] = [...command, process.execPath];
  const child = spawn(program, [...before, join(folder, name), ...args.map(String)], {
    stdio: ["ignore", "pipe", "pipe", ...(ipc ? ["ipc"] : [])],
    env: environmentOf(dir),
  });
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => (printed.stdout += data));
  child.stderr.on("data", (data) => (printed.stderr += data));
  const ended = once(child, "close").then(([status, signal]) => ({ status, signal, ...printed }));
  return { child, ended };
}

export function environmentOf(dir) {
  return { ...process.env, TASKPRINT_DIR: dir, TASKPRINT_ACCOUNT: "", TASKPRINT_MODE: "", FORCE_COLOR: "0" };
}

/** Runs such a script to its end. */
export async function runChild(name, options) {
  return startChild(name, options).ended;
}

/** How a process ended, for a fault. */
export function endingOf({ status, signal, stderr }) {
  return `${signal ?? status}: ${stderr.trim().slice(0, 400)}`;
}

/** The codes of the warnings that a process printed. */
export function warningsOf({ stderr }) {
  return [...stderr.matchAll(/\[(TP\d+)\] TaskprintWarning/g)].map(([, code]) => code);
}
