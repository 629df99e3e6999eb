import { isDeepStrictEqual } from "node:util";
import { differencePath } from "./difference.js";
import { currentFlight, Flight, runInFlight } from "./flights.js";
import type { Hit } from "./lookup.js";
import { tell, type Call } from "./madeCall.js";
import { differs } from "./messages.js";
import { isPlainPromise } from "./run.js";
import { warnOnce } from "./warn.js";

/** What a check of a hit needs. */
interface Check {
  readonly call: Call;
  readonly hit: Hit;
  readonly flight: Flight;
  /** By `performance.now()`. */
  readonly startedAt: number;
}

/**
 * Runs the function beside a hit and compares. The hit stays a hit, and its value is what the caller gets. A run that
 * fails says nothing about the value, so nothing comes of it. Inside such a run no hit is checked: a task that
 * calls itself would have no end.
 */
export function verifyHit(call: Call, hit: Hit): unknown {
  const { counters } = call.task;
  counters.hits++;
  counters.bytesRead += hit.bytes;
  counters.savedMs += hit.runMs;
  const parent = currentFlight();
  if (isInCheck(parent)) return end(call, hit, undefined);
  counters.runs++;
  const flight = new Flight(call.key, parent);
  flight.isCheck = true;
  return runBeside({ call, hit, flight, startedAt: performance.now() });
}

function isInCheck(flight: Flight | undefined): boolean {
  return flight !== undefined && (flight.isCheck || isInCheck(flight.parent));
}

function runBeside(check: Check): unknown {
  const { call, hit, flight } = check;
  let result: unknown;
  try {
    result = runInFlight(flight, () => Reflect.apply(call.task.fn, undefined, call.args));
  } catch {
    land(check);
    return end(call, hit, undefined);
  }
  if (!isPlainPromise(result)) return end(call, hit, compare(check, result));
  if (hit.async) return compareLater(check, result);
  // A promise is another value than any that is none; nobody else handles its rejection.
  result.catch(() => undefined);
  return end(call, hit, compare(check, result));
}

async function compareLater(check: Check, promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch {
    land(check);
    return end(check.call, check.hit, undefined);
  }
  return end(check.call, check.hit, compare(check, value));
}

function compare(check: Check, value: unknown): "same" | "different" {
  const { call, hit } = check;
  const { name, counters } = call.task;
  land(check);
  counters.verified++;
  if (isDeepStrictEqual(hit.value, value)) return "same";
  counters.different++;
  warnOnce(name, differs(name, differencePath(hit.value, value)));
  return "different";
}

function land({ call, flight, startedAt }: Check): void {
  flight.land("unshared");
  call.task.counters.runMs += performance.now() - startedAt;
}

function end(call: Call, hit: Hit, verified: "same" | "different" | undefined): unknown {
  tell(call, { outcome: "hit", savedMs: hit.runMs, stored: false, ...(verified && { verified }) });
  return hit.async ? Promise.resolve(hit.value) : hit.value;
}
