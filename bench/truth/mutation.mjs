/**
 * Part 2: edits of real functions that must change the code. The edits are those of Stryker's mutators and
 * those of `operators/`; one whose code stays the same counts as undetected unless it is proven to leave
 * the program as it was.
 */
import ts from "typescript";
import { canonicalNode } from "#plugin/code/index";
import { codeBases } from "./corpora.mjs";
import { edited } from "./operators/edit.mjs";
import { OPERATORS, ownEdits } from "./operators/index.mjs";
import { proofOf } from "./proofs.mjs";
import { createRandom, sampledByGroup } from "./sample.mjs";
import { loadStryker } from "./stryker.mjs";
import { counted } from "./table.mjs";
import { compareAsTasks } from "./taskMutants.mjs";
import { discoverUnits, isParsed, parseUnit } from "./units.mjs";

/** Longer functions are left out: each of their edits costs a parse of the whole. */
const LONGEST = 6_000;

const SCALES = {
  short: { functions: 400, edits: 12, goal: 5_000 },
  full: { functions: Number.POSITIVE_INFINITY, edits: 10, goal: 50_000 },
};

export async function run({ scale, say }) {
  const size = SCALES[scale];
  // The short form runs where nothing can be installed, so it has the own operators alone.
  const stryker = scale === "full" ? await loadStryker() : undefined;
  const tally = createTally();
  for (const base of codeBases(scale)) {
    say(`mutation: ${base.name}`);
    for (const unit of sampledUnits(base, size)) measureUnit(tally, unit, { stryker, size });
  }
  return resultOf(tally, { stryker, size });
}

function createTally() {
  return {
    random: createRandom(20),
    functions: 0, compared: 0, byStryker: 0, refused: 0, operators: new Set(),
    asTasks: { compared: 0, undetected: [] },
    proven: [], undetected: [],
  };
}

function sampledUnits(base, { functions }) {
  const units = base.files.flatMap((file) => discoverUnits(ts, file)).filter(({ text }) => text.length <= LONGEST);
  return sampledByGroup(units, { count: functions, groupOf: ({ path }) => path, random: createRandom(1) });
}

function measureUnit(tally, unit, { stryker, size }) {
  const before = outcomeOf(unit);
  if (before === undefined || before.startsWith("refused")) return;
  tally.functions += 1;
  const mutants = [...mutantsOf(tally, unit, { edits: ownEdits(ts, unit), size }), ...mutantsOf(tally, unit, { edits: stryker?.edits(unit) ?? [], size, isStryker: true })];
  const parsed = mutants.filter((mutant) => mutant.outcome !== undefined);
  for (const mutant of parsed) compare(tally, { unit, before }, mutant);
  compareAsTasks(tally.asTasks, unit, parsed.map(({ text, edit }) => ({ text, edit })));
}

/** Edits taken in turn from all operators, each with the text and the code that it makes. */
function mutantsOf(tally, unit, { edits, size, isStryker = false }) {
  const fresh = new Map(edits.map((edit) => [edited(unit.text, edit), edit]));
  fresh.delete(unit.text);
  const taken = sampledByGroup([...fresh], { count: size.edits, groupOf: ([, { operator }]) => operator, random: tally.random });
  return taken.map(([text, edit]) => ({ text, edit, isStryker, outcome: outcomeOf({ path: unit.path, text }) }));
}

/** The code of all that a text holds; undefined when it does not parse. */
function outcomeOf({ path, text }) {
  const file = parseUnit(ts, { path, text });
  if (!isParsed(file)) return undefined;
  const context = { ts, diagnostics: [] };
  const codes = file.statements.map((statement) => canonicalNode(context, statement));
  return codes.includes(undefined) ? `refused: ${context.diagnostics.map(({ messageText }) => messageText).join("\n")}` : codes.join("\n");
}

function compare(tally, { unit, before }, { text, edit, isStryker, outcome }) {
  tally.compared += 1;
  if (isStryker) tally.byStryker += 1;
  else tally.operators.add(edit.operator);
  if (outcome.startsWith("refused")) tally.refused += 1;
  if (outcome !== before) return;
  const proof = proofOf(unit.path, unit.text, text);
  const found = { operator: edit.operator, proof, path: unit.path, before: unit.text.slice(edit.start, edit.end), after: edit.text, text };
  (proof === undefined ? tally.undetected : tally.proven).push(found);
}

function resultOf(tally, { stryker, size }) {
  const byOwn = tally.compared - tally.byStryker;
  const { asTasks } = tally;
  return {
    title: "Mutation",
    rows: [
      { what: "mutants compared", figure: counted(tally.compared), goal: `at least ${counted(size.goal)}`, met: tally.compared >= size.goal },
      { what: `  by Stryker's ${stryker?.names.length ?? 0} mutators`, figure: counted(tally.byStryker) },
      { what: `  by ${tally.operators.size} of our own ${OPERATORS.length} operators`, figure: counted(byOwn) },
      { what: "functions edited", figure: counted(tally.functions) },
      { what: "mutants undetected", figure: counted(tally.undetected.length), goal: "0", met: tally.undetected.length === 0 },
      { what: "mutants proven to be the same program (listed below)", figure: counted(tally.proven.length) },
      { what: "mutants refused as unknown syntax", figure: counted(tally.refused) },
      { what: "mutants undetected as bodies of tasks", figure: `${asTasks.undetected.length} of ${counted(asTasks.compared)}`, goal: "0", met: asTasks.undetected.length === 0 },
    ],
    notes: [...tally.undetected.map(noteOf), ...asTasks.undetected.map(noteOf), ...provenNotes(tally.proven)],
  };
}

function noteOf({ operator, path, before, after }) {
  return `undetected: ${operator}, ${path}: ${JSON.stringify(before.slice(0, 80))} → ${JSON.stringify(after.slice(0, 80))}`;
}

/** One line for each reason and operator, with the shortest of its mutants. */
function provenNotes(proven) {
  const groups = new Map();
  for (const each of proven) groups.set(`${each.proof}\n${each.operator}`, [...(groups.get(`${each.proof}\n${each.operator}`) ?? []), each]);
  const lines = [...groups.values()].map((group) => {
    const [shortest] = [...group].sort((a, b) => a.before.length + a.after.length - b.before.length - b.after.length);
    const example = `${JSON.stringify(shortest.before.slice(0, 60))} → ${JSON.stringify(shortest.after.slice(0, 60))}`;
    return `same program: ${shortest.proof}: ${shortest.operator}, ${counted(group.length)} (${example})`;
  });
  return lines.sort();
}
