import { isAbsent, listOf, type CodeList, type CodeTree } from "./codeTree.js";
import { at, expressionDoc, plain } from "./expressions.js";
import { classDoc, enumDoc, functionDoc } from "./functions.js";
import { beginningOf, group, indent, joined, LINE, NOTHING, SPACE, type Doc } from "./layout.js";
import { Level } from "./precedence.js";

type Writer = (items: readonly CodeTree[]) => Doc;

const WRITERS: Readonly<Record<string, Writer>> = {
  block: (items) => blockDoc(items),
  const: (items) => [declarationDoc("const", items), ";"],
  let: (items) => [declarationDoc("let", items), ";"],
  var: (items) => [declarationDoc("var", items), ";"],
  using: (items) => [declarationDoc("using", items), ";"],
  "await-using": (items) => [declarationDoc("await using", items), ";"],
  if: ([condition, one, other]) => ["if ", conditionDoc(condition), other === undefined ? branchDoc(one) : branchesDoc(one, other)],
  for: ([first, condition, last, body]) => ["for (", partDoc(withoutIn(first)), "; ", partDoc(condition), "; ", partDoc(last), ")", branchDoc(body)],
  "for-in": ([variable, object, body]) => ["for (", partDoc(variable), " in ", expressionDoc(object), ")", branchDoc(body)],
  "for-of": ([variable, list, body]) => ["for (", partDoc(variable), " of ", expressionDoc(list), ")", branchDoc(body)],
  "for-await-of": ([variable, list, body]) => ["for await (", partDoc(variable), " of ", expressionDoc(list), ")", branchDoc(body)],
  while: ([condition, body]) => ["while ", conditionDoc(condition), branchDoc(body)],
  "do-while": ([condition, body]) => ["do", branchDoc(body), isBlock(body) ? " " : LINE, "while ", conditionDoc(condition), ";"],
  with: ([object, body]) => ["with ", conditionDoc(object), branchDoc(body)],
  label: ([name, body]) => [expressionDoc(name), ": ", statementDoc(body)],
  switch: ([value, ...clauses]) => ["switch ", conditionDoc(value), " {", indent(clauses.map((clause) => [LINE, statementDoc(clause)])), LINE, "}"],
  case: ([value, ...lines]) => ["case ", expressionDoc(value), ":", indent(statementDocs(lines).map((line) => [LINE, line]))],
  default: (lines) => ["default:", indent(statementDocs(lines).map((line) => [LINE, line]))],
  return: ([value]) => group([value === undefined ? "return" : ["return ", expressionDoc(value)], ";"]),
  throw: ([value]) => ["throw ", expressionDoc(value), ";"],
  break: ([label]) => (label === undefined ? "break;" : ["break ", expressionDoc(label), ";"]),
  continue: ([label]) => (label === undefined ? "continue;" : ["continue ", expressionDoc(label), ";"]),
  try: ([block, handler, last]) => ["try ", statementDoc(block), isAbsent(handler) ? "" : [" ", statementDoc(handler)], isAbsent(last) ? "" : [" ", statementDoc(last)]],
  catch: ([variable, ...lines]) => ["catch ", isAbsent(variable) ? "" : ["(", expressionDoc(variable), ") "], blockDoc(lines)],
  finally: (lines) => ["finally ", blockDoc(lines)],
  debugger: () => "debugger;",
  directive: ([text]) => directiveDoc(plain(text)),
  // Of a task's own parameters, whose names and types its signature shows.
  parameter: (items) => ownParameterDoc(items),
};

export function statementDocs(lines: readonly CodeTree[]): readonly Doc[] {
  return lines.map((line) => statementDoc(line));
}

/** A statement, as source text. */
export function statementDoc(code: CodeTree | undefined): Doc {
  if (code === undefined) return "";
  // A bare text would be read as a directive.
  if (typeof code === "string") return code.startsWith('"') ? ["(", code, ");"] : [code, ";"];
  if (Object.hasOwn(WRITERS, code.head)) return (WRITERS[code.head] as Writer)(code.items);
  const declared = /-declaration\*?$/.test(code.head) ? (functionDoc(code) ?? classDoc(code)) : enumDoc(code);
  return declared ?? expressionStatement(code);
}

export function blockDoc(lines: readonly CodeTree[]): Doc {
  return lines.length === 0 ? "{}" : ["{", indent(statementDocs(lines).map((line) => [LINE, line])), LINE, "}"];
}

/** Its text counts as it is written, escapes and all. */
function directiveDoc(raw: string): Doc {
  const quote = raw.includes('"') ? "'" : '"';
  return [quote, raw, quote, ";"];
}

/** What begins like a block or a declaration would be read as one. */
function expressionStatement(code: CodeList): Doc {
  const doc = expressionDoc(code);
  return [/^(?:\{|function\b|async function|class\b)/.test(beginningOf(doc)) ? ["(", doc, ")"] : doc, ";"];
}

function declarationDoc(keyword: string, items: readonly CodeTree[]): Doc {
  return group([keyword, " ", joined(items.map((item) => at(item, Level.Assignment)), ", ")]);
}

/** The parts of a loop's head: a declaration, an expression, or nothing. */
function partDoc(code: CodeTree | undefined): Doc {
  if (code === undefined || isAbsent(code)) return "";
  if (typeof code === "object" && /^(?:const|let|var|using|await-using)$/.test(code.head)) return declarationDoc(code.head.replace("-", " "), code.items);
  return expressionDoc(code);
}

/** The first part of a loop's head, with brackets around what would make a loop over names of it. */
function withoutIn(code: CodeTree | undefined): CodeTree | undefined {
  if (typeof code !== "object") return code;
  const isDeclared = /^(?:const|let|var|using|await-using|=)$/.test(code.head);
  if (isDeclared) return { head: code.head, items: code.items.map((item) => withoutIn(item) ?? item) };
  return holdsIn(code) ? { head: "end", items: [code] } : code;
}

function holdsIn(code: CodeTree): boolean {
  return typeof code === "object" && (code.head === "in" || code.items.some(holdsIn));
}

function conditionDoc(code: CodeTree | undefined): Doc {
  return group(["(", indent([NOTHING, expressionDoc(code)]), NOTHING, ")"]);
}

function branchDoc(body: CodeTree | undefined): Doc {
  return isBlock(body) ? [" ", statementDoc(body)] : group(indent([SPACE, statementDoc(body)]));
}

function branchesDoc(one: CodeTree | undefined, other: CodeTree): Doc {
  const isChain = listOf(other, "if") !== undefined;
  // An `else` belongs to the nearest `if`: whatever could end in one is put in braces.
  const isOpen = typeof one === "object" && /^(?:if|for|for-in|for-of|for-await-of|while|label|with)$/.test(one.head);
  const first: CodeTree | undefined = isOpen ? { head: "block", items: [one] } : one;
  return [branchDoc(first), isBlock(first) ? " else" : [LINE, "else"], isChain ? [" ", statementDoc(other)] : branchDoc(other)];
}

function isBlock(code: CodeTree | undefined): boolean {
  return listOf(code, "block") !== undefined;
}

function ownParameterDoc(items: readonly CodeTree[]): Doc {
  const [position, ...others] = items;
  const [target, initial] = others.slice(-2);
  const name = isAbsent(target) ? "" : [" ", expressionDoc(target)];
  return [`parameter ${Number(plain(position)) + 1}:`, name, isAbsent(initial) ? "" : [" = ", expressionDoc(initial)]];
}
