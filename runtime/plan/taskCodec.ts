import { compileCodec, UNFIT, type Codec } from "./codec.js";

/** For a task without a plan, or where none can be compiled: everything takes the general encodings. */
const GENERAL: Codec = {
  encodeKey: () => UNFIT,
  encodeValue: () => undefined,
  decodeValue: () => {
    throw new Error("An entry was written by a codec that this process cannot compile.");
  },
};

/** The codec of a task; it is worth keeping. */
export function taskCodec(plan: string | undefined): Codec {
  return (plan === undefined ? undefined : compileCodec(plan)) ?? GENERAL;
}
