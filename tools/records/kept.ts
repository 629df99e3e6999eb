import { inputsFile } from "#runtime/records/files";
import { readLines } from "#runtime/records/lines";
import type { Kept } from "./decodeInputs.js";

/** Arguments that were kept, by the key in hexadecimal digits. */
export function readKept(dir: string): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const line of readLines(inputsFile(dir).path)) {
    const inputs = keptOf(line);
    if (inputs) kept.set(line.id, inputs);
  }
  return kept;
}

/** What a line says, if that is of the right form; undefined for anything else. */
export function keptOf(value: unknown): Kept | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { form, bytes } = value as { readonly form?: unknown; readonly bytes?: unknown };
  if ((form !== "fitted" && form !== "value") || typeof bytes !== "string") return undefined;
  return { form, bytes: Buffer.from(bytes, "base64") };
}
