import type { Configuration } from "../config.js";
import type { Thrown } from "./thrown.js";

/** What a worker thread is to run. */
export interface Job {
  /** The address of the module that defines the task. */
  readonly module: string;
  readonly name: string;
  readonly fingerprint: string;
  /** The list of arguments as `encodeValue` wrote it, so that each arrives as it was. */
  readonly args: Uint8Array;
  readonly account: string;
  /** The lease that stands for what the job waits for; undefined when nobody waits for the call. */
  readonly lease: string | undefined;
  readonly configuration: Configuration;
}

/** What became of it. What cannot be handed over in parts is thrown. */
export type Done =
  | { readonly kind: "value"; readonly payload: Uint8Array }
  | { readonly kind: "unfit"; readonly path: string; readonly what: string }
  | { readonly kind: "thrown"; readonly thrown: Thrown }
  | { readonly kind: "unknown" };
