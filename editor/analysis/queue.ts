/** Work that pauses between its steps. */
export type Steps = Generator<void, unknown>;

/** How the queue waits; a server's own timers, so that its requests come first. */
export interface Timers {
  readonly setTimeout: (callback: () => void, ms: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
}

interface Surroundings extends Timers {
  /** Whether what is worked on is no longer what the editor shows. */
  readonly isOutdated: () => boolean;
  /** Called when work that was put off is done. */
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}

/** How long nothing may be asked before work that was put off goes on, in milliseconds. */
const IDLE_MS = 400;

/** How long it goes on before others get a turn, in milliseconds. */
const SLICE_MS = 20;

/**
 * Work that is done at once as far as a budget goes, and else while nobody is typing, a slice at a time: a language
 * server has one thread, and whoever waits for it waits for all that it does.
 */
export class Queue<K> {
  readonly #work = new Map<K, Steps>();
  #timer: unknown;
  #spent = 0;

  constructor(readonly surroundings: Surroundings) {}

  /** How long the work took since the queue was cleared, in milliseconds. */
  get spent(): number {
    return this.#spent;
  }

  /** Works on what is asked for, and on what was put off before it, for so many milliseconds; puts the rest off. */
  ask(key: K, begin: () => Steps, budget: number): void {
    if (!this.#work.has(key)) this.#work.set(key, begin());
    this.#advance(budget);
    if (this.#work.size > 0 && this.#timer === undefined) this.#plan(IDLE_MS);
  }

  /** Forgets all work. */
  clear(): void {
    this.#stop();
    this.#work.clear();
    this.#spent = 0;
  }

  #plan(ms: number): void {
    this.#timer = this.surroundings.setTimeout(() => this.#goOn(), ms);
  }

  #stop(): void {
    if (this.#timer !== undefined) this.surroundings.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #goOn(): void {
    this.#timer = undefined;
    const { isOutdated, onDone, onError } = this.surroundings;
    try {
      // Whoever changed the program asks again.
      if (isOutdated()) return this.clear();
      this.#advance(SLICE_MS);
      if (this.#work.size > 0) this.#plan(0);
      else onDone();
    } catch (error) {
      this.clear();
      onError(error);
    }
  }

  #advance(budget: number): void {
    const start = performance.now();
    for (const [key, steps] of this.#work) {
      if (performance.now() - start >= budget) break;
      if (this.#finish(key, steps, start + budget)) this.#work.delete(key);
    }
    this.#spent += performance.now() - start;
  }

  /** What failed does not stand in the way of what waits behind it. */
  #finish(key: K, steps: Steps, deadline: number): boolean {
    try {
      do {
        if (steps.next().done) return true;
      } while (performance.now() < deadline);
      return false;
    } catch (error) {
      this.#work.delete(key);
      throw error;
    }
  }
}
