import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "./project.js";

/** What a run of a built program printed, and how each call of a task ended. */
export interface Run {
  readonly status: number | null;
  readonly printed: string;
  readonly errors: string;
  /** One `"name" outcome` per call of a task, in order; empty when the program has no tasks. */
  readonly outcomes: readonly string[];
}

/** Loaded before the program; reports the outcome of every call on file descriptor 3. */
const listener = [
  `import { writeSync } from "node:fs";`,
  `import { configure } from "taskprint";`,
  "configure({ onEvent: (event) => void writeSync(3, `${JSON.stringify(event.task)} ${event.outcome}\\n`) });",
  "",
].join("\n");

/** A folder with a built program, the real runtime, and a store of its own. */
export class Sandbox {
  readonly #folder = mkdtempSync(join(tmpdir(), "taskprint-fixture-"));

  constructor(outputs: ReadonlyMap<string, string>) {
    const packages = join(this.#folder, "node_modules");
    mkdirSync(packages);
    symlinkSync(repository, join(packages, "taskprint"), "junction");
    this.#write("package.json", `{ "type": "module" }\n`);
    this.#write("listener.mjs", listener);
    for (const [path, text] of outputs) this.#write(path, text);
  }

  /** Runs one file of the program with Node. Every run of one sandbox uses the same store. */
  run(path: string): Run {
    const { status, output } = spawnSync(
      process.execPath,
      ["--enable-source-maps", "--import", "./listener.mjs", path],
      {
        cwd: this.#folder,
        encoding: "utf8",
        env: { ...process.env, TASKPRINT_DIR: join(this.#folder, "store"), TASKPRINT_ACCOUNT: "", TASKPRINT_MODE: "" },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
      },
    );
    const [, printed = "", errors = "", outcomes = ""] = output;
    return { status, printed: printed ?? "", errors: errors ?? "", outcomes: (outcomes ?? "").split("\n").filter(Boolean) };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(path: string, text: string): void {
    const target = join(this.#folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
