import { parseCode, type CodeTree } from "./codeTree.js";
import { expressionDoc } from "./expressions.js";
import { joined, layOut, LINE, type Doc } from "./layout.js";
import { statementDocs } from "./statements.js";

const WIDTH = 100;

/** What the text of code may begin with that is no code: whether a task is asynchronous, and how a variable is declared. */
const MARKS: Readonly<Record<string, string>> = { sync: "", async: "", variable: "const ", using: "using " };

/**
 * Canonical code, as manifests hold it, in the way in which people write code: for reading, as types, comments and
 * mere spelling are gone. Text that is no canonical code stays as it is.
 *
 * @param lines the text of a task's code, or of something that its closure reaches
 * @param width how many characters a line may have, where that can be
 */
export function readableCode(lines: readonly string[], width: number = WIDTH): string {
  const codes = parseCode(lines.join("\n"));
  if (codes === undefined) return lines.join("\n");
  const [first] = codes;
  const mark = typeof first === "string" && Object.hasOwn(MARKS, first) ? MARKS[first] : undefined;
  return layOut(mark === undefined ? linesDoc(codes) : [mark, linesDoc(codes.slice(1))], width);
}

/** A file of JSON is one value. */
function linesDoc(codes: readonly CodeTree[]): Doc {
  const [first] = codes;
  const isValue = codes.length === 1 && (typeof first === "string" || /^(?:object|array)$/.test(first?.head ?? ""));
  return isValue ? expressionDoc(first) : joined(statementDocs(codes), LINE);
}
