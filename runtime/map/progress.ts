import { loadPackage } from "../loadPackage.js";
import { packageMissing, progressFailed } from "../messages.js";
import { causeText, warnOnce } from "../warn.js";
import type { MapOptions, MapProgress } from "./mapTypes.js";

/** What is used of cli-progress. */
interface Bar {
  start(total: number, value: number, shown: object): void;
  update(value: number, shown: object): void;
  stop(): void;
}

interface CliProgress {
  readonly SingleBar: new (options: object) => Bar;
}

/** Counts outcomes, and tells who wants to know. */
export class Progress {
  #now: MapProgress;
  #told = -1;

  private constructor(
    readonly task: string,
    total: number,
    readonly onProgress: MapOptions["onProgress"],
    readonly bar: Bar | undefined,
  ) {
    this.#now = { done: 0, total, hits: 0, failed: 0 };
    bar?.start(total, 0, { hits: 0 });
  }

  static begin(task: string, total: number, { onProgress, progress }: MapOptions): Progress {
    return new Progress(task, total, onProgress, progress && process.stderr.isTTY ? makeBar(task) : undefined);
  }

  count(outcome: "hit" | "run" | "failed"): void {
    const { done, hits, failed } = this.#now;
    this.#now = { ...this.#now, done: done + 1, hits: hits + (outcome === "hit" ? 1 : 0), failed: failed + (outcome === "failed" ? 1 : 0) };
  }

  /** Tells how far it has come, where that changed. */
  tell(): void {
    const { done, hits } = this.#now;
    if (done === this.#told) return;
    this.#told = done;
    this.bar?.update(done, { hits });
    try {
      this.onProgress?.(this.#now);
    } catch (error) {
      warnOnce(this.task, progressFailed(this.task, causeText(error)));
    }
  }

  end(): void {
    this.bar?.stop();
  }
}

/** Loaded only for a program that shows a bar. */
function makeBar(task: string): Bar | undefined {
  try {
    const { SingleBar } = loadPackage("cli-progress") as CliProgress;
    return new SingleBar({ format: `${task} {bar} {percentage}% | {value}/{total} | {hits} hits | {eta_formatted}`, stream: process.stderr, hideCursor: true });
  } catch (error) {
    warnOnce("progress", packageMissing("progress: true", "cli-progress", causeText(error)));
    return undefined;
  }
}
