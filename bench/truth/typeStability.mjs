/** Part 3, first half: what must leave the signature of a type alone. */
import { createRandom, shuffled } from "./sample.mjs";
import { COMPILERS, createTypeProgram } from "./typeProgram.mjs";
import { reasonOf } from "./typeReasons.mjs";
import { ENDLESS, functionsOf, isSame, outcomeOf, withWrappers } from "./typeSignatures.mjs";
import { VARIATIONS } from "./typeVariations.mjs";

/**
 * Holds the types of a code base under every compiler and variation against the first; under the second
 * compiler only so many variations as `second` says. Counts into `tally`:
 * `types`, `compared`, and by name `kinds` and `byVariation`; `differences` lists `{ variation, base, key, before, after, reason }`.
 */
export function measureStability(tally, base, { most, second, say }) {
  const files = base.files.map((file) => withWrappers(COMPILERS[0], file));
  const all = sampledKeys(files, most);
  let reference;
  for (const ts of COMPILERS) {
    for (const variation of VARIATIONS.slice(0, ts === COMPILERS[0] ? undefined : second)) {
      const name = `${variation.name}, TypeScript ${ts.version}`;
      say(`types: ${base.name}: ${name}`);
      const wanted = variation === VARIATIONS[0] ? all : readableKeys(reference);
      const outcomes = outcomesOf(ts, { base, files, wanted, variation });
      if (reference === undefined) countKinds(tally, (reference = outcomes));
      else compareOutcomes(tally, { name, base, wanted, reference, outcomes });
    }
  }
}

/** What is too large to read costs seconds: it is read as it is, once by each compiler. */
function readableKeys(reference) {
  return new Set([...reference].filter(([, { errors }]) => !errors.includes(ENDLESS)).map(([key]) => key));
}

/** Which functions are read: the types that files declare, and functions of their own, at most `most` of each. */
function sampledKeys(files, most) {
  const [ts] = COMPILERS;
  const wrappers = [];
  const own = [];
  for (const { path, text } of files) {
    const found = functionsOf(ts, ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true));
    found.forEach(({ isWrapper }, index) => (isWrapper ? wrappers : own).push(`${path}#${index}`));
  }
  const random = createRandom(3);
  return new Set([...shuffled(wrappers, random).slice(0, most), ...shuffled(own, random).slice(0, most)]);
}

/** The outcome of each wanted function by its key, read in the order of the program's files. */
function outcomesOf(ts, { base, files, wanted, variation }) {
  const described = variation.change({ ts, root: base.root, files });
  const { pathOf = (path) => path, first } = described;
  const context = createTypeProgram(ts, described);
  if (first !== undefined) context.program.getSemanticDiagnostics(context.program.getSourceFile(first));
  const shown = new Map(files.map(({ path }) => [pathOf(path), path]));
  const outcomes = new Map();
  for (const { path } of described.files.filter((file) => shown.has(file.path))) {
    functionsOf(ts, context.program.getSourceFile(path)).forEach(({ fn }, index) => {
      const key = `${shown.get(path)}#${index}`;
      if (wanted.has(key)) outcomes.set(key, { ...outcomeOf(context, fn), context, fn });
    });
  }
  return outcomes;
}

function countKinds(tally, outcomes) {
  tally.types += outcomes.size;
  for (const { kind } of outcomes.values()) tally.kinds[kind] = (tally.kinds[kind] ?? 0) + 1;
}

function compareOutcomes(tally, { name, base, wanted, reference, outcomes }) {
  const counts = tally.byVariation.get(name) ?? { compared: 0, differing: 0, explained: 0 };
  for (const [key, before] of reference) {
    if (!wanted.has(key)) continue;
    const after = outcomes.get(key);
    counts.compared += 1;
    if (isSame(before, after)) continue;
    const reason = reasonOf(before, after);
    counts[reason === undefined ? "differing" : "explained"] += 1;
    tally.differences.push({ variation: name, base: base.name, key: key.slice(base.root.length + 1), before: before.text, after: after.text, reason });
  }
  tally.byVariation.set(name, counts);
}
