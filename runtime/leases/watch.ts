import type { Lease, LeaseFiles } from "./lease.js";
import { lifeOf } from "./owner.js";

/** How long the owner of a lease may show no life, where this machine cannot see it. */
const LEASE_MS = 5000;

/** How a lease stands that another holds; "unshared" when it was given back with a value that cannot be shared. */
export type Standing = "held" | "ended" | "unshared" | "stale";

/**
 * One lease that is waited for. No two clocks are compared: an owner that cannot be seen is alive while its beats
 * go on coming, so clocks that are wrong, or are set, neither end a lease nor make it last.
 */
export class LeaseWatch {
  #pulse: number | undefined;
  #since = performance.now();

  constructor(
    readonly files: LeaseFiles,
    readonly name: string,
    readonly lease: Lease,
    readonly patienceMs = LEASE_MS,
  ) {}

  look(): Standing {
    const now = this.files.read(this.name);
    if (now?.id !== this.lease.id) return "ended";
    if (now.isUnshared) return "unshared";
    const life = lifeOf(now.owner);
    if (life !== "unknown") return life === "alive" ? "held" : "ended";
    return this.#showsLife() ? "held" : "stale";
  }

  #showsLife(): boolean {
    const pulse = this.files.pulse(this.name);
    if (pulse !== this.#pulse) {
      this.#pulse = pulse;
      this.#since = performance.now();
    }
    return performance.now() - this.#since <= this.patienceMs;
  }
}
