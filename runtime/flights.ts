import { AsyncLocalStorage } from "node:async_hooks";

/** What a run left for those who waited for it. */
export interface Landing {
  /** The encoded value, so that everyone gets an object of their own. */
  readonly payload: Buffer;
  /** Whether the codec of the task's types encoded it. */
  readonly fitted: boolean;
  readonly runMs: number;
}

/** How a run ended: with a result to share, by failing, with a value of which no copy can be made, or with another process's result in the store. */
export type Outcome = Landing | "failed" | "unshared" | "stored";

/** One run of a task's function that is under way. */
export class Flight {
  /** Runs that were started inside this one and are under way. Most runs need neither this nor any other set. */
  #children: Set<Flight> | undefined;
  #waitsFor: Set<Flight> | undefined;
  #waitsOutside: Set<string> | undefined;
  /** Whether its result must not be stored: the entry was invalidated, or refreshed, after it began. */
  isOutdated = false;
  /** Called when it lands, before those who wait for it go on. */
  onLand: ((outcome: Outcome) => void) | undefined;
  /** Whether it only checks a stored result. */
  isCheck = false;
  waiters = 0;
  #landed: Promise<Outcome> | undefined;
  #land: ((outcome: Outcome) => void) | undefined;
  #outcome: Outcome | undefined;

  constructor(
    readonly key: string,
    readonly parent: Flight | undefined,
  ) {
    if (parent) (parent.#children ??= new Set()).add(this);
    underWay.add(this);
  }

  /** Runs that this one waits for. */
  get waitsFor(): Set<Flight> {
    return (this.#waitsFor ??= new Set());
  }

  /** Names of the leases of other processes or threads that it waits for itself. */
  get waitsOutside(): Set<string> {
    return (this.#waitsOutside ??= new Set());
  }

  /** What it cannot land before. */
  get before(): readonly Flight[] {
    return [...(this.#children ?? []), ...(this.#waitsFor ?? [])];
  }

  get landed(): Promise<Outcome> {
    return (this.#landed ??= this.#outcome === undefined ? new Promise((resolve) => (this.#land = resolve)) : Promise.resolve(this.#outcome));
  }

  /** Lets others wait for it. Only a run that returned a promise: a synchronous one is over before anyone can. */
  share(): void {
    if (!shared.has(this.key)) shared.set(this.key, this);
  }

  land(outcome: Outcome): void {
    if (this.parent) this.parent.#children?.delete(this);
    underWay.delete(this);
    if (shared.get(this.key) === this) shared.delete(this.key);
    this.#outcome = outcome;
    this.onLand?.(outcome);
    this.#land?.(outcome);
  }
}

const underWay = new Set<Flight>();
const shared = new Map<string, Flight>();

/** The chain of runs that code stands in. Made by the first run, so that a process of hits pays nothing. */
let chain: AsyncLocalStorage<Flight> | undefined;

/** The run that the calling code belongs to. */
export function currentFlight(): Flight | undefined {
  return chain?.getStore();
}

/** Calls `fn` as the body of a run. */
export function runInFlight<T>(flight: Flight, fn: () => T): T {
  chain ??= new AsyncLocalStorage();
  return chain.run(flight, fn);
}

/**
 * The run of this key that a call may wait for. A call from inside that run, or from one that it waits
 * for in turn, would wait for itself: it runs by itself instead, as the function would uncached.
 */
export function flightToJoin(key: string): Flight | undefined {
  if (shared.size === 0) return undefined;
  const flight = shared.get(key);
  const current = currentFlight();
  return flight && current && reaches(flight, current) ? undefined : flight;
}

/** Whether `flight` cannot land before `other` does. */
export function reaches(flight: Flight, other: Flight): boolean {
  return reachable(flight).has(other);
}

/** The leases of others without which `flight` cannot land. */
export function waitsOutside(flight: Flight): ReadonlySet<string> {
  return new Set([...reachable(flight)].flatMap((each) => [...each.waitsOutside]));
}

/** A run, and all that must land before it. What is added to a set while it is walked is walked, too. */
function reachable(flight: Flight): ReadonlySet<Flight> {
  const found = new Set([flight]);
  for (const each of found) for (const next of each.before) found.add(next);
  return found;
}

/** Waits for a run, and lets others see that the calling run does. */
export async function join(flight: Flight): Promise<Outcome> {
  const current = currentFlight();
  current?.waitsFor.add(flight);
  flight.waiters++;
  try {
    return await flight.landed;
  } finally {
    current?.waitsFor.delete(flight);
  }
}

/** Makes the runs under way whose key begins so neither store their result nor be joined any more. */
export function outdateFlights(keyPrefix: string): void {
  for (const flight of underWay) {
    if (!flight.key.startsWith(keyPrefix)) continue;
    flight.isOutdated = true;
    if (shared.get(flight.key) === flight) shared.delete(flight.key);
  }
}
