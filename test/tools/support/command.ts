import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../../harness/project.js";

/** The built bin. */
export const bin = join(repository, "dist/tools/cli/main.js");

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly printed: string;
  readonly errors: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Settings of a developer's own shell may not reach the command under test. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TASKPRINT_.*|NO_COLOR|FORCE_COLOR|NODE_OPTIONS)$/.test(name)));

/** Runs `taskprint` with these arguments, in a process of its own and without a terminal. */
export function taskprint(parameters: readonly string[], { cwd, env }: CommandOptions = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...parameters], {
    encoding: "utf8",
    timeout: 60_000,
    env: { ...environment, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  return { status, printed: stdout, errors: stderr };
}
