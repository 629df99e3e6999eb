import { number, NUMBER_SIZE } from "./number.js";

/**
 * The form of a text in a value: below `Latin1` its length in the pool of one-byte texts. A decoder makes
 * one string of each pool and cuts the texts out of it. Long texts are written in place, so that a short one
 * that outlives the value holds on to little.
 */
export const enum TextForm {
  Latin1 = 0x80,
  Wide,
  LongLatin1,
  LongUtf8,
  LongUtf16,
}

/** From this length on a text is written in place. */
const LONG = 1024;

const NOT_LATIN1 = /[^\0-\xff]/;

/** How far a draft was written: where to go on when what followed did not fit. */
export interface Mark {
  readonly length: number;
  readonly latin1: number;
  readonly wide: number;
  readonly seen: number;
}

/** A value while it is encoded. */
export class Draft {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;
  readonly #latin1: string[] = [];
  readonly #wide: string[] = [];
  readonly #seen: object[] = [];
  #index: Set<object> | undefined;
  /** How many members of unions were tried in vain. */
  failures = 0;

  /** False for an object that was met before: two references to one object would become two objects. */
  isNew(value: object): boolean {
    if (this.#index === undefined ? this.#seen.includes(value) : this.#index.has(value)) return false;
    this.#seen.push(value);
    if (this.#index !== undefined) this.#index.add(value);
    else if (this.#seen.length > 16) this.#index = new Set(this.#seen);
    return true;
  }

  mark(): Mark {
    return { length: this.#length, latin1: this.#latin1.length, wide: this.#wide.length, seen: this.#seen.length };
  }

  backTo({ length, latin1, wide, seen }: Mark): void {
    this.#length = length;
    this.#latin1.length = latin1;
    this.#wide.length = wide;
    for (const value of this.#seen.splice(seen)) this.#index?.delete(value);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  number(value: number): void {
    this.#reserve(NUMBER_SIZE);
    this.#length = number(value, this.#bytes, this.#length);
  }

  raw(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  text(text: string): void {
    if (text.length >= LONG) return this.#longText(text);
    const isWide = NOT_LATIN1.test(text);
    (isWide ? this.#wide : this.#latin1).push(text);
    if (!isWide && text.length < TextForm.Latin1) return this.byte(text.length);
    this.byte(isWide ? TextForm.Wide : TextForm.Latin1);
    this.number(text.length);
  }

  #longText(text: string): void {
    if (!NOT_LATIN1.test(text)) return this.#inPlace(TextForm.LongLatin1, Buffer.from(text, "latin1"));
    const isShorter = text.isWellFormed() && Buffer.byteLength(text) < text.length * 2;
    this.#inPlace(isShorter ? TextForm.LongUtf8 : TextForm.LongUtf16, Buffer.from(text, isShorter ? "utf8" : "utf16le"));
  }

  #inPlace(form: TextForm, bytes: Buffer): void {
    this.byte(form);
    this.raw(bytes);
  }

  /** The table of orders with its length, the lengths of the pools, the pools, and what was written. */
  finish(table: Uint8Array): Buffer {
    const latin1 = this.#latin1.join("");
    const wide = this.#wide.join("");
    const most = 2 + table.length + 2 * NUMBER_SIZE + latin1.length + wide.length * 2 + this.#length;
    const bytes = Buffer.allocUnsafe(most);
    bytes.writeUInt16LE(table.length, 0);
    bytes.set(table, 2);
    let end = number(wide.length, bytes, number(latin1.length, bytes, 2 + table.length));
    end += bytes.write(latin1, end, "latin1");
    if (wide !== "") end += bytes.write(wide, end, "utf16le");
    end += this.#bytes.copy(bytes, end, 0, this.#length);
    return bytes.subarray(0, end);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + size));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
