import { compileKeyEncoder, type EncodeKey } from "./keySource.js";
import { readShapes, type Shapes } from "./shape.js";
import { valueDecoder, valueEncoder, type DecodeValue, type EncodeValue } from "./valueCodec.js";

export type { EncodeKey } from "./keySource.js";
export { NO_ROOM, UNFIT } from "./layout.js";
export type { DecodeValue, EncodeValue } from "./valueCodec.js";

/**
 * What is compiled of a task's plan. Its encodings say nothing of the plan: whoever stores by them must see
 * to it that two plans never meet, by making the plan part of every key.
 */
export interface Codec {
  readonly encodeKey: EncodeKey;
  readonly encodeValue: EncodeValue;
  readonly decodeValue: DecodeValue;
}

/**
 * Compiles the plan of a task; it is worth keeping. Undefined for a text that is no plan, and where the
 * process forbids code from texts (`--disallow-code-generation-from-strings`): then everything takes the
 * general encodings.
 */
export function compileCodec(plan: string): Codec | undefined {
  try {
    const shapes = readShapes(plan);
    return { encodeKey: compileKeyEncoder(shapes), encodeValue: encoderOf(shapes), decodeValue: valueDecoder(shapes) };
  } catch {
    return undefined;
  }
}

/** A result of which nothing is known is not tried. */
function encoderOf(shapes: Shapes): EncodeValue {
  const output = shapes.all[shapes.output];
  return output?.kind === "atom" && output.atom === "unknown" ? () => undefined : valueEncoder(shapes);
}
