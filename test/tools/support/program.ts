import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import * as assert from "uvu/assert";
import { current, runTspc } from "../../freshness/compilers.js";
import { Workspace } from "../../freshness/workspace.js";
import { taskprint, type Ended } from "./command.js";

const compilerOptions = { target: "es2022", module: "nodenext", strict: true, skipLibCheck: true, lib: ["es2022"], types: [], rootDir: "src", outDir: "out", plugins: [{ transform: "taskprint/plugin", transformProgram: true, track: "closure" }] };

const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TASKPRINT_.*|NO_COLOR|FORCE_COLOR|NODE_OPTIONS)$/.test(name)));

/** A program on disk, that is built, run and asked about as a user would. */
export class Program {
  readonly #workspace: Workspace;

  constructor(files: Readonly<Record<string, string>>) {
    const tsconfig = JSON.stringify({ compilerOptions, include: ["src"] });
    this.#workspace = new Workspace({ "package.json": '{ "type": "module" }', "tsconfig.json": tsconfig, ".gitignore": "node_modules\nout\n", ...files });
    // Where the compiler lies is what taskprint diff looks for.
    symlinkSync(dirname(dirname(current.script)), join(this.folder, "node_modules/ts-patch"), "junction");
  }

  get folder(): string {
    return this.#workspace.folder;
  }

  write(files: Readonly<Record<string, string | null>>): void {
    this.#workspace.write(files);
  }

  async build(): Promise<void> {
    const { status, printed } = await runTspc(current, this.folder, []);
    assert.is(status, 0, printed);
  }

  /** What a run of it says on stderr, line by line. */
  run(parameters: readonly string[], env: Readonly<Record<string, string>> = {}): readonly string[] {
    const { status, stderr } = spawnSync(process.execPath, ["out/main.js", ...parameters], { cwd: this.folder, encoding: "utf8", env: { ...environment, ...env } });
    assert.is(status, 0, stderr);
    return stderr.split("\n").filter(Boolean);
  }

  /** Asks the command; ages are left out of what it prints, as they differ from run to run. */
  ask(parameters: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const ended = taskprint(parameters, { cwd: this.folder, env: { TSP_COMPILER_TS_PATH: current.environment["TSP_COMPILER_TS_PATH"] ?? "", ...env } });
    return { ...ended, printed: ended.printed.replace(/(?:just now|<?\d+ (?:ms|s|min) ago)/g, "AGO").replace(/<?\d+(?:\.\d)? (?:ms|s) of/g, "TIME of") };
  }

  git(...parameters: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", ...parameters], { cwd: this.folder, encoding: "utf8" });
    assert.is(status, 0, stderr);
    return stdout.trim();
  }

  remove(): void {
    this.#workspace.remove();
  }
}
