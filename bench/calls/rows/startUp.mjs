import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "../../statistics.mjs";
import { row } from "../report.mjs";
import { compiled, newFolder, workplace } from "../workplace.mjs";

const EXTRA_MS = 30;

/** Whole processes: bare Node, an empty module, the runtime imported, and a first hit, by turns. */
export async function measure({ rounds }) {
  const env = { ...process.env, TASKPRINT_DIR: newFolder("store") };
  const empty = join(workplace, "empty.mjs");
  writeFileSync(empty, "");
  const start = join(compiled, "start.js");
  const programs = { bare: ["-e", "0"], empty: [empty], imported: [join(compiled, "imported.js")], hit: [start] };
  const first = spawnSync(process.execPath, [start], { env });
  if (first.status !== 3) throw new Error(`The first call was no run: ${first.stderr}`);

  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round <= rounds * 2; round += 1) {
    for (const [name, parameters] of Object.entries(programs)) {
      const begun = performance.now();
      const { status, stderr } = spawnSync(process.execPath, parameters, { env, encoding: "utf8" });
      const spent = performance.now() - begun;
      if (status !== 0) throw new Error(`"${name}" ended with ${status}: ${stderr}`);
      if (round > 0) times[name].push(spent);
    }
  }
  const taken = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  const ms = (value) => `${value.toFixed(1)} ms`;
  const rows = [
    ["import and first hit of a process", "hit", EXTRA_MS],
    ["  imported, and a task defined", "imported"],
    ["  an empty module", "empty"],
  ].map(([work, name, extra]) => differenceRow({ work, figure: ms(taken[name]), beside: ms(taken.bare), more: taken[name] - taken.bare, extra }));
  return { rows };
}

/** The goal is a difference, so the column of ratios holds one. */
function differenceRow({ work, figure, beside, more, extra }) {
  const plain = row({ work, figure, limit: "node -e 0", beside, ratio: more });
  return { ...plain, ratio: `+${more.toFixed(1)} ms`, ...(extra !== undefined && { goal: `at most +${extra} ms`, met: more <= extra }) };
}
