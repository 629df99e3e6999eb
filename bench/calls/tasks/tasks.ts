import { task } from "taskprint";
import { noise, read, shift, wave, type Reading, type Survey } from "./functions.js";

export const small = task(function small(foo: string, n: number): Reading {
  return read(foo, n);
});

export const smallAsync = task(async function smallAsync(foo: string, n: number): Promise<Reading> {
  return read(foo, n);
});

export const nested = task(function nested(survey: Survey): Survey {
  return shift(survey);
});

export const floats = task(function floats(seed: number): Float64Array {
  return wave(seed);
});

export const bytes = task(function bytes(seed: number): Uint8Array {
  return noise(seed);
});
