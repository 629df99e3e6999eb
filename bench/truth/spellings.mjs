/**
 * Pairs of one program spelled twice: test262-parser-tests writes each as short as it can be, and again with
 * the parentheses and semicolons that a person would write. Both must have one code, and other programs another.
 */
import { canonicalNode } from "#plugin/code/index";
import { parse, syntaxContext } from "./codes.mjs";
import { readSources } from "./corpora.mjs";
import { counted } from "./table.mjs";

export function spellingRows(root, say) {
  say("corpus: pairs of spellings");
  const context = syntaxContext();
  const [short, explicit] = ["pass", "pass-explicit"].map((folder) => codesBelow(context, root, folder));
  const pairs = [...short].filter(([name, code]) => code !== undefined && explicit.get(name) !== undefined);
  const apart = pairs.filter(([name, code]) => explicit.get(name) !== code).map(([name]) => name);
  const shared = sharedCodes(pairs);
  return {
    rows: [
      { what: "pairs of spellings of one program", figure: counted(pairs.length), goal: ">= 1,000", met: pairs.length >= 1_000 },
      { what: "pairs whose codes differ", figure: counted(apart.length), goal: "0", met: apart.length === 0 },
      { what: "programs that share a code with another", figure: counted(shared.reduce((sum, each) => sum + each.length, 0)) },
    ],
    notes: [...apart.map((name) => `two codes, test262-parser-tests/pass/${name}`), ...shared.map((names) => `one code, test262-parser-tests: ${names.join(" ")}`)],
  };
}

/** The code of each program by its file's name; undefined where TypeScript does not take it for the body of a function. */
function codesBelow(context, root, folder) {
  return new Map(readSources(root, folder, /\.js$/).map(({ path, text }) => [path.split("/").pop(), codeOf(context, path, text)]));
}

function codeOf(context, path, text) {
  const file = parse(path.replace(/\.js$/, ".ts"), `async function* theTask() {\n${text}\n}`) ?? parse(path, `function theTask() {\n${text}\n}`);
  return file?.statements.length === 1 ? canonicalNode(context, file.statements[0]) : undefined;
}

/** Programs of one code: spellings of one program, or differences that the code does not see. */
function sharedCodes(pairs) {
  const names = new Map();
  for (const [name, code] of pairs) names.set(code, [...(names.get(code) ?? []), name]);
  return [...names.values()].filter((each) => each.length > 1);
}
