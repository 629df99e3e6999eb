import type { MissReason } from "#runtime/counters";
import type { TaskFacts } from "#runtime/records/taskLine";
import type { Inputs } from "./inputs.js";
import type { Manifest } from "./manifest.js";

/** A task whose results a store holds or held, for one account and environment. */
export interface TaskRecord extends TaskFacts {
  /** When it was noted last, in milliseconds since 1970: each process that stores a result of it does so once. */
  readonly at: number;
}

/** A manifest that a build left. */
export interface BuildRecord {
  /** The file that keeps it. */
  readonly path: string;
  /** When it was built, in milliseconds since 1970. */
  readonly time: number;
  /** The tsconfig of the program, as an absolute path. */
  readonly config: () => string;
  /** Read when it is asked for. @throws TaskprintError when it is damaged or of another format */
  readonly manifest: () => Manifest;
}

/** A stored result. */
export interface EntryRecord {
  readonly key: Buffer;
  /** What the store knows of the task whose result it is; undefined where that was not noted. */
  readonly of: TaskRecord | undefined;
  /** 32 and 64 hexadecimal digits: how the key begins. */
  readonly scope: string;
  readonly identity: string;
  /** How the task's fingerprint begins: 8 hexadecimal digits. */
  readonly mark: string;
  /** How many bytes of the file it takes. */
  readonly bytes: number;
  /** In milliseconds since 1970. */
  readonly writtenAt: number;
  /** How long the run took, in milliseconds. */
  readonly runMs: number;
  /** When it was last used, in milliseconds since 1970; undefined where no use was noted. */
  readonly usedAt: number | undefined;
  /** Decoded when they are asked for. */
  readonly inputs: () => Inputs;
}

/** The last call of a task that was not answered from the store. */
export interface MissRecord {
  readonly of: TaskRecord;
  readonly key: Buffer;
  readonly reason: MissReason;
  /** When the function was started, in milliseconds since 1970. */
  readonly at: number;
  readonly inputs: () => Inputs;
}
