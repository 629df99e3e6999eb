import { withAccount } from "../account.js";
import { configure } from "../config.js";
import { Flight, runInFlight } from "../flights.js";
import { takeOver } from "../leases/held.js";
import { flushStore } from "../store/current.js";
import { decodeValue } from "../value/decode.js";
import { encodeValue } from "../value/encode.js";
import { Unstorable } from "../value/output.js";
import type { Done, Job } from "./job.js";
import { beWorker } from "./registry.js";
import { partsOf } from "./thrown.js";

const tasks = beWorker();

/** What each thread of the pool runs. Tasks that the function calls use the store that the program uses. */
export default async function runJob(job: Job): Promise<Done> {
  try {
    return await run(job);
  } catch (error) {
    const thrown = partsOf(error);
    if (thrown === undefined) throw error;
    return { kind: "thrown", thrown };
  }
}

async function run({ module, name, fingerprint, args, account, lease, configuration }: Job): Promise<Done> {
  await import(module);
  // After the module, which may configure its own thread only.
  configure(configuration);
  const found = tasks.get(name);
  if (found?.fingerprint !== fingerprint) return { kind: "unknown" };
  const given = decodeValue(Buffer.from(args.buffer, args.byteOffset, args.length), 0, args.length) as readonly unknown[];
  const flight = new Flight("", undefined);
  if (lease !== undefined) takeOver(lease, flight);
  try {
    return encoded(await runInFlight(flight, () => withAccount(account, () => found.fn(...given))));
  } finally {
    flight.land("failed");
    // The process may end without giving its threads a turn.
    flushStore();
  }
}

function encoded(value: unknown): Done {
  try {
    return { kind: "value", payload: new Uint8Array(encodeValue(value)) };
  } catch (error) {
    if (error instanceof Unstorable) return { kind: "unfit", path: error.path, what: error.what };
    throw error;
  }
}
