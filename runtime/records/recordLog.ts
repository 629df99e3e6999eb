import { statSync } from "node:fs";
import type { MissReason } from "../counters.js";
import type { Definition } from "../definition.js";
import type { KeyText } from "../key/callKey.js";
import { PREFIX_BYTES } from "../key/prefix.js";
import type { Call } from "../madeCall.js";
import type { GuardedStore } from "../store/guarded.js";
import { inputsLine, missLine, taskLine, type Miss, type Stored } from "./callLines.js";
import { inputsFile, missesFile, tasksFile } from "./files.js";
import { hidesValues, keepInputs, type KeptInputs } from "./keptInputs.js";
import { appendLines, keepLines } from "./lines.js";
import type { TaskCall } from "./taskLine.js";

/** How much of inputs is kept in a minute, and of how many calls: to encode them takes time. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_CALLS = 2000;
const PERIOD_MS = 60_000;
/**
 * A task is noted again so often, as gc removes what was noted and has no results. What was noted in the last
 * `NOTED_FOR_MS` it leaves, so that no process stores results of a task that is not noted.
 */
const NOTE_AGAIN_MS = 24 * 3_600_000;
export const NOTED_FOR_MS = 2 * NOTE_AGAIN_MS;
/** A program with more accounts than this notes some of them again. */
const MOST_NOTED = 10_000;
/** After arguments that were too long, those of so many calls of the task are not looked at. */
const PAUSE = 32;

/** What is known of a task here. It is changed in place, as each miss does. */
interface Known {
  readonly hides: boolean;
  /** For what account and environment it was noted last. */
  account: string;
  environment: Call["environment"] | undefined;
  notedAt: number;
  /** When it missed last. */
  missedAt: number;
  pause: number;
}

/** What was noted of a task, and when. */
interface Noted {
  readonly task: TaskCall;
  readonly at: number;
}

/**
 * Notes what tools need to explain a store: whose results it holds, with which inputs, and which calls missed last. What a
 * call adds waits in memory until results are committed, or the counters are written. What cannot be written is lost: it
 * is no part of any result.
 */
export class RecordLog {
  readonly #known = new WeakMap<Definition, Known>();
  /** What was noted, by the prefixes of keys. */
  readonly #noted = new Map<string, Noted>();
  /** The file that holds it: a store can be replaced while it is in use. */
  #inode: number | undefined;
  #tasks: TaskCall[] = [];
  #inputs: Stored[] = [];
  /** The call whose result may be put next. */
  #offered: Miss | undefined;
  readonly #misses = new Map<Definition, Miss>();
  #leftBytes = MOST_BYTES;
  #leftCalls = MOST_CALLS;
  #refillAt = 0;

  constructor(readonly dir: string) {}

