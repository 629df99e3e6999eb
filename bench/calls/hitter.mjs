/** Hits one store for a while whenever it is told to, and answers with its hits a second. */
import { inputsOf } from "./inputs.mjs";
import { importTasks } from "./workplace.mjs";

const { small } = await importTasks("tasks");
const { runs } = await importTasks("functions");
const MILLISECONDS = 400;
const INPUTS = 1000;
const inputs = inputsOf(INPUTS);

async function hitForAWhile() {
  const start = performance.now();
  let hits = 0;
  while (performance.now() - start < MILLISECONDS) {
    for (const [foo, n] of inputs) small(foo, n);
    hits += INPUTS;
    // As a server would, it comes back to its event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (hits * 1000) / (performance.now() - start);
}

await hitForAWhile();
if (runs.count > 0) throw new Error(`${runs.count} hits were none.`);
process.on("message", async () => process.send(await hitForAWhile()));
process.send("ready");
