import { constants } from "node:buffer";
import { ByteWriter } from "../bytes.js";
import { pathText, type Step } from "../path.js";
import { Tag } from "./tags.js";

/** Thrown while a value is encoded, when a part of it cannot be restored exactly. */
export class Unstorable extends Error {
  constructor(
    readonly path: string,
    readonly what: string,
  ) {
    super(what);
  }
}

/** The state of one encoding: the bytes, the objects seen so far, and where the encoder stands. */
export class Output {
  readonly writer = new ByteWriter();
  readonly path: (Step | undefined)[] = [];
  depth = 0;
  readonly #numbers = new Map<object, number>();
  readonly #names = new Map<string, number>();

  /** Writes a reference when the object came before; otherwise gives it the next number. */
  isReference(value: object): boolean {
    const number = this.#numbers.get(value);
    if (number === undefined) {
      this.#numbers.set(value, this.#numbers.size);
      return false;
    }
    this.writer.byte(Tag.Reference);
    this.writer.varint(number);
    return true;
  }

  /** A property name: its number when it came before, else 0 and the text. */
  name(name: string): void {
    const number = this.#names.get(name);
    this.writer.varint(number ?? 0);
    if (number !== undefined) return;
    this.#names.set(name, this.#names.size + 1);
    this.text(name);
  }

  /** `-0` is no whole number here. */
  number(value: number): void {
    const { writer } = this;
    if (Number.isNaN(value)) return writer.byte(Tag.NaN);
    if ((value | 0) === value && !Object.is(value, -0)) {
      writer.byte(Tag.Int);
      return writer.varint(value >= 0 ? value * 2 : -value * 2 - 1);
    }
    writer.byte(Tag.Double);
    writer.double(value);
  }

  bigint(value: bigint): void {
    const digits = (value < 0n ? -value : value).toString(16);
    this.writer.byte(value < 0n ? Tag.NegativeBigInt : Tag.BigInt);
    this.writer.text(digits, "latin1", digits.length);
  }

  text(text: string): void {
    const { writer } = this;
    const size = Buffer.byteLength(text);
    // UTF-8 merges lone surrogates, and Node reads no more of it than a string's greatest length, in bytes.
    if (!text.isWellFormed() || size > constants.MAX_STRING_LENGTH) {
      writer.byte(Tag.Utf16);
      return writer.text(text, "utf16le", text.length * 2);
    }
    writer.byte(size === text.length ? Tag.Ascii : Tag.Utf8);
    writer.text(text, "utf8", size);
  }

  /** Goes into an object, and out again after `leave`. */
  enter(): void {
    this.path[this.depth++] = undefined;
  }

  leave(): void {
    this.depth--;
  }

  step(step: Step): void {
    this.path[this.depth - 1] = step;
  }

  refuse(what: string): never {
    throw new Unstorable(this.place(), what);
  }

  place(): string {
    const path = pathText(this.path.slice(0, this.depth));
    return path === "" ? "its result" : `its result → ${path.trimStart()}`;
  }
}
