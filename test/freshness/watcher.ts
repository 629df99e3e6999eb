import { once } from "node:events";
import { discoverErrors, spawnTspc, type Tspc } from "./compilers.js";

const BUILT = /Found \d+ errors?\. Watching for file changes\./g;

/** A `tspc -w` that runs until it is stopped. */
export class Watcher {
  readonly #child: ReturnType<typeof spawnTspc>;
  #printed = "";

  constructor(tspc: Tspc, folder: string) {
    this.#child = spawnTspc(tspc, folder, ["-w", "-p", ".", "--preserveWatchOutput"]);
    this.#child.stdout.on("data", (chunk: Buffer) => (this.#printed += chunk.toString()));
    this.#child.stderr.on("data", (chunk: Buffer) => (this.#printed += chunk.toString()));
  }

  /** How many builds have ended. */
  get builds(): number {
    return this.#printed.match(BUILT)?.length ?? 0;
  }

  /** The errors of the last build that has ended. */
  get errors(): readonly string[] {
    const ends = [...this.#printed.matchAll(BUILT)].map((match) => match.index + match[0].length);
    return discoverErrors(this.#printed.slice(ends.at(-2) ?? 0, ends.at(-1)));
  }

  get printed(): string {
    return this.#printed;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}
