import { crc32 } from "node:zlib";

/** Bytes read in whole words, of which only the first `length` bytes count. */
export interface Measured {
  readonly bytes: Buffer;
  readonly words: Int32Array;
  readonly length: number;
}

/** From this many bytes on, the native CRC-32 is faster than the loop here. */
const LONG = 1024;

/** The words of a key that stand for its prefix: the beginning of the identity, which is a digest itself. */
const FIRST = 4;
const SECOND = 5;
const TAIL_WORD = 12;

/**
 * The checksum of an entry: of the bytes behind its first word, which holds the checksum, and of the key, so that
 * an entry under a wrong key is no entry. A change within one word always changes it, any other change but
 * one in 2^32. Words are mixed on two lanes, as the processor then does two at a time.
 *
 * @param key followed by zeros up to a whole word
 * @param entry a whole number of words
 */
export function checksum(key: Measured, entry: Measured): number {
  let one = (key.words[FIRST] as number) ^ key.length;
  let two = (key.words[SECOND] as number) ^ entry.length;
  const keyEnd = (key.length + 3) >> 2;
  for (let at = TAIL_WORD; at < keyEnd; at++) one = mix(one, key.words[at] as number);
  if (entry.length >= LONG) return mix(one, crc32(entry.bytes.subarray(4, entry.length), two >>> 0));
  const { words } = entry;
  const end = entry.length >> 2;
  let at = 1;
  for (; at + 1 < end; at += 2) {
    one = mix(one, words[at] as number);
    two = mix(two, words[at + 1] as number);
  }
  if (at < end) one = mix(one, words[at] as number);
  return mix(mix(one, two), 0);
}

/** For any one of its two parameters, different values give different results. */
function mix(state: number, word: number): number {
  const product = Math.imul(state ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
