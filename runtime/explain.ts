import { createRequire } from "node:module";
import type { MissReason } from "./counters.js";
import type { Call } from "./madeCall.js";

/** What is loaded to say why a call runs; the text has no full stop. */
export interface Explainer {
  explainCall(call: ExplainedCall): string;
}

/** A call that was not answered from the store, as far as that needs it. */
export interface ExplainedCall {
  /** The store's folder. */
  readonly dir: string;
  readonly task: string;
  readonly fingerprint: string;
  readonly account: string;
  readonly args: readonly unknown[];
  readonly key: Buffer;
}

/** Said where nothing is known but the kind of the miss. */
const PLAIN: Readonly<Record<MissReason, string>> = {
  absent: "nothing is stored for this call",
  expired: "its result has expired",
  unusable: "its result is damaged, or of another format",
  refreshed: "it was asked to run anew",
  unavailable: "there is no store to ask",
};

let explainer: Explainer | undefined;
let isMissing = false;

/** Says on stderr why a call runs, for TASKPRINT_EXPLAIN; at once, as the program may end in the run. Returns what it said. */
export function explainMiss(call: Call, reason: MissReason): string {
  const text = reason === "absent" ? (explainAbsent(call) ?? PLAIN.absent) : PLAIN[reason];
  try {
    process.stderr.write(`taskprint: ${call.task.name} missed: ${text}\n`);
  } catch {
    // Who closed stderr does not want to know.
  }
  return text;
}

/** Undefined where nothing more can be said: explaining never fails a call. */
function explainAbsent({ store, task, account, args, key }: Call): string | undefined {
  if (store === undefined || isMissing) return undefined;
  try {
    // Loaded at once, as a synchronous call cannot wait; a bundle of a program does not hold it.
    explainer ??= createRequire(import.meta.url)("#tools/explain/atRun") as Explainer;
    return explainer.explainCall({ dir: store.dir, task: task.name, fingerprint: task.fingerprint, account, args, key: Buffer.from(key, "latin1") });
  } catch {
    isMissing = explainer === undefined;
    return undefined;
  }
}
