import type TS from "typescript";
import type { Context, FoundTask } from "../context.js";
import type { Effects } from "./effects/index.js";
import type { Packages } from "./packages/index.js";
import type { Scripts } from "./packages/scripts.js";

/** A task as far as its closure is concerned. */
export interface TrackedTask {
  readonly found: FoundTask;
  readonly signatureDigest: string;
  readonly codeText: string;
  /** The nodes that the code's text was written from. */
  readonly written: readonly TS.Node[];
}

/** What every step of closure tracking takes first: the program, and what is known of it as a whole. */
export interface Closures {
  readonly context: Context;
  readonly tasks: ReadonlyMap<TS.Node, TrackedTask>;
  readonly packages: Packages;
  readonly scripts: Scripts;
  readonly effects: Effects;
}
