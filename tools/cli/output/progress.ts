import { SingleBar } from "cli-progress";

/** How far something has come. */
export interface Progress {
  update(done: number, of: number): void;
  end(): void;
}

const SILENT: Progress = { update: () => undefined, end: () => undefined };

/** What takes shorter shows no bar. */
const PATIENCE_MS = 300;

/** A bar on the terminal; nothing where there is none. It is shown beside the output, so that this stays as it is. */
export function showProgress(label: string): Progress {
  return process.stderr.isTTY ? new Bar(label) : SILENT;
}

class Bar implements Progress {
  readonly #startedAt = performance.now();
  readonly #bar: SingleBar;

  constructor(label: string) {
    this.#bar = new SingleBar({ format: `${label} {bar} {percentage}%`, stream: process.stderr, hideCursor: true, clearOnComplete: true, barsize: 24 });
  }

  update(done: number, of: number): void {
    if (this.#bar.isActive) return this.#bar.update(done);
    if (performance.now() - this.#startedAt > PATIENCE_MS) this.#bar.start(of, done);
  }

  end(): void {
    if (this.#bar.isActive) this.#bar.stop();
  }
}
