import { closeSync, fdatasync, fdatasyncSync } from "node:fs";

/**
 * So long a commit waits for the disk, in milliseconds. LMDB keeps the commit before the last one whole, so that of tasks that
 * take longer than this a power cut costs the last results alone.
 */
const PAUSE_MS = 100;

/** A slow disk is left alone for so many times what it took, as commits are slower meanwhile. */
const REST = 10;

/**
 * Brings commits to the disk, for which they do not wait themselves: that takes ten to fifty times as long
 * (bench/sync.mjs). Another thread does it a moment after the first commit that is not on the disk yet; when the process ends,
 * it waits for it. A disk that fails is no reason to disturb the program: after a power cut the store is looked through.
 */
export class DiskSync {
  readonly #handle: number;
  #timer: NodeJS.Timeout | undefined;
  #isUnderWay = false;
  #tookMs = 0;
  #isClosed = false;

  /** @param handle the data file, which `close` closes */
  constructor(handle: number) {
    this.#handle = handle;
  }

  /** To be called after each commit. */
  committed(): void {
    this.#timer ??= setTimeout(() => this.#start(), Math.max(PAUSE_MS, this.#tookMs * REST)).unref();
  }

  /** Waits for the disk, if there is something that is not on it. */
  finish(): void {
    if (this.#timer === undefined && !this.#isUnderWay) return;
    this.#stop();
    try {
      fdatasyncSync(this.#handle);
    } catch {
      // See above.
    }
  }

  /** The file is closed when it is on the disk, and nothing waits for that. */
  close(): void {
    this.#isClosed = true;
    if (this.#isUnderWay) return;
    if (this.#timer === undefined) closeSync(this.#handle);
    else this.#start();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #start(): void {
    this.#stop();
    if (this.#isUnderWay) return this.committed();
    this.#isUnderWay = true;
    const start = performance.now();
    fdatasync(this.#handle, () => this.#end(performance.now() - start));
  }

  #end(tookMs: number): void {
    this.#isUnderWay = false;
    this.#tookMs = tookMs;
    if (this.#isClosed) this.close();
  }
}
