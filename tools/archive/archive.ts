import { open, type FileHandle } from "node:fs/promises";
import { endianness } from "node:os";
import { FORMAT } from "#runtime/digest";
import { causeText } from "#runtime/warn";
import { FailedCheck } from "../cli/failedCheck.js";
import { badArchive, otherArchive } from "../messages.js";
import { Unreadable } from "./byteReader.js";
import { PartChecker, type CheckedPart } from "./checkedPart.js";
import { VERSION, type Header, type Totals } from "./format.js";
import { readArchive } from "./reader.js";

/** How far the reading of a file has come. */
export type Progress = (bytes: number, of: number) => void;

/** An archive in a file, which stays open from the check to the end: what was checked is what is taken. */
export class Archive {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #bytes: number;

  private constructor(path: string, file: FileHandle, bytes: number) {
    this.#path = path;
    this.#file = file;
    this.#bytes = bytes;
  }

  /** @throws FailedCheck (TP3100) for what is no file */
  static async open(path: string): Promise<Archive> {
    const file = await open(path, "r");
    const stats = await file.stat();
    if (stats.isFile()) return new Archive(path, file, stats.size);
    await file.close();
    throw new FailedCheck(badArchive(path, "it is no file"));
  }

  /**
   * Looks at all of it, and hands out nothing.
   *
   * @throws FailedCheck when it is damaged or none (TP3100), or of another format or kind of machine (TP3101)
   */
  check(progress: Progress): Promise<Totals> {
    return this.each(() => undefined, progress);
  }

  /** Hands out each part, checked. */
  async each(take: (part: CheckedPart) => void, progress: Progress): Promise<Totals> {
    const checker = new PartChecker();
    const part = (found: Parameters<PartChecker["check"]>[0]): void => take(checker.check(found));
    try {
      return await readArchive(this.#file, { header: (header) => this.#assertFitting(header), part, progress: (bytes) => progress(bytes, this.#bytes) });
    } catch (error) {
      throw error instanceof Unreadable ? new FailedCheck(badArchive(this.#path, causeText(error))) : error;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #assertFitting(header: Header): void {
    const found = describe(header);
    const wanted = describe({ version: VERSION, format: FORMAT, endianness: endianness() });
    if (found !== wanted) throw new FailedCheck(otherArchive(this.#path, found, wanted));
  }
}

/** What must be the same for entries to be found. */
function describe({ version, format, endianness: order }: Pick<Header, "version" | "format" | "endianness">): string {
  return `version ${String(version)} of archives, format ${String(format)} of results, byte order ${String(order)}`;
}
