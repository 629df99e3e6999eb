import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newPlace } from "./places.js";

/** How a program ended, and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ScriptOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

const PRELUDE = `
import { configure, withAccount, task } from ${JSON.stringify(import.meta.resolve("taskprint"))};
import { compiled } from ${JSON.stringify(new URL("./compiled.js", import.meta.url).href)};
`;

/** Writes a program that can use taskprint's API and `compiled`; returns its path. */
export function writeScript(body: string): string {
  const path = join(newPlace(), "program.mjs");
  writeFileSync(path, PRELUDE + body);
  return path;
}

/** Runs such a program in a process of its own. */
export function runScript(body: string, { cwd, env, uid }: ScriptOptions = {}): Ended {
  return spawnSync(process.execPath, [writeScript(body)], {
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, FORCE_COLOR: "0", ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** Such a program under way. */
export interface Started {
  readonly child: ChildProcess;
  /** Waits until it printed that line. */
  printed(line: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts such a program, beside others. */
export function startScript(body: string): Started {
  const child = spawn(process.execPath, [writeScript(body)], { timeout: 30_000, killSignal: "SIGKILL", env: { ...process.env, FORCE_COLOR: "0" } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data: Buffer) => {
    stdout += data.toString();
    child.emit("printed");
  });
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const ended = once(child, "close").then(([status, signal]): Ended => ({ status, signal, stdout, stderr }) as Ended);
  const printed = async (line: string): Promise<void> => {
    const isThere = (): boolean => stdout.split("\n").includes(line);
    while (!isThere() && child.exitCode === null) await Promise.race([once(child, "printed"), ended]);
    if (!isThere()) throw new Error(`it ended and had printed ${stdout}${stderr}`);
  };
  return { child, printed, ended };
}
