import { inspect } from "node:util";
import { HiddenPart } from "../../records/index.js";

const LONGEST = 60;

/** A value short enough for a sentence, as the source would write it. */
export function showValue(value: unknown): string {
  if (value instanceof HiddenPart) return `(only a digest was kept: ${value.digest.slice(0, 8)}…)`;
  const text = typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 2, breakLength: Infinity, maxArrayLength: 6, maxStringLength: 40 });
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
