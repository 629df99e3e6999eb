import { crc32 } from "node:zlib";
import { FORMAT } from "./digest.js";

/** What is stored for one call, beside the encoded value. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  /** How long the run took, in milliseconds. */
  readonly runMs: number;
  /** Whether the function returned a promise; then a hit returns one too. */
  readonly async: boolean;
  /** The value as `encodeValue` wrote it. */
  readonly payload: Buffer;
}

const MAGIC = 0x54505254; // "TPRT"
const HEADER = 28;
const CHECKSUM = 24;
const ASYNC = 1;

/**
 * Layout: magic (4 bytes), format (2), flags (2), written at (8), run (8), checksum (4), payload.
 * The checksum covers the key too, so that an entry under a wrong key is no entry.
 */
export function packEntry(key: Uint8Array, entry: Entry): Buffer {
  const bytes = Buffer.allocUnsafeSlow(HEADER + entry.payload.length);
  bytes.writeUInt32BE(MAGIC, 0);
  bytes.writeUInt16LE(FORMAT, 4);
  bytes.writeUInt16LE(entry.async ? ASYNC : 0, 6);
  bytes.writeDoubleLE(entry.writtenAt, 8);
  bytes.writeDoubleLE(entry.runMs, 16);
  bytes.set(entry.payload, HEADER);
  bytes.writeUInt32LE(checksum(key, bytes), CHECKSUM);
  return bytes;
}

/** The entry, or undefined when it is of another format, cut off or damaged. */
export function unpackEntry(key: Uint8Array, bytes: Buffer): Entry | undefined {
  if (bytes.length <= HEADER || bytes.readUInt32BE(0) !== MAGIC || bytes.readUInt16LE(4) !== FORMAT) return undefined;
  if (bytes.readUInt32LE(CHECKSUM) !== checksum(key, bytes)) return undefined;
  return {
    async: (bytes.readUInt16LE(6) & ASYNC) !== 0,
    writtenAt: bytes.readDoubleLE(8),
    runMs: bytes.readDoubleLE(16),
    payload: bytes.subarray(HEADER),
  };
}

function checksum(key: Uint8Array, bytes: Buffer): number {
  return crc32(bytes.subarray(HEADER), crc32(bytes.subarray(0, CHECKSUM), crc32(key)));
}

/**
 * Whether an entry may still be used. It follows the present `ttl` option, not that at writing; an
 * entry from the future (the clock was set back) has an unknown age and is expired.
 */
export function isFresh(entry: Entry, ttl: number | undefined): boolean {
  if (ttl === undefined) return true;
  const age = Date.now() - entry.writtenAt;
  return age >= 0 && age < ttl;
}
