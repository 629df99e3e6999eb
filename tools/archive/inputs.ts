import type { InputsLine } from "#runtime/records/callLines";
import type { Kept } from "../records/decodeInputs.js";
import { keptOf } from "../records/kept.js";
import { Unreadable } from "./byteReader.js";
import { MOST } from "./format.js";

export type { InputsLine };

/** The arguments of a call whose key holds a digest of them, as a part of an archive; undefined where they are too long. */
export function packInputs({ form, bytes }: Kept): Buffer | undefined {
  const data = Buffer.from(JSON.stringify({ form, bytes: bytes.toString("base64") }));
  return data.length > MOST.inputs ? undefined : data;
}

/**
 * The line that a store keeps of them. Whoever reads it holds the arguments against the key.
 *
 * @throws Unreadable when they are not of the right form
 */
export function readInputs(key: Buffer, data: Buffer): InputsLine {
  const kept = keptOf(parse(data));
  if (kept === undefined) throw new Unreadable("arguments in it are damaged");
  return { id: key.toString("hex"), at: Date.now(), form: kept.form, bytes: kept.bytes.toString("base64") };
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch {
    return undefined;
  }
}
