import { NO_ROOM, UNFIT, type Codec } from "../plan/codec.js";

const FIRST_SIZE = 16 * 1024;

/**
 * An encoding that takes more than this does not fit. Whether one does depends on the arguments alone, as
 * memory always grows by the same steps.
 */
const MOST_SIZE = FIRST_SIZE * 4 ** 6;

/** Scratch memory up to this size is kept for the next long key. */
const MOST_KEPT = 4 * 1024 * 1024;

let spare: Buffer | undefined;

/** Longer encodings are not remembered. */
const MOST_REMEMBERED = 64 * 1024;

/** The last long encoding that became a key, until the memory is used again. */
class LastFitted {
  /** Undefined when it was too long. */
  encoding: Buffer | undefined;
  /** The number of the key's filling, by which it can be told whose it is. */
  turn = -1;

  remember(encoding: Buffer, turn: number): void {
    this.encoding = encoding.length <= MOST_REMEMBERED ? encoding : undefined;
    this.turn = turn;
  }
}

export const lastFitted = new LastFitted();

/**
 * Gives what a task's codec makes of arguments to `use`, for as long as that runs; returns whether they fit. It
 * has memory of its own, which grows as needed, so that code of the program that runs meanwhile changes nothing.
 */
export function encodeFitted(codec: Codec, args: readonly unknown[], use: (encoding: Buffer) => void): boolean {
  let memory = spare ?? Buffer.allocUnsafeSlow(FIRST_SIZE);
  spare = undefined;
  lastFitted.turn = -1;
  let end = tryToEncode(codec, args, memory);
  while (end === NO_ROOM && memory.length < MOST_SIZE) {
    memory = Buffer.allocUnsafeSlow(memory.length * 4);
    end = tryToEncode(codec, args, memory);
  }
  if (end >= 0) use(memory.subarray(0, end));
  if (memory.length <= MOST_KEPT) spare = memory;
  return end >= 0;
}

/** What cannot be read does not fit: the general encoder then says what it is. */
function tryToEncode(codec: Codec, args: readonly unknown[], memory: Buffer): number {
  try {
    return codec.encodeKey(args, memory, 0);
  } catch {
    return UNFIT;
  }
}
