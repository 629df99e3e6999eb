import { First, number, NUMBER_SIZE } from "./number.js";

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

/** Up to this length a loop costs less than the expression. */
const SHORT = 32;

function isLatin1(text: string): boolean {
  if (text.length > SHORT) return !NOT_LATIN1.test(text);
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 0xff) return false;
  }
  return true;
}

/** Memory up to this size is kept for the next value. */
const MOST_KEPT = 64 * 1024;

/** How many bytes `number` takes for a length. */
function sizeOf(length: number): number {
  return length < First.Word ? 1 : length < 0x1_0000 ? 3 : length <= 0x7fff_ffff ? 5 : NUMBER_SIZE;
}

/** How far a draft was written: where to go on when what followed did not fit. */
export interface Mark {
  readonly length: number;
  readonly latin1: string;
  readonly wide: string;
  readonly seen: number;
}

/** A longer list of objects is not kept, as it is searched from end to end. */
const MOST_SEEN = 32;

const START: Mark = { length: 0, latin1: "", wide: "", seen: 0 };

/** A value while it is encoded. */
export class Draft {
  #bytes: Buffer = Buffer.allocUnsafeSlow(1024);
  #length = 0;
  #latin1 = "";
  #wide = "";
  /** The first `#met` of them; to set an array's length costs more than to keep it. */
  readonly #seen: (object | undefined)[] = [];
  #met = 0;
  #index: Set<object | undefined> | undefined;
  /** How many members of unions were tried in vain. */
  failures = 0;

  /** Makes it as new. */
  clear(): void {
    this.#index = undefined;
    if (this.#seen.length > MOST_SEEN) this.#seen.length = this.#met = 0;
    this.backTo(START);
    this.failures = 0;
    if (this.#bytes.length > MOST_KEPT) this.#bytes = Buffer.allocUnsafeSlow(1024);
  }

  /** False for an object that was met before: two references to one object would become two objects. */
  isNew(value: object): boolean {
    if (this.#index === undefined ? this.#seen.includes(value) : this.#index.has(value)) return false;
    this.#seen[this.#met++] = value;
    if (this.#index !== undefined) this.#index.add(value);
    else if (this.#met > 16) this.#index = new Set(this.#seen);
    return true;
  }

  mark(): Mark {
    return { length: this.#length, latin1: this.#latin1, wide: this.#wide, seen: this.#met };
  }

  backTo({ length, latin1, wide, seen }: Mark): void {
    this.#length = length;
    this.#latin1 = latin1;
    this.#wide = wide;
    while (this.#met > seen) {
      const value = this.#seen[--this.#met];
      this.#seen[this.#met] = undefined;
      this.#index?.delete(value);
    }
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
    const isWide = !isLatin1(text);
    if (isWide) this.#wide += text;
    else this.#latin1 += text;
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
    const latin1 = this.#latin1;
    const wide = this.#wide;
    const body = 2 + table.length + sizeOf(latin1.length) + sizeOf(wide.length) + latin1.length + wide.length * 2;
    const bytes = Buffer.allocUnsafe(body + this.#length);
    bytes[0] = table.length;
    bytes[1] = table.length >> 8;
    bytes.set(table, 2);
    const end = number(wide.length, bytes, number(latin1.length, bytes, 2 + table.length));
    if (latin1 !== "") bytes.write(latin1, end, "latin1");
    if (wide !== "") bytes.write(wide, end + latin1.length, "utf16le");
    if (this.#length > SHORT) this.#bytes.copy(bytes, body, 0, this.#length);
    else for (let at = 0; at < this.#length; at++) bytes[body + at] = this.#bytes[at] as number;
    return bytes;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + size));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
