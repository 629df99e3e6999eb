/**
 * Reformatting: every function of real code, spelled anew by many formatters, must keep its code. Where it
 * changed, a formatter may really have changed what a string says; that is then proved, and listed.
 */
import ts from "typescript";
import { codesOf, nameOf, syntaxContext } from "./codes.mjs";
import { controlOf } from "./control.mjs";
import { codeBases, oddBases } from "./corpora.mjs";
import { formatters } from "./formatters.mjs";
import { counted } from "./table.mjs";

const FEWEST = { short: 300, full: 5_000 };

export async function run({ scale, say }) {
  const context = syntaxContext();
  const bases = [...codeBases(scale), ...oddBases(scale).map((base) => ({ ...base, isOdd: true }))].map((base) => ({ ...base, originals: originalsOf(context, base) }));
  const reports = [];
  for (const formatter of await formatters(scale)) {
    say(`reformatting: ${formatter.name}`);
    reports.push(await reportFormatter(context, bases, formatter));
  }
  return {
    title: "Reformatting: functions whose code changed, where no string's content did",
    rows: [...baseRows(bases, FEWEST[scale]), controlRow(controlOf(context, bases.flatMap(({ originals }) => originals))), ...reports.map(formatterRow)],
    notes: [...reports.flatMap(unreadNotes), ...changeNotes("changed", reports, "faults"), ...changeNotes("explained", reports, "exceptions")],
  };
}

/** The files of a code base that parse, with the codes of their functions. */
function originalsOf(context, { files }) {
  return files.flatMap((file) => {
    const codes = codesOf(context, file.path, file.text);
    return codes === undefined ? [] : [{ ...file, codes }];
  });
}

async function reportFormatter(context, bases, { name, format }) {
  const report = { name, compared: 0, respelled: 0, unread: [], faults: [], exceptions: [] };
  for (const base of bases) {
    const texts = await format(base.originals);
    for (const [index, original] of base.originals.entries()) {
      compareFile(context, { ...original, place: `${base.name}/${original.path}` }, { text: texts[index], report });
    }
  }
  return report;
}

function compareFile(context, original, { text, report }) {
  const codes = text === undefined ? undefined : codesOf(context, original.path, text);
  if (codes === undefined) return void report.unread.push(original.place);
  if (codes.length !== original.codes.length) return void report.faults.push({ where: original.place, change: "has another number of functions" });
  report.compared += codes.length;
  if (text !== original.text) report.respelled += 1;
  for (const [index, before] of original.codes.entries()) {
    const after = codes[index];
    if (before.code !== undefined && before.code === after.code) continue;
    const change = changedString(before, after);
    const where = `${original.place} ${nameOf(before.node)}`;
    if (change === undefined) report.faults.push({ where, change: "has another code" });
    else report.exceptions.push({ where, change });
  }
}

/**
 * The first string whose content a formatter changed, as proof: nothing but strings differs in the code, and the
 * trees hold strings that differ. Undefined when that does not explain the change.
 */
function changedString(before, after) {
  if (before.code === undefined || after.code === undefined || withoutStrings(before.code) !== withoutStrings(after.code)) return undefined;
  const [old, young] = [stringsIn(before.node), stringsIn(after.node)];
  const index = old.findIndex((text, at) => text !== young[at]);
  if (old.length !== young.length || index < 0) return undefined;
  return differenceOf(old[index], young[index]);
}

function withoutStrings(code) {
  return code.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** The contents of strings and templates, as the program sees them; JSX text is none, as its white space is spelling. */
function stringsIn(node) {
  const found = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? [node.text] : [];
  ts.forEachChild(node, (child) => void found.push(...stringsIn(child)));
  return found;
}

function differenceOf(old, young) {
  let start = 0;
  while (old[start] === young[start]) start += 1;
  const [left, right] = [old, young].map((text) => JSON.stringify(text.slice(Math.max(0, start - 10), start + 20)));
  return `the string …${left}… became …${right}…`;
}

function baseRows(bases, fewest) {
  const codesIn = (some) => some.flatMap(({ originals }) => originals.flatMap((each) => each.codes));
  const real = codesIn(bases.filter(({ isOdd }) => !isOdd)).length;
  const refused = codesIn(bases).filter(({ code }) => code === undefined).length;
  return [
    { what: "functions of real code", figure: counted(real), goal: `>= ${counted(fewest)}`, met: real >= fewest },
    ...bases.map((base) => {
      const label = `${base.isOdd ? "and" : "  of"} ${base.name}${base.has === undefined ? "" : ` (${base.has})`}`;
      return { what: label, figure: counted(codesIn([base]).length) };
    }),
    { what: "functions refused", figure: counted(refused), goal: "0", met: refused === 0 },
  ];
}

function controlRow({ edited, seen }) {
  return { what: "control: functions seen to change when === became ==", figure: `${counted(seen)} of ${counted(edited)}`, goal: "all", met: edited > 0 && seen === edited };
}

/** A formatter that left every text as it was would prove nothing. */
function formatterRow({ name, compared, respelled, faults, exceptions }) {
  const explained = exceptions.length === 0 ? "" : `, and ${counted(exceptions.length)} explained`;
  return { what: name, figure: `${counted(faults.length)} of ${counted(compared)}${explained}`, goal: "0", met: faults.length === 0 && respelled > 0 };
}

function unreadNotes({ name, unread }) {
  const more = unread.length > 5 ? ", …" : "";
  return unread.length === 0 ? [] : [`${name} could not read ${counted(unread.length)} files: ${unread.slice(0, 5).join(", ")}${more}`];
}

/** One line for each function that changed, however many formatters changed it. */
function changeNotes(verb, reports, kind) {
  const lines = new Map();
  for (const report of reports) {
    for (const { where, change } of report[kind]) lines.set(where, [...(lines.get(where) ?? []), `${report.name}: ${change}`]);
  }
  return [...lines].map(([where, [first, ...others]]) => `${verb}, ${where}, by ${first}${others.length === 0 ? "" : ` (and ${others.length} more)`}`);
}
