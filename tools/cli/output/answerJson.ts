import { placeOf } from "../../explain/place.js";
import type { AskedCall } from "../../explain/why.js";
import type { Answered } from "./answer.js";

/** An answer as data for programs. Times are milliseconds since 1970. */
export function describeAnswer({ question: { task, account }, answer }: Answered): object {
  const { outcome, stored, moves, earlier, call } = answer;
  return { task: task.name, place: placeOf(task), account, fingerprint: task.fingerprint, outcome, stored, moves, earlier, ...(call && { call: describeCall(call) }) };
}

function describeCall({ from, miss, nearest }: AskedCall): object {
  return {
    from,
    ...(miss && { missedAt: miss.at, reason: miss.reason }),
    ...(nearest && { nearest: { writtenAt: nearest.entry.writtenAt, differences: nearest.moves } }),
  };
}
