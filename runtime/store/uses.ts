import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The checksum of an entry (4 bytes), and when it was used, in milliseconds since 1970 (8). */
const RECORD = 12;
const MOST_BYTES = 6 * 1024 * 1024;
/** One use of an entry is written down in this time, in milliseconds. */
const PERIOD_MS = 10 * 60 * 1000;
const PAUSE_MS = 1000;
const MOST_NOTED = 500_000;

/** When each entry was last used, by its checksum. */
export type Uses = ReadonlyMap<number, number>;

/**
 * Which entries were used, and when, in a file that is only appended to. A hit costs a look into a set: what
 * this process has noted already it notes again only after a while. An entry is known here by its checksum;
 * that two share one does no harm but to keep both.
 */
export class UseLog {
  readonly #file: string;
  readonly #noted = new Set<number>();
  #waiting: [id: number, time: number][] = [];
  #timer: NodeJS.Timeout | undefined;
  #forgetting: NodeJS.Timeout | undefined;

  constructor(dir: string) {
    this.#file = useFile(dir);
  }

  /** To be called at each hit. */
  note(id: number): void {
    if (this.#noted.has(id) || this.#noted.size === MOST_NOTED) return;
    this.#noted.add(id);
    this.#waiting.push([id, Date.now()]);
    this.#timer ??= setTimeout(() => this.flush(), PAUSE_MS).unref();
    this.#forgetting ??= setInterval(() => this.forget(), PERIOD_MS).unref();
  }

  /** Lets the next use of each entry count again. */
  forget(): void {
    this.#noted.clear();
  }

  /** What cannot be written is lost: the entries only look less used than they were. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    try {
      if (append(this.#file, encode(waiting)) > MOST_BYTES) compact(this.#file);
    } catch {
      // A log that cannot be written is no reason to disturb the program.
    }
  }

  close(): void {
    this.flush();
    clearInterval(this.#forgetting);
    this.#forgetting = undefined;
  }
}

function useFile(dir: string): string {
  return join(dir, "uses.log");
}

/** When each entry was last used, as far as it is known. */
export function readUses(dir: string): Uses {
  const uses = new Map<number, number>();
  const bytes = readLog(useFile(dir));
  const now = Date.now();
  for (let at = 0; at + RECORD <= bytes.length; at += RECORD) {
    const [id, time] = [bytes.readInt32LE(at), bytes.readDoubleLE(at + 4)];
    // A time to come, from before a clock was set back, or a damaged one, is no better than now.
    if (time > (uses.get(id) ?? 0)) uses.set(id, Math.min(time, now));
  }
  return uses;
}

function readLog(file: string): Buffer {
  try {
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return fstatSync(handle).isFile() ? readFileSync(handle) : Buffer.alloc(0);
    } finally {
      closeSync(handle);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

function encode(uses: Iterable<readonly [id: number, time: number]>): Buffer {
  const records = [...uses];
  const bytes = Buffer.allocUnsafe(records.length * RECORD);
  records.forEach(([id, time], index) => {
    bytes.writeInt32LE(id, index * RECORD);
    bytes.writeDoubleLE(time, index * RECORD + 4);
  });
  return bytes;
}

/** Returns how long the file is. A record that a full disk cut off would shift all that follow. */
function append(file: string, bytes: Buffer): number {
  const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  try {
    const { size } = fstatSync(handle);
    if (size % RECORD !== 0) ftruncateSync(handle, size - (size % RECORD));
    writeSync(handle, bytes);
    return size + bytes.length;
  } finally {
    closeSync(handle);
  }
}

/** Keeps the last use of each entry, and of too many the newer half. What another process appends meanwhile is lost. */
function compact(file: string): void {
  const uses = [...readUses(join(file, ".."))].sort(([, one], [, other]) => other - one);
  const aside = `${file}.${process.pid}`;
  rmSync(aside, { force: true });
  writeFileSync(aside, encode(uses.slice(0, MOST_BYTES / RECORD / 2)), { mode: 0o600, flag: "wx" });
  renameSync(aside, file);
}
