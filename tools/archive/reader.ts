import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { ByteReader, Unreadable } from "./byteReader.js";
import { Kind, LENGTH_BYTES, MAGIC, MOST, PART_HEAD, type Counts, type Header, type Part, type Totals } from "./format.js";

const CHUNK = 64 * 1024;

const LIMITS: Readonly<Record<Kind, number>> = { [Kind.Task]: MOST.task, [Kind.Build]: MOST.build, [Kind.Entry]: MOST.entry, [Kind.Inputs]: MOST.inputs, [Kind.End]: MOST.end };

/** What a reader of an archive is told. */
export interface Listener {
  /** Before any part. Throws when the archive is not for this reader. */
  readonly header: (header: Header) => void;
  readonly part: (part: Part) => void | Promise<void>;
  /** How many bytes of the file were read. */
  readonly progress?: (bytes: number) => void;
}

/**
 * Reads an archive from the first byte to the last, part by part; the file stays open.
 *
 * @throws Unreadable when it is none, was cut off or changed; parts were handed out before that is known
 */
export async function readArchive(handle: FileHandle, listener: Listener): Promise<Totals> {
  let read = 0;
  const chunks = chunksOf(handle, (bytes) => (read += bytes));
  const gunzip = createGunzip();
  // Errors of the file reach whoever reads from the other end.
  pipeline(chunks, gunzip, () => undefined);
  try {
    return await readParts(new ByteReader(gunzip), listener, () => listener.progress?.(read));
  } catch (error) {
    throw isOfZlib(error) ? new Unreadable("it is damaged, cut off, or no archive") : error;
  } finally {
    gunzip.destroy();
  }
}

/** A stream of Node's own would close the file in the end. */
async function* chunksOf(handle: FileHandle, tell: (bytes: number) => void): AsyncIterable<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(CHUNK), position });
    if (bytesRead === 0) return;
    position += bytesRead;
    tell(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

async function readParts(reader: ByteReader, listener: Listener, tell: () => void): Promise<Totals> {
  const sum = createHash("sha256");
  listener.header(await readHeader(reader, sum));
  const counts = { tasks: 0, builds: 0, entries: 0, inputs: 0 };
  for (;;) {
    const head = await reader.take(PART_HEAD);
    const kind = head.readUInt8(0);
    const part = await readPart(reader, head);
    if (kind === Kind.End) return endOf(reader, part.data, { counts, sum });
    for (const bytes of [head, part.name, part.data]) sum.update(bytes);
    counts[NAMES[part.kind as Content]]++;
    await listener.part(part);
    tell();
  }
}

type Content = Exclude<Kind, typeof Kind.End>;

const NAMES: Readonly<Record<Content, keyof Counts>> = { [Kind.Task]: "tasks", [Kind.Build]: "builds", [Kind.Entry]: "entries", [Kind.Inputs]: "inputs" };

async function readHeader(reader: ByteReader, sum: Hash): Promise<Header> {
  const magic = await reader.take(MAGIC.length).catch(() => MAGIC.subarray(0, 0));
  if (!magic.equals(MAGIC)) throw new Unreadable("it is no archive of taskprint");
  const lengthBytes = await reader.take(LENGTH_BYTES);
  const length = lengthBytes.readUInt32LE();
  if (length > MOST.header) throw new Unreadable("its header is damaged");
  const text = await reader.take(length);
  for (const bytes of [magic, lengthBytes, text]) sum.update(bytes);
  return parseObject(text, "its header is damaged") as unknown as Header;
}

async function readPart(reader: ByteReader, head: Buffer): Promise<Part> {
  const kind = head.readUInt8(0) as Kind;
  const [nameLength, dataLength] = [head.readUInt16LE(1), head.readUInt32LE(3)];
  const most = LIMITS[kind] as number | undefined;
  if (most === undefined || nameLength > MOST.name || dataLength > most) throw new Unreadable("it is damaged");
  // A copy begins at a multiple of eight, as the checksum of an entry reads it in whole words.
  return { kind, name: Buffer.from(await reader.take(nameLength)), data: Buffer.from(await reader.take(dataLength)) };
}

async function endOf(reader: ByteReader, data: Buffer, { counts, sum }: { readonly counts: Counts; readonly sum: Hash }): Promise<Totals> {
  const said = parseObject(data, "its end is damaged");
  const found = { ...counts, sha256: sum.digest("hex") };
  const isRight = Object.entries(found).every(([name, value]) => said[name] === value);
  if (!isRight || !(await reader.isAtEnd())) throw new Unreadable("it was changed after it was written");
  return found;
}

function parseObject(text: Buffer, fault: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null) return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // The same fault.
  }
  throw new Unreadable(fault);
}

function isOfZlib(error: unknown): boolean {
  return /^Z_/.test((error as NodeJS.ErrnoException | undefined)?.code ?? "");
}