  /** To be called before a function runs, which may change its arguments. */
  missed(call: Call, reason: MissReason): Miss {
    const at = Date.now();
    const known = this.#knownOf(call.task);
    known.missedAt = at;
    const miss = { of: withoutArguments(call), reason, inputs: this.#keep(call, known), at };
    this.#misses.set(call.task, miss);
    return miss;
  }

  /** To be called before the result of that call is put into the store. */
  offer(miss: Miss | undefined): void {
    this.#offered = miss;
  }

  /** To be called when the result under that key waits to be committed. */
  accept(key: KeyText): void {
    const miss = this.#offered;
    this.#offered = undefined;
    if (miss?.of.key !== key) return;
    const { of, inputs } = miss;
    const known = this.#knownOf(of.task);
    const isNoted = known.account === of.account && known.environment === of.environment && known.missedAt - known.notedAt < NOTE_AGAIN_MS;
    if (!isNoted) this.#note(known, of);
    if (inputs) this.#inputs.push({ key, inputs });
  }

  /** Writes what belongs to results that were committed. */
  flush(store: GuardedStore): void {
    const isElsewhere = this.#inode !== undefined && this.#inode !== inodeOf(tasksFile(this.dir).path);
    const tasks = isElsewhere ? Array.from(this.#noted.values(), ({ task }) => task) : this.#tasks;
    const inputs = this.#inputs;
    if (tasks.length === 0 && inputs.length === 0) return;
    [this.#tasks, this.#inputs] = [[], []];
    const isWritten = store.exclusively(() => {
      const at = Date.now();
      if (tasks.length > 0) this.#inode = appendLines(tasksFile(this.dir), tasks.map((task) => taskLine(this.dir, task, at)));
      if (inputs.length > 0) appendLines(inputsFile(this.dir), inputs.map((stored) => inputsLine(stored, at)));
      return true;
    });
    if (!isWritten) tasks.forEach((task) => this.#takeBack(task));
  }

  /** Forgets what belongs to results that could not be committed. */
  drop(): void {
    this.#tasks.forEach((task) => this.#takeBack(task));
    [this.#tasks, this.#inputs] = [[], []];
  }

  /** Writes which calls missed since the last time. A store that nothing else has opened is left alone. */
  flushMisses(store: GuardedStore): void {
    const misses = [...this.#misses.values()];
    this.#misses.clear();
    if (misses.length === 0 || store.isAsleep) return;
    store.exclusively(() => appendLines(missesFile(this.dir), misses.map((miss) => missLine(this.dir, miss))));
  }

  /** Removes what is known of the inputs of calls whose results were removed. */
  clear(prefix: Buffer, store: GuardedStore): void {
    const start = prefix.toString("hex");
    store.exclusively(() => {
      for (const file of [inputsFile(this.dir), missesFile(this.dir)]) keepLines(file, ({ id }) => !id.startsWith(start));
    });
  }

  #keep(call: Call, known: Known): KeptInputs | undefined {
    if (known.pause > 0) {
      known.pause--;
      return undefined;
    }
    if (known.missedAt >= this.#refillAt) {
      this.#refillAt = known.missedAt + PERIOD_MS;
      this.#leftBytes = MOST_BYTES;
      this.#leftCalls = MOST_CALLS;
    }
    const mayKeep = this.#leftBytes > 0 && this.#leftCalls > 0;
    const kept = mayKeep ? keepInputs(call, known.hides) : undefined;
    if (kept === "too long") known.pause = PAUSE;
    if (kept === undefined || kept === "too long") return undefined;
    this.#leftBytes -= kept.bytes.length;
    this.#leftCalls--;
    return kept;
  }

  #note(known: Known, call: TaskCall): void {
    const prefix = prefixOf(call.key);
    const isNoted = known.missedAt - (this.#noted.get(prefix)?.at ?? -Infinity) < NOTE_AGAIN_MS;
    if (!isNoted && this.#noted.size === MOST_NOTED) this.#noted.clear();
    if (!isNoted) this.#noted.set(prefix, { task: call, at: known.missedAt });
    if (!isNoted) this.#tasks.push(call);
    known.account = call.account;
    known.environment = call.environment;
    known.notedAt = this.#noted.get(prefix)?.at ?? known.missedAt;
  }

  /** What could not be written is noted again with the next result. */
  #takeBack({ task, key }: TaskCall): void {
    this.#noted.delete(prefixOf(key));
    this.#knownOf(task).notedAt = -Infinity;
  }

  #knownOf(task: Definition): Known {
    let known = this.#known.get(task);
    if (known === undefined) this.#known.set(task, (known = { hides: hidesValues(task.plan), account: "", environment: undefined, notedAt: -Infinity, missedAt: 0, pause: 0 }));
    return known;
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Arguments can be large, and must not be held on to. */
function withoutArguments({ task, account, environment, key, ttl }: Call): TaskCall {
  return { task, account, environment, key, ttl };
}

function prefixOf(key: KeyText): string {
  return key.slice(0, PREFIX_BYTES);
}
