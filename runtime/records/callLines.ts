import type { MissReason } from "../counters.js";
import type { KeyText } from "../key/callKey.js";
import { hexOf } from "./hex.js";
import type { KeptInputs } from "./keptInputs.js";
import type { Line } from "./lines.js";
import { describeTask, type TaskCall, type TaskFacts, type TaskLine } from "./taskLine.js";

/** A line of `inputs.jsonl`; its id is the key in hexadecimal digits. */
export interface InputsLine extends Line {
  readonly form: KeptInputs["form"];
  /** Base64. */
  readonly bytes: string;
}

/** A line of `misses.jsonl`; its id is the scope. */
export interface MissLine extends Line {
  readonly of: TaskFacts;
  /** In hexadecimal digits. */
  readonly key: string;
  readonly reason: MissReason;
  readonly inputs?: Pick<InputsLine, "form" | "bytes"> | undefined;
}

/** A call that was not answered from the store. */
export interface Miss {
  readonly of: TaskCall;
  readonly reason: MissReason;
  readonly inputs: KeptInputs | undefined;
  readonly at: number;
}

/** A result with the inputs of which its key holds only a digest. */
export interface Stored {
  readonly key: KeyText;
  readonly inputs: KeptInputs;
}

export function taskLine(dir: string, task: TaskCall, at: number): TaskLine {
  const { scope, identity, ...facts } = describeTask(dir, task);
  return { id: scope + identity, at, scope, identity, ...facts };
}

export function inputsLine({ key, inputs }: Stored, at: number): InputsLine {
  return { id: hexOf(key), at, ...describeInputs(inputs) };
}

export function missLine(dir: string, { of, reason, inputs, at }: Miss): MissLine {
  const facts = describeTask(dir, of);
  return { id: facts.scope, at, reason, key: hexOf(of.key), of: facts, inputs: inputs && describeInputs(inputs) };
}

function describeInputs({ form, bytes }: KeptInputs): Pick<InputsLine, "form" | "bytes"> {
  return { form, bytes: bytes.toString("base64") };
}
