import type { Definition } from "../definition.js";
import { TaskprintError } from "../errors.js";
import { badMapOption } from "../messages.js";
import { unknownOption } from "../unknownOption.js";
import type { MapOptions } from "./mapTypes.js";

const OPTIONS = Object.keys({ concurrency: true, signal: true, onError: true, onProgress: true, progress: true } satisfies Record<keyof MapOptions, true>);

/** @throws TaskprintError unless the inputs can be iterated over, and the options are an object of these options */
export function assertMapArguments({ name }: Definition, inputs: unknown, options: unknown): void {
  if (!isIterable(inputs)) throw new TaskprintError(badMapOption(name, "inputs", inputs, "an array or another iterable of inputs"));
  if (typeof options !== "object" || options === null) throw new TaskprintError(badMapOption(name, "options", options, "an object"));
  const unknown = unknownOption(options, OPTIONS);
  if (unknown !== undefined) throw new TaskprintError(badMapOption(name, unknown, Reflect.get(options, unknown), `one of ${OPTIONS.join(", ")}`));
}

function isIterable(value: unknown): boolean {
  return value !== null && value !== undefined && typeof Reflect.get(Object(value) as object, Symbol.iterator) === "function";
}

/** @throws TaskprintError that names the first wrong option, or an input that is no list of arguments where the function takes several */
export function assertMapOptions({ name, fn }: Definition, inputs: readonly unknown[], options: MapOptions): void {
  const { concurrency, signal, onError, onProgress, progress } = options;
  const wrong = (option: string, value: unknown, wanted: string): never => {
    throw new TaskprintError(badMapOption(name, option, value, wanted));
  };
  const odd = fn.length > 1 ? inputs.findIndex((input) => !Array.isArray(input)) : -1;
  if (odd >= 0) wrong(`input ${odd + 1}`, inputs[odd], "each input as an array of the call's arguments");
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0)) wrong("concurrency", concurrency, "a whole number above 0");
  if (signal !== undefined && !(signal instanceof AbortSignal)) wrong("signal", signal, "an AbortSignal");
  if (onError !== undefined && onError !== "stop" && onError !== "collect") wrong("onError", onError, '"stop" or "collect"');
  if (onProgress !== undefined && typeof onProgress !== "function") wrong("onProgress", onProgress, "a function");
  if (progress !== undefined && typeof progress !== "boolean") wrong("progress", progress, "true or false");
}
