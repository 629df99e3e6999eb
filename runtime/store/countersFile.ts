import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addCounters, zeroCounters, type Counters } from "../counters.js";

/** Counters by the name of their task. */
export type CountersByTask = ReadonlyMap<string, Counters>;

const VERSION = 1;

/** From here on the notes are added up, by whoever has something to add. */
const MOST_NOTED_BYTES = 64 * 1024;

/**
 * The counters of a store, summed over the processes that used it. They lie in a file of their own beside the
 * entries, so that they are no entries, and tools can read them without opening the store.
 */
export function readCounters(dir: string): CountersByTask {
  return sum(readSums(dir), readNotes(notesFile(dir)));
}

function readSums(dir: string): CountersByTask {
  try {
    const file = JSON.parse(readFileSync(countersFile(dir), "utf8")) as { readonly version?: unknown; readonly tasks?: unknown };
    return file.version === VERSION && Array.isArray(file.tasks) ? new Map(file.tasks.flatMap(taskOf)) : new Map();
  } catch {
    // There is none yet, or it is damaged: counting begins again.
    return new Map();
  }
}

/**
 * Adds to the file, and to it what was noted. Whoever calls it holds off other processes; readers see the old file
 * or the new one.
 */
export function addToCounters(dir: string, added: CountersByTask): void {
  const sums = sum(sum(readSums(dir), takeNotes(dir)), added);
  const temporary = `${countersFile(dir)}.new`;
  writeFileSync(temporary, `${JSON.stringify({ version: VERSION, tasks: [...sums] })}\n`, { mode: 0o600 });
  renameSync(temporary, countersFile(dir));
}

/**
 * Notes what is to be added, without holding off others, for a process that was answered from the store and has not
 * opened it. Returns false when there are so many notes that they had better be added up.
 */
export function noteCounters(dir: string, added: CountersByTask): boolean {
  const notes = notesFile(dir);
  if ((statSync(notes, { throwIfNoEntry: false })?.size ?? 0) > MOST_NOTED_BYTES) return false;
  appendFileSync(notes, `${JSON.stringify([...added])}\n`, { mode: 0o600 });
  return true;
}

/** Under another name nobody adds to them any more. */
function takeNotes(dir: string): CountersByTask {
  const taken = `${notesFile(dir)}.taken`;
  if (statSync(notesFile(dir), { throwIfNoEntry: false }) === undefined) return new Map();
  renameSync(notesFile(dir), taken);
  const notes = readNotes(taken);
  rmSync(taken);
  return notes;
}

/** A line each; one that was cut off by a full disk or a kill is passed over. */
function readNotes(path: string): CountersByTask {
  try {
    return readFileSync(path, "utf8").split("\n").map(noteOf).reduce(sum, new Map());
  } catch {
    return new Map();
  }
}

function noteOf(line: string): CountersByTask {
  try {
    const note: unknown = JSON.parse(line);
    return new Map(Array.isArray(note) ? note.flatMap(taskOf) : []);
  } catch {
    return new Map();
  }
}

function sum(one: CountersByTask, other: CountersByTask): CountersByTask {
  const sums = new Map([...one].map(([task, counters]) => [task, { ...counters }]));
  for (const [task, counters] of other) {
    const known = sums.get(task) ?? zeroCounters();
    addCounters(known, counters);
    sums.set(task, known);
  }
  return sums;
}

function notesFile(dir: string): string {
  return join(dir, "counters.notes");
}

function countersFile(dir: string): string {
  return join(dir, "counters.json");
}

function taskOf(entry: unknown): [string, Counters][] {
  if (!Array.isArray(entry)) return [];
  const [task, found] = entry as readonly unknown[];
  if (typeof task !== "string" || typeof found !== "object" || found === null) return [];
  const counters = zeroCounters();
  addCounters(counters, found);
  return [[task, counters]];
}
