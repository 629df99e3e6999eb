import { availableParallelism } from "node:os";
import { SHARE_ENV } from "node:worker_threads";
import { loadPackage } from "../loadPackage.js";
import { packageMissing } from "../messages.js";
import { causeText, warnOnce } from "../warn.js";
import type { Done, Job } from "./job.js";

/** What is used of piscina. */
interface Pool {
  run(job: Job): Promise<Done>;
}

interface Piscina {
  readonly Piscina: new (options: object) => Pool;
}

const IDLE_MS = 5000;

let pool: Pool | undefined;

/**
 * The threads of this process, started as they are needed; undefined, with one warning, where piscina is not
 * installed: tasks then run where they are called.
 */
export function currentPool(): Pool | undefined {
  try {
    return (pool ??= makePool());
  } catch (error) {
    warnOnce("worker", packageMissing("the option worker", "piscina", causeText(error)));
    return undefined;
  }
}

function makePool(): Pool {
  const { Piscina } = loadPackage("piscina") as Piscina;
  return new Piscina({
    filename: threadModule(),
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout: IDLE_MS,
    // Tasks may read variables that the program sets.
    env: SHARE_ENV,
    // An idle thread that stands still would neither write what waits nor show that its leases are alive.
    atomics: "disabled",
  });
}

/** The code of a thread stands beside this module; where the module is part of `dist/taskprint.js`, it stays where it was. */
function threadModule(): string {
  const { url } = import.meta;
  return new URL(url.endsWith("/worker/pool.js") ? "./thread.js" : "./runtime/worker/thread.js", url).href;
}
