import { spawnSync } from "node:child_process";
import { join } from "node:path";

const SCRIPT = join(import.meta.dirname, "python.py");

/** A Python of one's own is often first in the path, while Debian's packages belong to the system's. */
const PYTHONS = ["python3", "/usr/bin/python3"];

/** Microseconds of a hit and a miss of joblib and diskcache, by the first Python that has each; or a line that says why not. */
export function timePython(folder, rounds) {
  const [timed, missing] = [[], []];
  const answers = PYTHONS.map((python) => ask(python, folder, rounds));
  for (const name of ["joblib", "diskcache"]) {
    const found = answers.find((answer) => answer?.[name].hit !== undefined)?.[name];
    if (found) timed.push({ title: `${name} (Python)`, persists: true, hit: found.hit, miss: found.miss });
    else missing.push(`${name} was not measured: no python3 here has it (Debian: python3-${name})`);
  }
  return { timed, missing };
}

function ask(python, folder, rounds) {
  const { status, stdout } = spawnSync(python, [SCRIPT, folder, String(rounds)], { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : undefined;
}
