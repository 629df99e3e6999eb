/** One changed declaration: what moved, held against what was expected to. */
import ts from "typescript";
import { fingerprintsOf } from "./fingerprints.mjs";
import { applyEdit, mutate } from "./mutants.mjs";
import { createProgram, isPinned } from "./project.mjs";
import { reach } from "./reachability.mjs";
import { reasonOfExtra } from "./reasons.mjs";

/** The counts of a code base, before anything is changed. */
export function tallyOf(name, { before }) {
  const refused = [...before.values()].filter(({ refusals }) => refusals);
  const notes = new Map();
  for (const { refusals } of refused) note(notes, `refused as it stands: ${shortRefusal(refusals[0])}`);
  return { name, notes, tasks: before.size, refused: refused.length, mutants: 0, expected: 0, missed: 0, extra: 0, unexplained: 0 };
}

/** Without what differs from task to task: its name, and how it gets to the place. */
function shortRefusal(text) {
  return text.replace(/^Task "\w+":? ?/, "").replace(/, through [^)]*/, "").replace(/: .*(?=\[TP)/, " ");
}

function note(notes, text) {
  notes.set(text, (notes.get(text) ?? 0) + 1);
}

/** Changes a declaration and adds what came of it to the tally. The setting keeps the latest program, from which the next is made. */
export function compareMutant(setting, tally, { declaration, number }) {
  const edit = mutate(declaration, number);
  if (edit === undefined) return;
  const texts = new Map(setting.texts).set(declaration.path, applyEdit(setting.texts.get(declaration.path), edit));
  const made = createProgram(texts, setting.latest.program);
  setting.latest = made;
  const after = fingerprintsOf(made);
  const expected = expectedTasks(setting, declaration, made);
  tally.mutants += 1;
  for (const [name, old] of setting.before) {
    if (old.refusals) continue;
    compareTask(tally, { declaration, name, isExpected: expected.has(name), isMoved: after.get(name)?.fingerprint !== old.fingerprint, isTyped: after.get(name)?.signature !== old.signature, body: old.body });
  }
}

function compareTask(tally, { declaration, name, isExpected, isMoved, isTyped, body }) {
  if (isExpected) tally.expected += 1;
  if (isExpected && !isMoved) {
    tally.missed += 1;
    note(tally.notes, `MISSED: ${shortId(declaration)} (${declaration.kind}) moves nothing in ${name}`);
  }
  if (isExpected || !isMoved) return;
  tally.extra += 1;
  const reason = isTyped ? "changes a signature" : reasonOfExtra(body, declaration);
  if (reason === undefined) tally.unexplained += 1;
  note(tally.notes, `not expected: ${shortId(declaration)} (${declaration.kind}) ${reason ?? "is not explained"}`);
}

function shortId({ id }) {
  return id.replace(/^.*\/build\/truth\/closures\//, "");
}

/**
 * The names of the tasks that a changed declaration reaches. What a task names as untracked is not
 * followed for it, so tasks are asked for in groups that name the same. A task hands on what moves itself,
 * and a pinned one nothing: what one task names cuts nothing off for those that call it.
 */
function expectedTasks(setting, declaration, made) {
  const { graph, base } = setting;
  const users = declaration.kind === "enum" ? usersOfChanged(graph, declaration, { base, made }) : [declaration];
  const starts = users.filter((each) => !isPinnedTask(each));
  const expected = new Set();
  for (let before = -1; before < expected.size; ) {
    before = expected.size;
    const found = groupsOf(setting).flatMap((group) => expectedOfGroup(setting, group, [...starts, ...expected]));
    for (const task of found) expected.add(task);
  }
  return new Set([...expected].map(taskName));
}

function groupsOf({ before, accepted }) {
  return [...groupedBy([...before.keys()], (name) => [...(accepted.get(name) ?? [])].sort().join())];
}

function expectedOfGroup({ graph, accepted }, group, starts) {
  const cut = accepted.get(group[0]) ?? new Set();
  const isStart = new Set(starts);
  const isCut = (each) => (taskName(each) === undefined ? each.names.some(({ text }) => cut.has(text)) : !isStart.has(each));
  const members = new Set(group);
  return [...reach(graph.affected, starts, isCut)].filter((each) => members.has(taskName(each)) && !isPinnedTask(each));
}

function groupedBy(list, keyOf) {
  const groups = new Map();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups.values();
}

function taskName({ path, names }) {
  return path.includes("/tasks/") ? names[0]?.text : undefined;
}

function isPinnedTask(declaration) {
  const name = taskName(declaration);
  return name !== undefined && isPinned(Number(name.slice("task".length)));
}

/** Who uses a member of an enum whose value is another now, or the enum as a whole. */
function usersOfChanged({ affected, members }, declaration, { base, made }) {
  const [old, now] = [base, made].map((each) => valuesOf(each.program, declaration));
  const moved = members.get(declaration).filter(({ name }) => old.get(name) === undefined || old.get(name) !== now.get(name));
  return [...affected.get(declaration), ...moved.flatMap(({ users }) => users)];
}

function valuesOf(program, { path, node }) {
  const found = program.getSourceFile(path).statements.find((each) => ts.isEnumDeclaration(each) && each.name.text === node.name.text);
  const checker = program.getTypeChecker();
  return new Map((found?.members ?? []).map((member) => [member.name.getText(), checker.getConstantValue(member)]));
}
