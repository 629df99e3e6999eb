/**
 * Holds the generated encoders against `isDeepStrictEqual` (contract 1) and their values against a strict comparison
 * (contract 2), over random types and values that fit them or not. The short form is a test by itself
 * (test/runtime/plan.property.test.ts), of which this runs many more; build the tests first.
 *
 *   node test/long/generated.mjs [short | long]
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { scaled } from "./support/scale.mjs";

const counts = scaled({ short: { PLAN_PAIRS: 20_000, PLAN_VALUES: 8000 }, long: { PLAN_PAIRS: 1_000_000, PLAN_VALUES: 200_000 } });
const repository = join(import.meta.dirname, "../..");
const env = { ...process.env, ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])) };
const { status } = spawnSync(process.execPath, ["node_modules/uvu/bin.js", "build/test/runtime", "plan\\.property\\.test\\.js$"], { cwd: repository, env, stdio: "inherit" });

if (status === 0) {
  console.log(`pairs of inputs: ${counts.PLAN_PAIRS.toLocaleString("en-US")}`);
  console.log(`results restored: ${counts.PLAN_VALUES.toLocaleString("en-US")}`);
  console.log("nothing lost, nothing wrong");
}
process.exitCode = status ?? 1;
