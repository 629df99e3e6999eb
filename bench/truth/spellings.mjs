/**
 * Pairs of one program spelled twice: test262-parser-tests writes each as short as it can be, and again with
 * the parentheses and semicolons that a person would write. Both must have one code, and other programs another.
 */
import ts from "typescript";
import { canonicalNode } from "#plugin/code/index";
import { isOtherProgram } from "./changes.mjs";
import { parse, syntaxContext } from "./codes.mjs";
import { readSources } from "./corpora.mjs";
import { proofOf } from "./proofs.mjs";
import { counted } from "./table.mjs";

export function spellingRows(root, say) {
  say("corpus: pairs of spellings");
  const context = syntaxContext();
  const [short, explicit] = ["pass", "pass-explicit"].map((folder) => programsBelow(context, root, folder));
  const pairs = [...short].filter(([name]) => explicit.has(name)).map(([name, program]) => ({ name, program, other: explicit.get(name) }));
  const apart = pairs.filter(({ program, other }) => program.code !== other.code).map((pair) => ({ ...pair, reason: reasonOf(pair) }));
  const unexplained = apart.filter(({ reason }) => reason === undefined);
  const shared = sharedCodes([...short].map(([name, program]) => ({ name, ...program })));
  const unproven = shared.filter((programs) => !areOneProgram(programs));
  return {
    rows: [
      { what: "pairs of spellings of one program", figure: counted(pairs.length), goal: ">= 1,000", met: pairs.length >= 1_000 },
      { what: "pairs whose codes differ, unexplained", figure: `${counted(unexplained.length)}, and ${counted(apart.length - unexplained.length)} explained`, goal: "0", met: unexplained.length === 0 },
      { what: "codes that several programs share", figure: counted(shared.length) },
      { what: "of these, left to people to judge, as esbuild does not prove them one program", figure: counted(unproven.length) },
    ],
    notes: [
      ...apart.map(({ name, reason = "unexplained" }) => `two codes, test262-parser-tests/pass/${name}: ${reason}`),
      ...unproven.map((programs) => `one code, to be judged: ${programs.map(({ name, text }) => `${name} ${JSON.stringify(text)}`).join(" ")}`),
    ],
  };
}

/** The programs below a folder that TypeScript takes for the body of a function, by their file's name. */
function programsBelow(context, root, folder) {
  const files = readSources(root, folder, /(?<!\.module)\.js$/);
  return new Map(files.flatMap(({ path, text }) => {
    const file = ["async function*", "function"].map((head) => parse("program.ts", `${head} theTask() {\n${text}\n}`)).find((each) => each?.statements.length === 1);
    const code = file && canonicalNode(context, file.statements[0]);
    return code === undefined ? [] : [[path.split("/").pop(), { text, file, code }]];
  }));
}

/** Why a pair is no pair: the package's own slips, and what TypeScript reads otherwise than a script in JavaScript. */
function reasonOf({ program, other }) {
  if (/<!--|-->/.test(program.text)) return "an HTML-like comment, which TypeScript does not know";
  if (/\blet in\b/.test(program.text)) return "`let` as a name, which TypeScript takes for an empty list";
  if (leavesOf(program.file) !== leavesOf(other.file)) return "the package writes other names or values in the second";
  if (isOtherProgram("program.ts", program.file.text, other.file.text)) return "esbuild, too, reads two programs";
  return undefined;
}

/** The names and values of a program, in order and flat: how they are nested must not tell two programs apart here. */
function leavesOf(file) {
  return JSON.stringify(leaves(file));
}

function leaves(node) {
  const own = ts.isIdentifier(node) || ts.isLiteralExpression(node) ? [ts.isNumericLiteral(node) ? Number(node.text) : node.text] : [];
  ts.forEachChild(node, (child) => void own.push(...leaves(child)));
  return own;
}

/** Programs of one code: spellings of one program, or differences that the code does not see. */
function sharedCodes(programs) {
  const groups = new Map();
  for (const program of programs) groups.set(program.code, [...(groups.get(program.code) ?? []), program]);
  return [...groups.values()].filter((each) => each.length > 1);
}

function areOneProgram([first, ...others]) {
  return others.every(({ file }) => proofOf("program.ts", first.file.text, file.text) !== undefined);
}
