/**
 * The layout of an archive: one gzip stream of the magic text, the header, and parts; the last part says how many there were, and
 * the SHA-256 of all bytes before it.
 *
 *     header  length (4 bytes, little-endian), JSON
 *     part    kind (1), length of the name (2), length of the data (4), name, data
 */
export const MAGIC = Buffer.from("taskprint archive\n");

/** Of the layout; the store's own format has a number of its own. */
export const VERSION = 1;

/** What an archive says of itself. */
export interface Header {
  readonly version: number;
  /** The number of the canonical forms, `FORMAT` of the runtime: entries of another one are never found. */
  readonly format: number;
  /** Entries lie in the order of the machine that wrote them. */
  readonly endianness: "LE" | "BE";
  /** In milliseconds since 1970. */
  readonly writtenAt: number;
}

/** What a part holds: its name, and its data. */
export const Kind = {
  /** No name; the task's line as JSON. */
  Task: 1,
  /** The name of its file; the file. */
  Build: 2,
  /** The key; the entry. */
  Entry: 3,
  /** The key of the entry before it; its arguments as JSON, where the key holds only a digest of them. */
  Inputs: 4,
  /** No name; `Totals` as JSON. */
  End: 5,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

export interface Part {
  readonly kind: Kind;
  readonly name: Buffer;
  readonly data: Buffer;
}

/** How many parts of each kind came before the end. */
export interface Counts {
  readonly tasks: number;
  readonly builds: number;
  readonly entries: number;
  readonly inputs: number;
}

export interface Totals extends Counts {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

export const PART_HEAD = 7;
export const LENGTH_BYTES = 4;

/** What is larger is no part of an archive that taskprint wrote. */
export const MOST = {
  header: 4096,
  name: 1978,
  task: 4 * 1024 * 1024,
  /** Of all tasks together. */
  tasks: 256 * 1024 * 1024,
  build: 64 * 1024 * 1024,
  builds: 10_000,
  manifest: 256 * 1024 * 1024,
  entry: 0x7fff_ffff,
  inputs: 128 * 1024,
  end: 4096,
} as const;

export function packPart({ kind, name, data }: Part): readonly Buffer[] {
  const head = Buffer.alloc(PART_HEAD);
  head.writeUInt8(kind, 0);
  head.writeUInt16LE(name.length, 1);
  head.writeUInt32LE(data.length, 3);
  return [head, name, data];
}

export function packHeader(header: Header): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  return Buffer.concat([MAGIC, length, text]);
}
