/** Opens a store, puts one result and closes it, over and over, and says each result once the store is closed. */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { configure } from "taskprint";
import { newPlace } from "../support/places.mjs";
import { tasks } from "../support/tasks.mjs";

const [from = "0", times = "10"] = process.argv.slice(2).map(Number);
const WRONG = 3;
const dir = process.env.TASKPRINT_DIR;
const elsewhere = join(newPlace(), "store");

for (let at = from; at < from + times; at += 1) {
  configure({ dir });
  if (!isDeepStrictEqual(tasks.numbered(at), tasks.valueOf(at))) process.exit(WRONG);
  // A process has one store at a time: turning to another closes the first.
  configure({ dir: elsewhere });
  tasks.numbered.isCached(0);
  writeSync(1, `${at}\n`);
}
