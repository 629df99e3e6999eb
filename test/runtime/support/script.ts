import { spawnSync } from "node:child_process";
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
