import { closeSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { readNote } from "./notes.js";

const PREFIX = "presence-";
const INSIDE = Buffer.from("1");
const OUTSIDE = Buffer.from("0");

/**
 * A small file that says whether this process is inside LMDB. LMDB trusts its pages, so that a damaged one can
 * end the process. A file that is left by a process that ended there makes the next one look at every page
 * before it trusts them; a process that was killed in another turn costs nobody anything. A clean end removes it.
 *
 * Its name holds the process, its first byte where that is, and the rest when that began, as the number of
 * an ended process is given to a new one.
 */
export class Presence {
  readonly path: string;
  readonly #timer: NodeJS.Timeout;
  #handle: number | undefined;
  #isInside = true;

  /** The opening itself counts as inside. Where no file can be made, there is none. */
  constructor(dir: string) {
    this.path = join(dir, `${PREFIX}${process.pid}-${threadId}-${Math.random().toString(36).slice(2, 10)}`);
    this.#timer = setTimeout(() => this.#leave(), 0).unref();
    try {
      this.#handle = openSync(this.path, "wx", 0o600);
      writeSync(this.#handle, `1${beginningOf("self")}`);
    } catch {
      this.remove();
    }
  }

  /** To be called before LMDB touches its pages; holds for this turn of the event loop. */
  enter(): void {
    if (this.#isInside) return;
    this.#isInside = true;
    this.#write(INSIDE);
    this.#timer.refresh();
  }

  /** To be called once nothing of LMDB is used any more. */
  remove(): void {
    clearTimeout(this.#timer);
    if (this.#handle === undefined) return;
    closeSync(this.#handle);
    this.#handle = undefined;
    rmSync(this.path, { force: true });
  }

  #leave(): void {
    this.#isInside = false;
    this.#write(OUTSIDE);
  }

  #write(where: Buffer): void {
    if (this.#handle !== undefined) writeSync(this.#handle, where, 0, 1, 0);
  }
}

/** What is known of the others that use a store, and of those that ended without a word. */
export interface Others {
  readonly areThere: boolean;
  /** The files of those that ended. */
  readonly left: readonly string[];
  /** Whether one of them ended inside LMDB. */
  readonly diedInside: boolean;
}

/** @param own the file of who asks, if it has one already */
export function findOthers(dir: string, own?: string): Others {
  const names = readdirSync(dir).filter((name) => name.startsWith(PREFIX) && join(dir, name) !== own);
  const left = names.filter((name) => !isAlive(join(dir, name), Number(name.split("-")[1]))).map((name) => join(dir, name));
  return { areThere: left.length < names.length, left, diedInside: left.some((path) => readNote(path)[0] !== "0") };
}

export function clearAfter({ left }: Others): void {
  for (const path of left) {
    try {
      rmSync(path, { force: true });
    } catch {
      // Something else of that name: it will be looked at again.
    }
  }
}

function isAlive(path: string, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const [now, then] = [beginningOf(String(pid)), readNote(path).slice(1)];
  return now === "" || then === "" || now === then;
}

/** When a process began, in the system's own ticks; empty where the system does not say. */
function beginningOf(pid: string): string {
  // The second field is the program's name in parentheses, which may hold spaces.
  return readNote(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[19] ?? "";
}
