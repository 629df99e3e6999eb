import { randomUUID } from "node:crypto";
import { reaches, waitsOutside, type Flight, type Outcome } from "../flights.js";
import { currentStore } from "../store/current.js";
import type { GuardedStore } from "../store/guarded.js";
import { LeaseFiles, type Lease } from "./lease.js";
import { lifeOf, ownOwner } from "./owner.js";

/** A call that wants a lease: the call's flight, and whether it holds up its whole thread while it waits. */
export interface Claimant {
  readonly store: GuardedStore;
  readonly files: LeaseFiles;
  readonly name: string;
  readonly flight: Flight;
  readonly isBlocking: boolean;
}

/**
 * What became of a claim. `"mine"`: the call is to run, and others wait for it. `"alone"`: it is to run beside
 * others, as to wait would be to wait for itself, or there is no place to hold leases in. Else the lease to wait for.
 */
export type Claim = "mine" | "alone" | Lease;

interface HeldLease {
  readonly claimant: Claimant;
  lease: Lease;
}

/** How often leases show that their owner is alive. */
export const BEAT_MS = 1000;

const held = new Map<string, HeldLease>();
const swept = new Set<string>();
let beating: NodeJS.Timeout | undefined;

/** The lease that this thread stands still for. */
let blockedBy: string | undefined;

/**
 * Takes a lease that is free, or whose owner is dead, or that is known to be stale; otherwise lets others see
 * that this call waits for it. All of it happens while no other process does the same.
 */
export function claim(claimant: Claimant, staleId: string | undefined): Claim {
  return claimant.store.exclusively(() => claimAlone(claimant, staleId)) ?? "alone";
}

function claimAlone(claimant: Claimant, staleId: string | undefined): Claim {
  const { store, files, name, flight, isBlocking } = claimant;
  if (!swept.has(store.dir)) files.sweep();
  swept.add(store.dir);
  if (held.has(name)) return "alone";
  const found = files.read(name);
  if (!found || found.isUnshared || found.id === staleId || lifeOf(found.owner) === "dead") {
    take(claimant);
    return "mine";
  }
  const waiting = [...held.values()].filter((each) => isBlocking || reaches(each.claimant.flight, flight));
  if (leadsTo(files, name, new Set(waiting.map((each) => each.claimant.name)))) return "alone";
  if (isBlocking) blockedBy = name;
  else flight.waitsOutside.add(name);
  recordWaits();
  return found;
}

/** Lets others see that a call no longer waits for a lease. */
export function endWait({ store, name, flight, isBlocking }: Claimant): void {
  if (isBlocking) blockedBy = undefined;
  else flight.waitsOutside.delete(name);
  if (held.size > 0) store.exclusively(recordWaits);
}

/**
 * Whether a run that this thread holds leases for may wait for another run of this thread: that one may wait,
 * outside, for a process that waits for these leases.
 */
export function mayJoin(joined: Flight, current: Flight | undefined): boolean {
  if (held.size === 0 || current === undefined) return true;
  const outside = waitsOutside(joined);
  const waiting = [...held.values()].filter(({ claimant }) => reaches(claimant.flight, current));
  const [first] = waiting;
  if (first === undefined || outside.size === 0) return true;
  const names = new Set(waiting.map(({ claimant }) => claimant.name));
  const { store, files } = first.claimant;
  const may = store.exclusively(() => {
    if ([...outside].some((name) => names.has(name) || leadsTo(files, name, names))) return false;
    current.waitsFor.add(joined);
    recordWaits();
    return true;
  });
  return may ?? true;
}

/**
 * Lets others see that a run waits for a job of another thread, where leases of this one wait for that run: the job has a
 * lease of its own, of the name that is returned, and what it waits for is what the run waits for.
 */
export function handOver(flight: Flight | undefined): { readonly name: string; readonly end: () => void } | undefined {
  const waiting = flight && [...held.values()].find(({ claimant }) => reaches(claimant.flight, flight));
  if (!waiting) return undefined;
  const { store } = waiting.claimant;
  const name = `job-${randomUUID()}`;
  flight.waitsOutside.add(name);
  store.exclusively(recordWaits);
  const end = (): void => {
    flight.waitsOutside.delete(name);
    if (held.size > 0) store.exclusively(recordWaits);
  };
  return { name, end };
}

/** Takes the lease of a job in the thread that does it. */
export function takeOver(name: string, flight: Flight): void {
  const store = currentStore();
  if (store) store.exclusively(() => take({ store, files: new LeaseFiles(store.dir), name, flight, isBlocking: false }));
}

/** Shows that this thread is alive, to machines that cannot see it. */
export function beat(): void {
  for (const [name, { claimant, lease }] of held) {
    attempt(() => {
      if (claimant.files.read(name)?.id === lease.id) claimant.files.beat(name);
    });
  }
}

function take(claimant: Claimant): void {
  const lease: Lease = { id: randomUUID(), owner: ownOwner(), waitsFor: [], isUnshared: false };
  claimant.files.write(claimant.name, lease);
  held.set(claimant.name, { claimant, lease });
  claimant.flight.onLand = (outcome) => giveBack(claimant, outcome);
  beating ??= setInterval(beat, BEAT_MS).unref();
}

/** A store that was closed meanwhile holds off nobody; to leave the lease would make others wait in vain. */
function giveBack({ store, files, name }: Claimant, outcome: Outcome): void {
  const own = held.get(name);
  held.delete(name);
  if (held.size === 0) {
    clearInterval(beating);
    beating = undefined;
  }
  // What others wait for must be there when they look.
  store.flush();
  const free = (): boolean => {
    const found = files.read(name);
    if (found === undefined || found.id !== own?.lease.id) return true;
    if (outcome === "unshared") files.write(name, { ...found, waitsFor: [], isUnshared: true });
    else files.remove(name);
    return true;
  };
  if (store.exclusively(free) === undefined) attempt(free);
}

/** Writes down what each held lease waits for, where that changed. To be called while other processes are held off. */
function recordWaits(): void {
  for (const [name, each] of held) {
    const waitsFor = [...waitsOutside(each.claimant.flight), ...(blockedBy === undefined ? [] : [blockedBy])].sort();
    if (waitsFor.join() === each.lease.waitsFor.join()) continue;
    each.lease = { ...each.lease, waitsFor };
    each.claimant.files.write(name, each.lease);
  }
}

/** Whether a lease waits, through whatever others, for one of those. */
function leadsTo(files: LeaseFiles, from: string, names: ReadonlySet<string>): boolean {
  const seen = new Set([from]);
  for (const name of seen) {
    if (names.has(name)) return true;
    for (const next of files.read(name)?.waitsFor ?? []) seen.add(next);
  }
  return false;
}

/** The directory may be gone, which is no reason to fail a call. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // What cannot be written cannot be read by others either.
  }
}
