import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildsFolder, inputsFile, tasksFile } from "#runtime/records/files";
import { appendLines } from "#runtime/records/lines";
import type { GuardedStore } from "#runtime/store/guarded";
import type { ArchivedBuild } from "./build.js";
import type { InputsLine } from "./inputs.js";
import { importedTask, type ArchivedTask } from "./task.js";

/** So many lines are written at once. */
const MOST_LINES = 500;

/** Puts what an archive says of results beside a store. What cannot be written is missing there, and no result is. */
export class Notes {
  readonly #store: GuardedStore;
  #tasks: ArchivedTask[] = [];
  #inputs: InputsLine[] = [];

  constructor(store: GuardedStore) {
    this.#store = store;
  }

  addTask(task: ArchivedTask): void {
    this.#tasks.push(task);
    if (this.#tasks.length === MOST_LINES) this.flush();
  }

  addInputs(line: InputsLine): void {
    this.#inputs.push(line);
    if (this.#inputs.length === MOST_LINES) this.flush();
  }

  /** A build's manifest, unless it is there already. */
  addBuild({ name, bytes }: ArchivedBuild): void {
    const folder = buildsFolder(this.#store.dir);
    const path = join(folder, name);
    if (existsSync(path)) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const aside = `${path}.${process.pid}`;
    writeFileSync(aside, bytes, { mode: 0o600, flag: "wx" });
    renameSync(aside, path);
  }

  flush(): void {
    const { dir } = this.#store;
    const [tasks, inputs] = [this.#tasks, this.#inputs];
    this.#tasks = [];
    this.#inputs = [];
    this.#store.exclusively(() => {
      if (tasks.length > 0) appendLines(tasksFile(dir), tasks.map((task) => ({ ...importedTask(task), id: task.scope + task.identity, at: Date.now() })));
      if (inputs.length > 0) appendLines(inputsFile(dir), inputs);
    });
  }
}
