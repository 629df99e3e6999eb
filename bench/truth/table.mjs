import { printTable } from "../statistics.mjs";

/**
 * What each part gives: `run({ scale, say })` with `scale` "short" or "full", and `say(text)` for progress,
 * resolves to
 *
 *     {
 *       title: "Reformatting",
 *       rows: [{ what: "functions changed", figure: "0 of 6,428", goal: "0", met: true }],
 *       notes: ["each exception, with its reason"],
 *     }
 *
 * A row without a goal has neither `goal` nor `met`. All texts are final: nothing is formatted later.
 */
export function printPart({ title, rows, notes }) {
  console.log(`\n${title}`);
  printTable([["measured", "figure", "goal", ""], ...rows.map(cellsOf)]);
  for (const note of notes) console.log(`  ${note}`);
}

function cellsOf({ what, figure, goal = "", met }) {
  return [what, figure, goal, met === undefined ? "" : met ? "met" : "missed"];
}

/** The rows of a part whose goal was missed. */
export function missedRows({ rows }) {
  return rows.filter(({ met }) => met === false);
}

/** A count as people read it: 12,345. */
export function counted(number) {
  return number.toLocaleString("en-US");
}

/** Two long texts, cut to where they differ. */
export function shownDifference(before, after = "") {
  const first = [...before].findIndex((letter, index) => letter !== after[index]);
  const at = Math.max(0, (first < 0 ? before.length : first) - 60);
  return [before, after].map((text) => text.slice(at, at + 200)).join(" → ");
}
