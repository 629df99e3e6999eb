import { configure } from "taskprint";
import { openPeers } from "../../peers/index.mjs";
import { alternate } from "../alternate.mjs";
import { calls, cycle } from "../cycle.mjs";
import { microseconds, peerTimes, row } from "../report.mjs";
import { assertNoRuns, importTasks, newFolder } from "../workplace.mjs";

const { nested } = await importTasks("tasks");
const { shift, surveyOf, runs } = await importTasks("functions");
const inputs = Array.from({ length: 20 }, (_, at) => surveyOf(at));
const LIMIT = "lru-cache, in memory, JSON key";

/** A hit with 10 KB in and 10 KB out, held against an LRU in memory whose key is the input as JSON. */
export async function measure({ rounds }) {
  configure({ dir: newFolder("store") });
  for (const input of inputs) nested(input);
  const { opened } = await openPeers(newFolder);
  const peers = Object.fromEntries(opened.map(({ title, wrap }) => [title, cycle(wrap("nested", shift), inputs.map((input) => [input]))]));
  for (const run of Object.values(peers)) await run(inputs.length);

  runs.count = 0;
  const { task, ...timed } = await alternate({ task: calls(nested, inputs), ...peers }, rounds);
  assertNoRuns(runs);
  const limit = timed[LIMIT];
  const rows = limit === undefined ? [] : [row({ work: "hit, 10 KB nested input and output", figure: microseconds(task), limit: "an in-memory LRU keyed by JSON text", beside: microseconds(limit), ratio: task / limit, atMost: 0.5 })];
  return { rows, peers: peerTimes("10 KB hit", { taskprint: task, ...timed }) };
}
