import { checksum } from "./checksum.js";
import { FORMAT } from "./digest.js";
import { CallKey, type KeyText } from "./key/callKey.js";
import { lentFrom, type Lent } from "./store/lent.js";

/** What is stored for one call, beside the encoded value. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  /** How long the run took, in milliseconds. */
  readonly runMs: number;
  /** Whether the function returned a promise; then a hit returns one too. */
  readonly async: boolean;
  /** Whether the payload was written by the codec of the task's types, and not by `encodeValue`. */
  readonly fitted: boolean;
  /** The first 32 bits of the task's fingerprint, so that entries can be told whose task is no more. */
  readonly mark: number;
  /** The encoded value. */
  readonly payload: Buffer;
}

/**
 * The layout, in words of four bytes and in the machine's own order, as LMDB's file is: the checksum; a magic
 * byte, flags and format; the run and when it was written, two doubles; the mark; the payload, filled up with
 * zeros to a whole word.
 */
const enum Word {
  Checksum,
  Stamp,
  Mark = 6,
}

const enum Double {
  Run = 1,
  WrittenAt,
}

/** Where the payload begins. */
export const PAYLOAD = 28;

const MAGIC = 0x54; // "T"
const ASYNC = 1 << 16;
const FITTED = 1 << 17;
/** Two bits that say how many zeros follow the payload. */
const FILLED = 18;
const PLAIN_STAMP = (MAGIC << 24) | FORMAT;
const FLAGS = 0xff << 16;

/** Stands for keys that come as bytes. */
const scratch = new CallKey();

/** Where small entries are put together: the views that it takes cost more than to copy one out. */
const smallEntry = lentFrom(Buffer.allocUnsafeSlow(4096));

/** The mark of a task's entries. */
export function markOf(fingerprint: string): number {
  return Number.parseInt(fingerprint.slice(0, 8), 16);
}

/** The bytes to store under a key. */
export function packEntry(key: Uint8Array | KeyText, entry: Entry): Buffer {
  const filled = -entry.payload.length & 3;
  const size = PAYLOAD + entry.payload.length + filled;
  const isSmall = size <= smallEntry.bytes.length;
  const lent = isSmall ? smallEntry : lentFrom(Buffer.allocUnsafe(size));
  lent.length = size;
  const { bytes, words, doubles } = lent;
  words[Word.Stamp] = PLAIN_STAMP | (entry.async ? ASYNC : 0) | (entry.fitted ? FITTED : 0) | (filled << FILLED);
  words[Word.Mark] = entry.mark;
  doubles[Double.Run] = entry.runMs;
  doubles[Double.WrittenAt] = entry.writtenAt;
  bytes.set(entry.payload, PAYLOAD);
  bytes.fill(0, size - filled, size);
  words[Word.Checksum] = checksum(keyFrom(key), lent);
  return isSmall ? Buffer.from(bytes.subarray(0, size)) : bytes;
}

/** The entry, or undefined when it is of another format, cut off or damaged. */
export function unpackEntry(key: Uint8Array, bytes: Uint8Array): Entry | undefined {
  const lent = lentFrom(bytes);
  if (!isSound(keyFrom(key), lent)) return undefined;
  const payload = lent.bytes.subarray(PAYLOAD, payloadEnd(lent));
  return { async: isAsync(lent), fitted: isFitted(lent), mark: (lent.words[Word.Mark] as number) >>> 0, writtenAt: writtenAt(lent), runMs: runMs(lent), payload };
}

/** Whether these are the bytes of a whole entry of this format under this key. */
export function isSound(key: CallKey, lent: Lent): boolean {
  const { words, length } = lent;
  if (length <= PAYLOAD || length % 4 !== 0 || ((words[Word.Stamp] as number) & ~FLAGS) !== PLAIN_STAMP) return false;
  return words[Word.Checksum] === checksum(key, lent);
}

export function isAsync({ words }: Lent): boolean {
  return ((words[Word.Stamp] as number) & ASYNC) !== 0;
}

export function isFitted({ words }: Lent): boolean {
  return ((words[Word.Stamp] as number) & FITTED) !== 0;
}

export function runMs({ doubles }: Lent): number {
  return doubles[Double.Run] as number;
}

export function writtenAt({ doubles }: Lent): number {
  return doubles[Double.WrittenAt] as number;
}

export function payloadEnd({ words, length }: Lent): number {
  return length - (((words[Word.Stamp] as number) >> FILLED) & 3);
}

/**
 * Whether an entry may still be used. It follows the present `ttl` option, not that at writing; an
 * entry from the future (the clock was set back) has an unknown age and is expired.
 */
export function isFresh(writtenAt: number, ttl: number | undefined): boolean {
  if (ttl === undefined) return true;
  const age = Date.now() - writtenAt;
  return age >= 0 && age < ttl;
}

/** What can be told of an entry by its first bytes, unchecked. */
export interface Head {
  /** The checksum. */
  readonly id: number;
  readonly mark: number;
  readonly writtenAt: number;
}

/** The head of an entry; undefined where the bytes are of no entry of this format. */
export function headOf(bytes: Uint8Array): Head | undefined {
  if (bytes.length < PAYLOAD) return undefined;
  const lent = lentFrom(bytes.subarray(0, PAYLOAD));
  if (((lent.words[Word.Stamp] as number) & ~FLAGS) !== PLAIN_STAMP) return undefined;
  return { id: idOf(lent), mark: (lent.words[Word.Mark] as number) >>> 0, writtenAt: writtenAt(lent) };
}

/** What an entry is known by in notes of its uses: its checksum. */
export function idOf({ words }: Lent): number {
  return words[Word.Checksum] as number;
}

function keyFrom(key: Uint8Array | KeyText): CallKey {
  if (typeof key === "string") scratch.bytes.latin1Write(key, 0, key.length);
  else scratch.bytes.set(key);
  scratch.end(key.length);
  return scratch;
}
