import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Kind, packHeader, packPart, type Counts, type Header, type Part } from "./format.js";

/**
 * Writes an archive part by part. It lies beside its place until it is whole, and is readable by its owner only, as
 * the results in it may be secret.
 */
export class ArchiveWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #gzip = createGzip();
  readonly #sum = createHash("sha256");
  readonly #written: Promise<void>;

  constructor(path: string, header: Header) {
    this.#path = path;
    this.#temporary = `${path}.${process.pid}.part`;
    this.#written = pipeline(this.#gzip, createWriteStream(this.#temporary, { flags: "wx", mode: 0o600 }));
    // It is waited for at the end, or when a write fails.
    this.#written.catch(() => undefined);
    this.#push(packHeader(header));
  }

  async add(part: Part): Promise<void> {
    let hasRoom = true;
    for (const bytes of packPart(part)) if (bytes.length > 0) hasRoom = this.#push(bytes);
    if (!hasRoom) await Promise.race([once(this.#gzip, "drain"), this.#written]);
  }

  /** Puts the archive in its place. */
  async end(counts: Counts): Promise<void> {
    const totals = { ...counts, sha256: this.#sum.digest("hex") };
    for (const bytes of packPart({ kind: Kind.End, name: Buffer.alloc(0), data: Buffer.from(JSON.stringify(totals)) })) this.#gzip.write(bytes);
    this.#gzip.end();
    await this.#written;
    await rename(this.#temporary, this.#path);
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#written.catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }

  #push(bytes: Buffer): boolean {
    this.#sum.update(bytes);
    return this.#gzip.write(bytes);
  }
}
