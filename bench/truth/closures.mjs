/**
 * Part 4: over real projects, changes one declaration at a time, and compares the tasks whose fingerprints
 * move under `"track": "closure"` with those that find-all-references expects. A task that is expected and
 * does not move would serve stale results; one that moves unexpectedly runs once more than it must.
 */
import { declarationsOf } from "./closures/declarations.mjs";
import { compareMutant, tallyOf } from "./closures/comparison.mjs";
import { fingerprintsOf } from "./closures/fingerprints.mjs";
import { createProgram, createService, createTexts } from "./closures/project.mjs";
import { discoverAffected } from "./closures/reachability.mjs";
import { codeBases } from "./corpora.mjs";
import { createRandom, sampledByGroup } from "./sample.mjs";
import { counted } from "./table.mjs";

/** How many declarations of which code base are changed; meriyah has no more, and one of zod takes half a minute. */
const SAMPLES = {
  short: { taskprint: 20 },
  full: { taskprint: 600, meriyah: 233, rxjs: 180, zod: 9 },
};

/** How many have to be: some can be changed in no way that shows. */
const FEWEST = { short: 16, full: 1_000 };

/** What is read of a code base: no samples, which have tasks of their own, and no tests, which nothing reaches; `short` reads less. */
const READ = {
  short: /^runtime\//,
  full: /^(?!samples\/|.*(?:^|\/)(?:tests?|benchmarks?)\/|.*\.(?:test|spec)\.)/,
};

export const isMeasuredWithClosures = (codeBase) => codeBase in SAMPLES.full;

export async function run({ scale, say }) {
  const samples = SAMPLES[scale];
  const tallies = codeBases(scale)
    .filter(({ name }) => name in samples)
    .map((codeBase) => ({ ...codeBase, files: codeBase.files.filter(({ path }) => READ[scale].test(path)) }))
    .map((codeBase) => measureCodeBase(codeBase, samples[codeBase.name], say));
  return { title: "Closures", rows: rowsOf(tallies, scale), notes: tallies.flatMap(notesOf) };
}

function measureCodeBase(codeBase, count, say) {
  say(`${codeBase.name}: ${codeBase.files.length} files`);
  const { texts, base, before, accepted } = acceptRefusals(codeBase);
  const service = createService(texts);
  const declarations = [...texts.keys()].flatMap((path) => declarationsOf(service.getProgram().getSourceFile(path), path));
  const graph = discoverAffected(service, declarations, say);
  const setting = { graph, accepted, texts, base, before, latest: base };
  const tally = tallyOf(codeBase.name, setting);
  const own = declarations.filter(({ path }) => !path.includes("/tasks/"));
  const chosen = sampledByGroup(own, { count, groupOf: ({ kind }) => kind, random: createRandom(4) });
  for (const [number, declaration] of chosen.entries()) {
    if (number % 50 === 0) say(`  ${number} of ${chosen.length} changed`);
    compareMutant(setting, tally, { declaration, number });
  }
  return tally;
}

/**
 * Names, for each task that is refused, what it is refused for, until nothing is left that can be named:
 * code bases that nobody wrote for taskprint hold much of it, and a refused task measures nothing.
 */
function acceptRefusals(codeBase, accepted = new Map()) {
  const texts = createTexts(codeBase, accepted);
  const base = createProgram(texts);
  const before = fingerprintsOf(base);
  const labels = [...before].flatMap(([name, { refusals }]) => namedIn(refusals ?? []).map((label) => [name, label]));
  const news = labels.filter(([name, label]) => !accepted.get(name)?.has(label));
  if (news.length === 0) return { texts, base, before, accepted };
  for (const [name, label] of news) accepted.set(name, new Set([...(accepted.get(name) ?? []), label]));
  return acceptRefusals(codeBase, accepted);
}

function namedIn(refusals) {
  return refusals.flatMap((text) => [...text.matchAll(/untracked: \["([^"]+)"\]/g)].map(([, label]) => label));
}

function rowsOf(tallies, scale) {
  const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
  const share = ((100 * sum("extra")) / Math.max(1, sum("expected"))).toFixed(2);
  return [
    { what: "declarations changed, one at a time", figure: counted(sum("mutants")), goal: `at least ${counted(FEWEST[scale])}`, met: sum("mutants") >= FEWEST[scale] },
    { what: "tasks, and how many of them are refused", figure: `${counted(sum("tasks"))}, ${counted(sum("refused"))}` },
    { what: "moves of fingerprints that were expected", figure: counted(sum("expected")) },
    { what: "moves that were missed", figure: counted(sum("missed")), goal: "0", met: sum("missed") === 0 },
    { what: "moves that were not expected", figure: `${counted(sum("extra"))} (${share} %)` },
    { what: "  without an explanation", figure: counted(sum("unexplained")), goal: "0", met: sum("unexplained") === 0 },
  ];
}

function notesOf({ name, notes }) {
  return [...notes].map(([note, times]) => `${name}: ${note}${times > 1 ? ` (${counted(times)} moves)` : ""}`);
}
