/** Part 3, second half: what must change the signature of a type. */
import { createRandom, sampledByGroup } from "./sample.mjs";
import { COMPILERS, createTypeProgram } from "./typeProgram.mjs";
import { discoverTypeEdits } from "./typeEdits.mjs";
import { shownDifference } from "./table.mjs";
import { declaredTypes, functionsOf, isSame, outcomeOf, withWrappers, wrapperOf } from "./typeSignatures.mjs";
import { nodesIn } from "./units.mjs";

/** What one type and all that it mentions may weigh: each edit copies it. */
const LONGEST = 12_000;

/**
 * Edits the types of a code base, each edit in a copy of the type and of all types of its file that it
 * mentions, inside a namespace of its own: names do not count, so the copy alone has the signature of
 * the type. Counts into `tally`: `copies`, `edits`, `harmless`, `deepest`, and lists faults.
 */
export function measureSensitivity(tally, base, { perType, perBase, say }) {
  const [ts] = COMPILERS;
  say(`types: ${base.name}: edits`);
  const plain = createTypeProgram(ts, { root: base.root, files: base.files });
  const random = createRandom(4);
  const jobs = sampledByGroup(base.files.flatMap((file) => jobsOf(plain, file, { perType, random })), { count: perBase, groupOf: ({ root }) => `${root.getSourceFile().fileName} ${root.name.text}`, random });
  const files = base.files.map((file) => withCopies(ts, file, jobs.filter(({ path }) => path === file.path)));
  for (const compiler of COMPILERS) compareCopies(tally, { ts: compiler, base, files, jobs });
}

/** For each declared type of a file the copies to make of it: one as it is, and one for each edit. */
function jobsOf(context, { path }, { perType, random }) {
  const { ts } = context;
  const file = context.program.getSourceFile(path);
  const declarations = declarationsOf(ts, file);
  const roots = declaredTypes(ts, file).filter((node) => declarations.has(node.name.text));
  return roots.flatMap((root) => {
    const mentioned = mentionedBy(ts, declarations, root);
    if (mentioned.reduce((length, node) => length + node.end - node.pos, 0) > LONGEST) return [];
    const edits = sampledByGroup(discoverTypeEdits(context, declarations, root), { count: perType, groupOf: ({ operator }) => operator, random });
    return [undefined, ...edits].map((edit) => ({ path, root, mentioned, edit }));
  });
}

/** The interfaces, aliases and enums of a file by name. A class is more than its type. */
function declarationsOf(ts, file) {
  const declarations = new Map();
  const others = new Set(file.statements.filter((node) => ts.isClassDeclaration(node) || ts.isModuleDeclaration(node)).map((node) => node.name?.text));
  for (const node of file.statements) {
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node);
    if (isType && !others.has(node.name.text)) declarations.set(node.name.text, [...(declarations.get(node.name.text) ?? []), node]);
  }
  return declarations;
}

/** The declarations of a file that a type mentions, itself among them, in the order of the text. */
function mentionedBy(ts, declarations, root) {
  const names = new Set([root.name.text]);
  // A set may grow while it is iterated: what is mentioned is searched in turn.
  for (const name of names) {
    for (const node of declarations.get(name).flatMap((declaration) => [...nodesIn(ts, declaration)])) {
      if (ts.isIdentifier(node) && declarations.has(node.text)) names.add(node.text);
    }
  }
  return [...names].flatMap((name) => declarations.get(name)).sort((a, b) => a.pos - b.pos);
}

function withCopies(ts, file, jobs) {
  const { path, text } = withWrappers(ts, file);
  const ambient = /\.d\.[cm]?ts$/.test(path) ? "declare " : "";
  const copies = jobs.map((job, index) => {
    job.name = `taskprintCopy${index}`;
    const declarations = job.mentioned.map((node) => `export ${declarationText(ts, node, job.edit)}`);
    return `export ${ambient}namespace ${job.name} {\n${declarations.join("\n")}\n${wrapperOf(ts, job.root, "Copy").replace("declare ", ambient === "" ? "declare " : "")}\n}`;
  });
  return { path, text: `${text}\n${copies.join("\n")}\n` };
}

/** A declaration without its modifiers, with the edit made if it lies inside. */
function declarationText(ts, node, edit) {
  const { text } = node.getSourceFile();
  const modifiers = (ts.getModifiers(node) ?? []).filter(({ kind }) => kind !== ts.SyntaxKind.ConstKeyword);
  const start = modifiers.at(-1)?.end ?? node.getStart();
  const isInside = edit !== undefined && edit.start >= start && edit.end <= node.end;
  return isInside ? text.slice(start, edit.start) + edit.text + text.slice(edit.end, node.end) : text.slice(start, node.end);
}

function compareCopies(tally, { ts, base, files, jobs }) {
  const context = createTypeProgram(ts, { root: base.root, files });
  const outcomes = new Map(files.map(({ path }) => [path, outcomesIn(context, path)]));
  for (const { path, root, name, edit } of jobs) {
    const found = outcomes.get(path);
    const index = declaredTypes(ts, context.program.getSourceFile(path)).findIndex((node) => node.name.text === root.name.text);
    const [before, after] = [found.get(`__taskprint${index}`), found.get(name)];
    count(tally, { before, after, edit, isFirst: ts === COMPILERS[0], key: `${base.name} ${path.slice(base.root.length + 1)} ${root.name.text} (${ts.version})` });
  }
}

/** The outcomes of a file's own types by the wrapper's name, and of the copies by the namespace's. */
function outcomesIn(context, path) {
  const { ts } = context;
  const wrappers = functionsOf(ts, context.program.getSourceFile(path)).filter(({ isWrapper }) => isWrapper);
  return new Map(wrappers.map(({ fn }) => [ts.isModuleBlock(fn.parent) ? fn.parent.parent.name.text : fn.name.text, outcomeOf(context, fn)]));
}

/** Under the second compiler the same edits are tried again, and not counted again. */
function count(tally, { before, after, edit, isFirst, key }) {
  const isUnmoved = isSame(before, after);
  const one = isFirst ? 1 : 0;
  if (edit === undefined) {
    tally.copies += one;
    if (!isUnmoved) tally.copyFaults.push(`a copy differs: ${key}: ${shownDifference(before.text, after.text)}`);
    return;
  }
  if (before.kind === "refused") return;
  const { operator, depth, counts } = edit;
  const place = `${operator}, ${key}: ${edit.text.slice(0, 60)}`;
  tally[counts ? "edits" : "harmless"] += one;
  tally.deepest = Math.max(tally.deepest, depth);
  if (counts && depth >= 3) tally.deep += one;
  if (counts) tally.operators.set(operator, (tally.operators.get(operator) ?? 0) + one);
  if (counts && isUnmoved) tally.undetected.push(`undetected: ${place}: ${before.text.slice(0, 300)}`);
  if (!counts && !isUnmoved) tally.overdetected.push(`counted, and must not: ${place}: ${shownDifference(before.text, after.text)}`);
}
