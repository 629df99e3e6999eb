import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { callStored, callTask } from "../call.js";
import type { Definition } from "../definition.js";
import { holdCode } from "../key/unsteady.js";
import { copyResult } from "./copyResult.js";
import { groupInputs, type Group } from "./groups.js";
import { assertMapArguments, assertMapOptions } from "./mapOptions.js";
import type { MapOptions } from "./mapTypes.js";
import { Progress } from "./progress.js";

/** How many inputs are looked up before others get a turn of the event loop. */
const BATCH = 500;

/** One `map` under way. */
interface Mapping {
  readonly task: Definition;
  readonly inputs: readonly (readonly unknown[])[];
  readonly options: MapOptions;
  readonly outcomes: PromiseSettledResult<unknown>[];
  readonly progress: Progress;
  /** Set when nothing more is to begin. */
  isOver: boolean;
}

/** Calls a task for each input. What is stored comes first, all at once; the rest runs, so many at a time. */
export async function mapTask(task: Definition, inputs: Iterable<unknown>, options: MapOptions): Promise<unknown[]> {
  assertMapArguments(task, inputs, options);
  const given = [...inputs];
  assertMapOptions(task, given, options);
  const list = given.map((input): readonly unknown[] => (Array.isArray(input) ? input : [input]));
  const { signal } = options;
  signal?.throwIfAborted();
  const progress = Progress.begin(task.name, list.length, options);
  const mapping: Mapping = { task, inputs: list, options, outcomes: [], progress, isOver: false };
  const aborted = signal && abortOf(signal);
  try {
    await Promise.race([callAll(mapping), ...(aborted ? [aborted.promise] : [])]);
  } finally {
    mapping.isOver = true;
    aborted?.forget();
    progress.end();
  }
  const { outcomes } = mapping;
  return options.onError === "collect" ? outcomes : outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value);
}

/** A promise that rejects when the signal is aborted, and how to let go of the signal. */
function abortOf(signal: AbortSignal): { readonly promise: Promise<never>; readonly forget: () => void } {
  let listen = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    listen = () => reject(signal.reason as Error);
    signal.addEventListener("abort", listen, { once: true });
  });
  return { promise, forget: () => signal.removeEventListener("abort", listen) };
}

async function callAll(mapping: Mapping): Promise<void> {
  const left: Group[] = [];
  const groups = await groupInputs(mapping.task, mapping.inputs);
  for (const [index, group] of groups.entries()) {
    if (mapping.isOver) return;
    if (!(await takeStored(mapping, group))) left.push(group);
    if (index % BATCH === BATCH - 1) await breathe(mapping);
  }
  mapping.progress.tell();
  const { concurrency = availableParallelism() } = mapping.options;
  const waiting = left.values();
  await Promise.all(Array.from({ length: Math.min(concurrency, left.length) }, () => runSome(mapping, waiting)));
}

/** Takes one group after another from those that others take from, too. */
async function runSome(mapping: Mapping, waiting: Iterator<Group>): Promise<void> {
  for (let next = waiting.next(); !next.done && !mapping.isOver; next = waiting.next()) {
    await runGroup(mapping, next.value);
    await breathe(mapping);
  }
}

/** Lets timers and listeners run: a synchronous task would keep the abort from being heard. */
async function breathe({ progress }: Mapping): Promise<void> {
  progress.tell();
  await setImmediate();
}

/** Answers a group from the store; false where its call must run. */
async function takeStored(mapping: Mapping, { indices, isKeyed }: Group): Promise<boolean> {
  if (!isKeyed || !(await fulfilFromStore(mapping, indices[0] as number))) return false;
  for (const index of indices.slice(1)) await answerAgain(mapping, index, indices[0] as number);
  return true;
}

async function fulfilFromStore(mapping: Mapping, index: number): Promise<boolean> {
  const stored = callStored(mapping.task, mapping.inputs[index] ?? []);
  if (stored === undefined) return false;
  fulfil(mapping, index, { value: await stored.value, isHit: true });
  return true;
}

/** Calls the first input of a group; the others get its result, or fail as it does. */
async function runGroup(mapping: Mapping, { indices }: Group): Promise<void> {
  const [first, ...others] = indices as readonly [number, ...number[]];
  try {
    const value = await callTask(mapping.task, mapping.inputs[first] ?? []);
    fulfil(mapping, first, { value, isHit: false });
  } catch (reason) {
    for (const index of indices) reject(mapping, index, reason);
    if (mapping.options.onError === "collect") return;
    mapping.isOver = true;
    throw reason;
  }
  for (const index of others) await answerAgain(mapping, index, first);
}

/** A result once more, for an equal input: from the store, by copying, or, when it cannot be copied, by another run. */
async function answerAgain(mapping: Mapping, index: number, first: number): Promise<void> {
  if (await fulfilFromStore(mapping, index)) return;
  const { task, inputs, outcomes } = mapping;
  // Inputs that were equal when they were keyed may answer otherwise by now.
  const mayVary = [first, index].some((each) => holdCode(task, inputs[each] ?? []));
  const copy = mayVary ? undefined : copyResult(task, (outcomes[first] as PromiseFulfilledResult<unknown>).value);
  if (copy) return fulfil(mapping, index, { value: copy.value, isHit: true });
  await runGroup(mapping, { indices: [index], isKeyed: true });
}

function fulfil(mapping: Mapping, index: number, { value, isHit }: { readonly value: unknown; readonly isHit: boolean }): void {
  mapping.outcomes[index] = { status: "fulfilled", value };
  mapping.progress.count(isHit ? "hit" : "run");
}

function reject(mapping: Mapping, index: number, reason: unknown): void {
  mapping.outcomes[index] = { status: "rejected", reason };
  mapping.progress.count("failed");
}
