import { hash, type BinaryToTextEncoding } from "node:crypto";
import { ByteWriter } from "../bytes.js";
import { TaskprintError } from "../errors.js";
import { tooEntangled, unkeyable } from "../messages.js";
import { pathText, type Step } from "../path.js";

/** A composite whose encoding is longer than this many bytes is replaced by its SHA-256. */
const INLINE = 64;

/** How often objects on cycles may be encoded again before the input counts as entangled. */
const MOST_REPEATS = 100_000;

/** Tags of digested composites and of back-references, apart from the tags of values in `encode.ts`. */
export const DIGESTED = 0xfe;
export const BACK = 0xff;

/** The state of one key: what is written, and where in the arguments the encoder stands. */
export class Walk {
  readonly writer = new ByteWriter();
  /** `path[depth - 1]` is the step from the innermost open composite into its child. */
  readonly path: (Step | undefined)[] = [];
  depth = 0;
  /** The composites that are being encoded, with their depth. */
  readonly #open = new Map<object, number>();
  /** Digested composites without cycles, so that shared references cost nothing. */
  readonly #digested = new Map<object, string>();
  readonly #cyclic = new Set<object>();
  #backReferences = 0;
  #repeats = 0;

  constructor(readonly task: string) {}

  /** Writes the step before a child is encoded, so that an error can name the place. */
  step(step: Step): void {
    this.path[this.depth - 1] = step;
  }

  /**
   * Encodes one composite through `body`. Position in a cycle is relative (how many composites up),
   * so it does not matter where in the arguments a cycle hangs. Only objects without any cycle are
   * remembered: the encoding of an object on a cycle depends on where the cycle was entered.
   */
  composite(value: object, body: (walk: Walk, value: never) => void): void {
    const known = this.#digested.get(value);
    if (known !== undefined) return this.#digest(known);
    const open = this.#open.get(value);
    if (open !== undefined) return this.#back(this.depth - open);
    if (this.#cyclic.has(value) && ++this.#repeats > MOST_REPEATS) throw new TaskprintError(tooEntangled(this.task, this.place()));
    const start = this.writer.length;
    const backReferences = this.#backReferences;
    this.#open.set(value, this.depth++);
    this.path[this.depth - 1] = undefined;
    body(this, value as never);
    this.depth--;
    this.#open.delete(value);
    this.#close(value, start, backReferences !== this.#backReferences);
  }

  #close(value: object, start: number, cyclic: boolean): void {
    if (cyclic) this.#cyclic.add(value);
    const { writer } = this;
    if (writer.length - start <= INLINE) return;
    // The types of Node 20 forget "latin1", which is the cheapest text of 32 bytes.
    const digest = hash("sha256", writer.since(start), "latin1" as BinaryToTextEncoding);
    writer.length = start;
    this.#digest(digest);
    if (!cyclic) this.#digested.set(value, digest);
  }

  #digest(digest: string): void {
    this.writer.byte(DIGESTED);
    this.writer.latin1(digest);
  }

  #back(levels: number): void {
    this.#backReferences++;
    this.writer.byte(BACK);
    this.writer.varint(levels);
  }

  refuse(what: string): never {
    throw new TaskprintError(unkeyable(this.task, this.place(), what));
  }

  /** Where the encoder stands: `argument 2 → .user.socket`. */
  place(): string {
    const [argument, ...rest] = this.path.slice(0, this.depth);
    if (typeof argument !== "number") return "the argument list";
    const inside = pathText(rest).trimStart();
    return inside === "" ? `argument ${argument + 1}` : `argument ${argument + 1} → ${inside}`;
  }
}
