import { join } from "node:path";
import { newPlace } from "../../runtime/support/places.js";
import { runScript } from "../../runtime/support/script.js";

/** Fingerprints of the tasks in a filled store. */
export const fingerprints = { align: "a1".repeat(32), call: "c2".repeat(32) } as const;

/**
 * Fills a store as a program would: of `align` two results under the account "default" and one under "other"; of `call` one
 * that was used twice more.
 */
export function filledStore(dir = join(newPlace(), "store")): string {
  const { status, stderr } = runScript(`
    configure({ dir: ${JSON.stringify(dir)} });
    const align = compiled("align", (sample, options) => ({ sample, score: options.depth * 2 }), undefined, { fingerprint: ${JSON.stringify(fingerprints.align)} });
    const call = compiled("call", async (text) => text.repeat(50), undefined, { fingerprint: ${JSON.stringify(fingerprints.call)} });
    align("first", { depth: 1 });
    align("second", { depth: 2 });
    withAccount("other", () => align("third", { depth: 3 }));
    for (let time = 0; time < 3; time++) await call("again ");
  `);
  if (status !== 0) throw new Error(stderr);
  return dir;
}
