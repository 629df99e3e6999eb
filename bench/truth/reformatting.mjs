/**
 * Reformatting: every function of real code, spelled anew by many formatters, must keep its code. Where it
 * changed, a formatter may really have changed what a string says; that is then proved, and listed.
 */
import { changeNotes, unreadNotes } from "./changeNotes.mjs";
import { explainChange, isOtherProgram } from "./changes.mjs";
import { codesOf, nameOf, syntaxContext } from "./codes.mjs";
import { controlOf } from "./control.mjs";
import { codeBases, oddBases } from "./corpora.mjs";
import { formatters } from "./formatters.mjs";
import { acceptedFiles } from "./memoryProgram.mjs";
import { counted } from "./table.mjs";

const FEWEST = { short: 300, full: 5_000 };

export async function run({ scale, say }) {
  const context = syntaxContext();
  const real = codeBases(scale).map((base) => withCodes(context, base));
  const odd = oddBases(scale).map((base) => withCodes(context, { ...base, files: acceptedFiles(base.files) }));
  const [reports, oddReports] = [[], []];
  for (const formatter of await formatters(scale)) {
    say(`reformatting: ${formatter.name}`);
    reports.push(await reportFormatter(context, real, formatter));
    oddReports.push(await reportFormatter(context, odd, { ...formatter, isFallible: true }));
  }
  const control = controlOf(context, [...real, ...odd].flatMap(({ originals }) => originals));
  const all = [...reports, ...oddReports];
  return {
    title: "Reformatting: functions whose code changed, where no string's content did",
    rows: [...baseRows(real, FEWEST[scale]), controlRow(control), ...reports.map(formatterRow), ...baseRows(odd), oddRow(oddReports)],
    notes: [...all.flatMap(unreadNotes), ...changeNotes("changed", all, "faults"), ...changeNotes("explained", all, "exceptions")],
  };
}

/** The files of a code base that parse, with the codes of their functions. */
function withCodes(context, base) {
  const originals = base.files.flatMap((file) => {
    const codes = codesOf(context, file.path, file.text);
    return codes === undefined ? [] : [{ ...file, codes, place: `${base.name}/${file.path}` }];
  });
  return { ...base, originals };
}

/** A formatter is fallible where programs are odd: there it may turn one into another, which esbuild then shows. */
async function reportFormatter(context, bases, { name, format, isFallible = false }) {
  const report = { name, isFallible, compared: 0, respelled: 0, unread: [], faults: [], exceptions: [] };
  for (const { originals } of bases) {
    const texts = await format(originals);
    for (const [index, original] of originals.entries()) compareFile(context, original, { text: texts[index], report });
  }
  return report;
}

function compareFile(context, original, { text, report }) {
  const codes = text === undefined ? undefined : codesOf(context, original.path, text);
  if (codes === undefined) return void report.unread.push(original.place);
  if (text !== original.text) report.respelled += 1;
  const other = () => (report.isFallible && isOtherProgram(original.path, original.text, text) ? "esbuild, too, reads another program" : undefined);
  if (codes.length !== original.codes.length) return void file(report, original.place, other() ?? false);
  report.compared += codes.length;
  for (const [index, before] of original.codes.entries()) {
    const after = codes[index];
    if (before.code !== undefined && before.code === after.code) continue;
    file(report, `${original.place} ${nameOf(before.node)}`, explainChange({ path: original.path, index }, before, after) ?? other());
  }
}

function file(report, where, explanation) {
  if (explanation) report.exceptions.push({ where, change: explanation });
  else report.faults.push({ where, change: "with no explanation found" });
}

function baseRows(bases, fewest) {
  const codesIn = (some) => some.flatMap(({ originals }) => originals.flatMap((each) => each.codes));
  const count = codesIn(bases).length;
  const refused = codesIn(bases).filter(({ code }) => code === undefined).length;
  const total = { what: fewest === undefined ? "functions of odd programs" : "functions of real code", figure: counted(count) };
  return [
    fewest === undefined ? total : { ...total, goal: `>= ${counted(fewest)}`, met: count >= fewest },
    ...bases.map((base) => ({ what: `  of ${base.name}${base.has === undefined ? "" : ` (${base.has})`}`, figure: counted(codesIn([base]).length) })),
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

/** No goal: what formatters do to programs that nobody writes is listed, and judged by people. */
function oddRow(reports) {
  const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
  const [changed, compared, explained] = [sum(({ faults }) => faults.length), sum((each) => each.compared), sum(({ exceptions }) => exceptions.length)];
  return { what: "all formatters, odd programs", figure: `${counted(changed)} of ${counted(compared)}, and ${counted(explained)} explained` };
}
