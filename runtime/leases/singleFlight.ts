import { digestText } from "../digest.js";
import { currentFlight, Flight } from "../flights.js";
import { lookUpAgain, type Hit } from "../lookup.js";
import { countShared, type Call } from "../madeCall.js";
import { run, type RunOptions } from "../run.js";
import type { GuardedStore } from "../store/guarded.js";
import { beat, BEAT_MS, claim, endWait, type Claimant } from "./held.js";
import { LeaseFiles } from "./lease.js";
import { LeaseWatch } from "./watch.js";

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/** What a call is to do next: to use a result, to run, or to look again after so many milliseconds. */
type Step = Hit | "run" | number;

/** Whether other processes and threads are to wait for the run of a call. */
export function fliesSingly({ task, settings, store }: Call): boolean {
  return (task.singleFlight ?? settings.singleFlight) > 0 && settings.mode === "on" && store?.isExclusive === true;
}

/** Runs the function, or waits while another process or thread runs it, and takes its result. */
export function runSingly(call: Call, miss: RunOptions): unknown {
  const flight = new Flight(call.key, currentFlight());
  const turn = new Turn(call, flight, { ...miss, flight });
  const step = turn.next();
  if (step === "run") return run(call, turn.miss);
  return call.task.async ? runLater(turn, step) : runNow(turn, step);
}

/** Calls of this thread join the flight while it waits. */
async function runLater(turn: Turn, first: Step): Promise<unknown> {
  turn.flight.share();
  for (let step = first; ; step = turn.next()) {
    if (step === "run") return run(turn.call, turn.miss);
    if (typeof step === "object") return use(turn, step);
    const pause = step;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** A synchronous call can only stand still while it waits. */
function runNow(turn: Turn, first: Step): unknown {
  const stand = new Int32Array(new SharedArrayBuffer(4));
  let standing = 0;
  for (let step = first; ; step = turn.next()) {
    if (step === "run") return run(turn.call, turn.miss);
    if (typeof step === "object") return step.async ? Promise.resolve(use(turn, step)) : use(turn, step);
    Atomics.wait(stand, 0, 0, step);
    standing += step;
    if (standing < BEAT_MS) continue;
    standing = 0;
    beat();
  }
}

function use({ call, flight }: Turn, hit: Hit): unknown {
  flight.land("stored");
  countShared(call, hit);
  return hit.value;
}

/** One call's way to its turn. */
class Turn {
  readonly #claimant: Claimant;
  readonly #deadline: number;
  #pause = FIRST_PAUSE_MS;
  #watch: LeaseWatch | undefined;

  constructor(
    readonly call: Call,
    readonly flight: Flight,
    readonly miss: RunOptions,
  ) {
    const store = call.store as GuardedStore;
    const name = digestText("lease", [Buffer.from(call.key, "latin1")]);
    this.#claimant = { store, files: new LeaseFiles(store.dir), name, flight, isBlocking: !call.task.async };
    this.#deadline = performance.now() + (call.task.singleFlight ?? call.settings.singleFlight);
  }

  next(): Step {
    return this.#watch ? this.#goOn(this.#watch) : this.#claim(undefined);
  }

  /** Whoever gets the lease looks once more: the run that it waited for is over. */
  #claim(staleId: string | undefined): Step {
    const claimed = claim(this.#claimant, staleId);
    if (typeof claimed === "object") {
      this.#watch = new LeaseWatch(this.#claimant.files, this.#claimant.name, claimed);
      return this.#pause;
    }
    const found = lookUpAgain(this.call);
    return typeof found === "string" ? "run" : found;
  }

  #goOn(watch: LeaseWatch): Step {
    const standing = watch.look();
    if (standing === "held" && performance.now() < this.#deadline) {
      this.#pause = Math.min(this.#pause * 1.5, LONGEST_PAUSE_MS);
      return this.#pause;
    }
    endWait(this.#claimant);
    this.#watch = undefined;
    if (standing === "held" || standing === "unshared") return "run";
    return this.#claim(standing === "stale" ? watch.lease.id : undefined);
  }
}
