/** Calls the numbered task for one number after another, and says each number in the turn after its call returned. */
import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { configure } from "taskprint";
import { numberedTask, numberedValue } from "../support/numbered.js";

const [dir = "", from = "0", count = "1"] = process.argv.slice(2);
configure({ dir });
const numbered = numberedTask();

for (let at = Number(from); at < Number(from) + Number(count); at++) {
  if (!isDeepStrictEqual(numbered(at), numberedValue(at))) {
    writeSync(2, `wrong value for ${at}\n`);
    process.exit(3);
  }
  await setTimeout(1);
  writeSync(1, `${at}\n`);
}
