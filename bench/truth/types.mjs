/** Part 3: the signatures of types of real sources: what must leave them alone, and what must change them. */
import { counted, shownDifference } from "./table.mjs";
import { forgetPackages } from "./typeProgram.mjs";
import { measureSensitivity } from "./typeSensitivity.mjs";
import { typeSources } from "./typeSources.mjs";
import { measureStability } from "./typeStability.mjs";

/** `most` types and `most` functions of each code base; `perBase` edits of each, with the copies left as they were. */
const SCALES = {
  short: { most: 100, second: 2, perType: 6, perBase: 200, goal: 400, editGoal: 200 },
  full: { most: 700, second: 2, perType: 10, perBase: 800, goal: 5_000, editGoal: 2_000 },
};

export async function run({ scale, say }) {
  const size = SCALES[scale];
  const stability = { types: 0, kinds: {}, byVariation: new Map(), differences: [] };
  const edits = { copies: 0, edits: 0, harmless: 0, deep: 0, deepest: 0, operators: new Map(), copyFaults: [], undetected: [], overdetected: [] };
  for (const base of typeSources(scale)) {
    measureStability(stability, base, { ...size, say });
    measureSensitivity(edits, base, { ...size, say });
    forgetPackages();
  }
  const notes = [...stability.differences.map(differenceNote), ...edits.copyFaults, ...edits.undetected, ...edits.overdetected];
  return { title: "Types", rows: [...stabilityRows(stability, size), ...editRows(edits, size)], notes };
}

function stabilityRows({ types, kinds, byVariation }, { goal }) {
  const kindsText = Object.entries(kinds).map(([kind, count]) => `${counted(count)} ${kind}`).join(", ");
  const rows = [...byVariation].map(([name, { compared, differing, explained }]) => {
    const more = explained === 0 ? "" : `, and ${counted(explained)} by the language`;
    return { what: `  differ: ${name}`, figure: `${counted(differing)} of ${counted(compared)}${more}`, goal: "0", met: differing === 0 };
  });
  return [{ what: `types compared (${kindsText})`, figure: counted(types), goal: `at least ${counted(goal)}`, met: types >= goal }, ...rows];
}

function editRows(tally, { editGoal }) {
  const none = (what, list, of) => ({ what, figure: `${counted(list.length)} of ${counted(of)}`, goal: "0", met: list.length === 0 });
  return [
    { what: `edits of types (${tally.operators.size} operators)`, figure: counted(tally.edits), goal: `at least ${counted(editGoal)}`, met: tally.edits >= editGoal },
    { what: `  three members deep or more, to ${tally.deepest}`, figure: counted(tally.deep) },
    none("edits undetected", tally.undetected, tally.edits),
    none("edits that must not count, and did", tally.overdetected, tally.harmless),
    none("copies of a type that differ from it", tally.copyFaults, tally.copies),
  ];
}

function differenceNote({ variation, base, key, before, after, reason }) {
  const head = reason === undefined ? "differs" : `explained (${reason})`;
  return `${head}: ${variation}: ${base} ${key}: ${shownDifference(before, after)}`;
}
