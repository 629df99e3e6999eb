import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configure, type TaskEvent } from "taskprint";

const made: string[] = [];
process.once("exit", () => made.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** A new directory, removed when the tests end. */
export function newPlace(): string {
  const dir = mkdtempSync(join(tmpdir(), "taskprint-test-"));
  made.push(dir);
  return dir;
}

/** Turns to an empty store and the usual configuration; returns the store's directory and the events to come. */
export function freshStore(): { readonly dir: string; readonly events: TaskEvent[] } {
  const dir = join(newPlace(), "store");
  const events: TaskEvent[] = [];
  configure({ dir, mode: "on", account: "tester", onEvent: (event) => events.push(event) });
  return { dir, events };
}
