import { AsyncLocalStorage } from "node:async_hooks";

/** What a run left for those who waited for it. */
export interface Landing {
  /** The value as `encodeValue` wrote it, so that everyone gets an object of their own. */
  readonly payload: Buffer;
  readonly runMs: number;
}

/** How a run ended: with a result to share, by failing, or with a value of which no copy can be made. */
export type Outcome = Landing | "failed" | "unshared";

/** One run of a task's function that is under way. */
export class Flight {
  /** Runs that were started inside this one and are under way. */
  readonly children = new Set<Flight>();
  /** Runs that this one waits for. */
  readonly waitsFor = new Set<Flight>();
  /** Whether its result must not be stored: the entry was invalidated, or refreshed, after it began. */
  isOutdated = false;
  waiters = 0;
  readonly landed: Promise<Outcome>;
  #land: (outcome: Outcome) => void = () => undefined;

  constructor(
    readonly key: string,
    readonly parent: Flight | undefined,
  ) {
    this.landed = new Promise((resolve) => {
      this.#land = resolve;
    });
    parent?.children.add(this);
    underWay.add(this);
  }

  /** Lets others wait for it. Only a run that returned a promise: a synchronous one is over before anyone can. */
  share(): void {
    if (!shared.has(this.key)) shared.set(this.key, this);
  }

  land(outcome: Outcome): void {
    this.parent?.children.delete(this);
    underWay.delete(this);
    if (shared.get(this.key) === this) shared.delete(this.key);
    this.#land(outcome);
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
  const flight = shared.get(key);
  const current = currentFlight();
  return flight && current && depends(flight, current, new Set()) ? undefined : flight;
}

/** Whether `flight` cannot land before `other` does. */
function depends(flight: Flight, other: Flight, seen: Set<Flight>): boolean {
  if (flight === other) return true;
  if (seen.has(flight)) return false;
  seen.add(flight);
  return [...flight.children, ...flight.waitsFor].some((next) => depends(next, other, seen));
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
