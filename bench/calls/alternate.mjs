import { median } from "../statistics.mjs";

/** How long a case is called in one round, in milliseconds: most rounds then pass without another program taking the processor. */
const ROUND_MS = 4;

/** So many short rounds for each that was asked for. */
const ROUNDS_EACH = 5;

/**
 * Times cases by turns and gives each one's median, in microseconds per call. Every round takes every case once,
 * so that a slow moment of the machine meets all of them.
 *
 * @param cases name → `run(count)`, which makes so many calls, or resolves when they are made
 */
export async function alternate(cases, rounds) {
  const timed = [];
  for (const [name, run] of Object.entries(cases)) timed.push({ name, run, count: await calibrate(run), times: [] });
  for (let round = 0; round < rounds * ROUNDS_EACH; round += 1) {
    for (const { run, count, times } of timed) times.push((await time(run, count)) / count);
  }
  return Object.fromEntries(timed.map(({ name, times }) => [name, median(times) * 1000]));
}

/** How many calls fill a round; it also warms the case up. Of two times the shorter counts: something else may have run in the other. */
async function calibrate(run) {
  for (let count = 1; ; count *= 2) {
    const spent = Math.min(await time(run, count), await time(run, count));
    if (spent >= ROUND_MS / 2) return Math.max(1, Math.round((count * ROUND_MS) / spent));
  }
}

/** A turn of the event loop follows each round, as it would in a program. */
async function time(run, count) {
  const start = performance.now();
  const ended = run(count);
  if (ended instanceof Promise) await ended;
  const spent = performance.now() - start;
  await new Promise((resolve) => setImmediate(resolve));
  return spent;
}
