import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lifeOf, type Owner } from "./owner.js";

/** The right to run one call, as others see it: a file of its own beside the entries. */
export interface Lease {
  /** Another one for each time that it is taken. */
  readonly id: string;
  readonly owner: Owner;
  /** Names of the leases that must be given back before this one can be. */
  readonly waitsFor: readonly string[];
  /** Set where it was given back, and the run's value can be no one else's. */
  readonly isUnshared: boolean;
}

/** The files of the leases of one store. A lease is named by a digest of the call's key. */
export class LeaseFiles {
  readonly #dir: string;

  constructor(storeDir: string) {
    this.#dir = join(storeDir, "leases");
  }

  /** Undefined when it is free, or being written, or was left half written by a process that was killed. */
  read(name: string): Lease | undefined {
    try {
      const lease: unknown = JSON.parse(readFileSync(this.#path(name), "utf8"));
      return isLease(lease) ? lease : undefined;
    } catch {
      return undefined;
    }
  }

  write(name: string, lease: Lease): void {
    try {
      writeFileSync(this.#path(name), JSON.stringify(lease), { mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      mkdirSync(this.#dir, { mode: 0o700 });
      writeFileSync(this.#path(name), JSON.stringify(lease), { mode: 0o600 });
    }
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  /** Shows that the owner is alive; only that the time changes counts, not what it is. */
  beat(name: string): void {
    const now = Date.now() / 1000;
    utimesSync(this.#path(name), now, now);
  }

  /** A number that changes with every beat; undefined when there is no lease. */
  pulse(name: string): number | undefined {
    return statSync(this.#path(name), { throwIfNoEntry: false })?.mtimeMs;
  }

  /** Removes what owners left who are dead. Whoever calls it holds off other processes. */
  sweep(): void {
    for (const file of names(this.#dir)) {
      const lease = this.read(file);
      if (lease === undefined || lifeOf(lease.owner) === "dead") this.remove(file);
    }
  }

  #path(name: string): string {
    return join(this.#dir, name);
  }
}

/** Names and numbers become paths, so whatever the file says they may lead nowhere else. */
function isLease(found: unknown): found is Lease {
  const { id, owner, waitsFor } = (found ?? {}) as Partial<Lease>;
  const { machine, process, thread, startedAt } = (owner ?? {}) as Partial<Owner>;
  const isOwner = typeof machine === "string" && Number.isInteger(process) && Number.isInteger(thread) && typeof startedAt === "string";
  return isOwner && typeof id === "string" && Array.isArray(waitsFor) && waitsFor.every((name) => typeof name === "string" && /^[\w-]+$/.test(name));
}

function names(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
