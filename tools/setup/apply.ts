import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { TaskprintError } from "#runtime/errors";
import { causeText } from "#runtime/warn";
import { installFailed } from "../messages.js";
import { commandLine, type InstallCommand } from "./install.js";
import type { FileChange } from "./plan.js";

/** Writes the files. They are written in place, so that links and permissions stay. */
export function writeChanges(changes: readonly FileChange[]): void {
  for (const { path, after } of changes) writeFileSync(path, after);
}

/**
 * Runs the package manager in a folder, with its own output.
 *
 * @throws TaskprintError (TP3062) when it cannot be started or fails
 */
export async function install(commands: readonly InstallCommand[], folder: string): Promise<void> {
  for (const each of commands) {
    const outcome = await run(each, folder);
    if (outcome !== undefined) throw new TaskprintError(installFailed(commandLine(each), outcome));
  }
}

/** Undefined when it succeeded. On Windows package managers are scripts, which only a shell runs. */
async function run({ command, args }: InstallCommand, folder: string): Promise<string | undefined> {
  try {
    const child = spawn(command, args, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
    const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return status === 0 ? undefined : `it ended with ${signal ?? status}`;
  } catch (error) {
    return causeText(error);
  }
}
