import { rmSync } from "node:fs";
import { debugging } from "./debugging/run.mjs";
import { packAndInstall } from "./install.mjs";
import { invalidation } from "./invalidation/run.mjs";
import { weather } from "./weather/run.mjs";

const SAMPLES = { invalidation, debugging, weather };

/** `node samples/run.mjs [sample …]` runs the named samples against the built package, or all of them. */
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SAMPLES);
const unknown = names.filter((name) => !Object.hasOwn(SAMPLES, name));
if (unknown.length > 0) {
  console.error(`There is no sample ${unknown.join(", ")}. The samples are ${Object.keys(SAMPLES).join(", ")}.`);
  process.exit(1);
}

console.log("Packing and installing taskprint …");
const installed = packAndInstall();
try {
  for (const name of names) {
    console.log(`\n━━━ ${name} ${"━".repeat(60 - name.length)}\n`);
    const chart = SAMPLES[name](installed);
    if (chart) console.log(`Chart: ${chart}`);
  }
} finally {
  rmSync(installed, { recursive: true, force: true });
}
