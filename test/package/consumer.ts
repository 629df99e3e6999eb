import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packTarball } from "./tarball.js";

/** The compiler and the patcher that a user installs beside taskprint. */
export interface Installed {
  readonly typescript: string;
  readonly tsPatch: string;
}

export const newest: Installed = { typescript: "6.0.3", tsPatch: "4.0.1" };
export const oldest: Installed = { typescript: "5.9.3", tsPatch: "3.3.0" };

/** What one command printed. */
export interface Command {
  readonly status: number | null;
  readonly printed: string;
  readonly errors: string;
}

/** Settings of a developer's own shell may not reach the programs under test, nor those of the npm that runs the tests. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(TASKPRINT_|TSP_|npm_|(NODE_OPTIONS|FORCE_COLOR)$)/.test(name)),
);

/** A project in an empty folder, with the packed package installed by npm as a user installs it. */
export class Consumer {
  readonly folder: string;

  constructor(folder = realpathSync(mkdtempSync(join(tmpdir(), "tp-consumer-")))) {
    this.folder = folder;
  }

  /** Installs the tarball and the compiler that builds with it, in the order in which the README says to. */
  install({ typescript, tsPatch }: Installed): void {
    const options = ["install", "--no-audit", "--no-fund", "--prefer-offline"];
    this.demand("npm", [...options, packTarball().path]);
    this.demand("npm", [...options, "-D", `typescript@${typescript}`, `ts-patch@${tsPatch}`, "@types/node@20"]);
  }

  write(texts: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(texts)) {
      const target = join(this.folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Builds with `tspc`, or with the plain compiler. */
  build(compiler: "tspc" | "tsc" = "tspc", options: readonly string[] = []): Command {
    return this.#run(join(this.folder, "node_modules/.bin", compiler), ["--pretty", "false", ...options]);
  }

  node(...parameters: readonly string[]): Command {
    return this.#run(process.execPath, parameters);
  }

  /** Runs a command that must succeed. */
  demand(command: string, parameters: readonly string[]): Command {
    return demandSuccess(command, this.#run(command, parameters));
  }

  delete(path: string): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(command: string, parameters: readonly string[]): Command {
    const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: this.folder, encoding: "utf8", env: environment });
    return { status, printed: stdout, errors: stderr };
  }
}

export function demandSuccess(name: string, command: Command): Command {
  if (command.status === 0) return command;
  throw new Error(`${name} ended with ${command.status}:\n${command.printed}\n${command.errors}`);
}

/** The lines that a run printed, one per call of a task. */
export function linesOf(command: Command): readonly string[] {
  return demandSuccess("The program", command).printed.split("\n").filter(Boolean);
}
