import { unpackEntry, type Entry } from "#runtime/entry";
import { Unreadable } from "./byteReader.js";
import { assertBuild, type ArchivedBuild } from "./build.js";
import { Kind, MOST, type Part } from "./format.js";
import { readInputs, type InputsLine } from "./inputs.js";
import { assertKey } from "./key.js";
import { markOfTask, readTask, type ArchivedTask } from "./task.js";

/** A part whose content was checked. */
export type CheckedPart =
  | { readonly kind: "task"; readonly task: ArchivedTask }
  | { readonly kind: "build"; readonly build: ArchivedBuild }
  | { readonly kind: "inputs"; readonly line: InputsLine }
  | { readonly kind: "entry"; readonly key: Buffer; readonly value: Buffer; readonly entry: Entry };

/** Checks parts in the order in which they lie in an archive: tasks come before their entries. */
export class PartChecker {
  /** By scope and identity, as they begin a key. */
  readonly #tasks = new Map<string, ArchivedTask>();
  #taskBytes = 0;
  #builds = 0;
  #lastKey: Buffer = Buffer.alloc(0);

  /** @throws Unreadable when it is not what its kind says */
  check({ kind, name, data }: Part): CheckedPart {
    switch (kind) {
      case Kind.Task:
        return { kind: "task", task: this.#addTask(data) };
      case Kind.Build:
        if (++this.#builds > MOST.builds) throw new Unreadable("it holds too many manifests");
        return { kind: "build", build: assertBuild(name.toString("latin1"), data) };
      case Kind.Entry:
        return { kind: "entry", key: name, value: data, entry: this.#checkEntry(name, data) };
      case Kind.Inputs:
        if (!name.equals(this.#lastKey)) throw new Unreadable("arguments in it belong to no result");
        return { kind: "inputs", line: readInputs(name, data) };
      case Kind.End:
        throw new Unreadable("its end stands before its end");
      default:
        return kind satisfies never;
    }
  }

  #addTask(data: Buffer): ArchivedTask {
    this.#taskBytes += data.length;
    if (this.#taskBytes > MOST.tasks) throw new Unreadable("it holds too many tasks");
    const task = readTask(data);
    this.#tasks.set(`${task.scope}${task.identity}`, task);
    return task;
  }

  /** The checksum covers the key, so that no result gets to another call's place by an accident. */
  #checkEntry(key: Buffer, value: Buffer): Entry {
    const prefix = assertKey(key);
    const entry = unpackEntry(key, value);
    if (entry === undefined) throw new Unreadable("a result in it is damaged");
    const task = this.#tasks.get(prefix);
    if (task === undefined) throw new Unreadable("a result in it belongs to no task in it");
    if (entry.mark !== markOfTask(task)) throw new Unreadable("a result in it belongs to another task than its key says");
    this.#lastKey = key;
    return entry;
  }
}
