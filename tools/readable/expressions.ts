import { isAbsent, listOf, type CodeList, type CodeTree } from "./codeTree.js";
import { arrowDoc, classDoc, functionDoc, objectMethodDoc } from "./functions.js";
import { bracketed, group, indent, joined, layOut, SPACE, type Doc } from "./layout.js";
import { Level, levelOf } from "./precedence.js";
import { jsxDoc } from "./jsx.js";

/** An expression as a reader knows it, and how tightly it binds. */
interface Written {
  readonly doc: Doc;
  readonly level: number;
}

type Writer = (items: readonly CodeTree[], head: string) => Written;

const primary = (doc: Doc): Written => ({ doc, level: Level.Primary });
const call = (doc: Doc): Written => ({ doc, level: Level.Call });
const unary = (doc: Doc): Written => ({ doc, level: Level.Unary });

const WRITERS: Readonly<Record<string, Writer>> = {
  ".": ([object, name]) => call([at(object, Level.Call), memberDoc(name)]),
  "?.": ([object, name]) => call([at(object, Level.Call), "?", typeof name === "string" && name.startsWith('"') ? "." : "", memberDoc(name)]),
  "[]": ([object, key]) => call([at(object, Level.Call), "[", expressionDoc(key), "]"]),
  "?.[]": ([object, key]) => call([at(object, Level.Call), "?.[", expressionDoc(key), "]"]),
  call: ([callee, ...args]) => call([at(callee, Level.Call), argumentsDoc(args)]),
  "?.call": ([callee, ...args]) => call([at(callee, Level.Call), "?.", argumentsDoc(args)]),
  new: ([callee, ...args]) => call(["new ", at(callee, listOf(callee, ".") ? Level.Call : Level.Primary), argumentsDoc(args)]),
  end: ([code]) => primary(["(", expressionDoc(code), ")"]),
  unnamed: ([code]) => primary(["(", expressionDoc(code), ")"]),
  meta: ([keyword, name]) => primary([expressionDoc(keyword), ".", expressionDoc(name)]),
  self: () => primary("self"),
  array: (items) => primary(arrayDoc(items)),
  "array-pattern": (items) => primary(arrayDoc(items)),
  object: (items) => primary(objectDoc(items)),
  "object-pattern": (items) => primary(objectDoc(items)),
  hole: () => primary(""),
  "...": ([code]) => ({ doc: ["...", at(code, Level.Assignment)], level: Level.Assignment }),
  regex: ([source, flags]) => primary(`/${plain(source)}/${plain(flags)}`),
  template: (items) => primary(templateDoc(items, escapedText)),
  tagged: ([tag, ...items]) => call([at(tag, Level.Call), templateDoc(items, plain)]),
  "?": ([condition, one, other]) => ({ doc: conditionalDoc(condition, one, other), level: Level.Conditional }),
  await: ([code]) => unary(["await ", at(code, Level.Unary)]),
  delete: ([code]) => unary(["delete ", at(code, Level.Unary)]),
  typeof: ([code]) => unary(["typeof ", at(code, Level.Unary)]),
  void: ([code]) => unary(["void ", at(code, Level.Unary)]),
  yield: ([code]) => ({ doc: code === undefined ? "yield" : ["yield ", at(code, Level.Assignment)], level: Level.Assignment }),
  "yield*": ([code]) => ({ doc: ["yield* ", at(code, Level.Assignment)], level: Level.Assignment }),
};

/** What the code of an expression says, as source text. */
export function expressionDoc(code: CodeTree | undefined): Doc {
  return write(code).doc;
}

/** In brackets where it binds less tightly than its place needs. */
export function at(code: CodeTree | undefined, level: number): Doc {
  const written = write(code);
  return written.level < level ? ["(", written.doc, ")"] : written.doc;
}

/** The value of an atom that is a JSON string; any other atom is itself. */
export function plain(code: CodeTree | undefined): string {
  if (typeof code !== "string") return "";
  return code.startsWith('"') ? (JSON.parse(code) as string) : code;
}

/** The name of a property or member, quoted where it has to be. */
export function nameDoc(code: CodeTree | undefined): Doc {
  return typeof code === "object" && code.head === "computed" ? ["[", expressionDoc(code.items[0]), "]"] : expressionDoc(code);
}

function write(code: CodeTree | undefined): Written {
  if (code === undefined) return primary("");
  // A point behind a number would be part of it.
  if (typeof code === "string") return { doc: code, level: /^\d/.test(code) ? Level.Postfix : Level.Primary };
  if (Object.hasOwn(WRITERS, code.head)) return (WRITERS[code.head] as Writer)(code.items, code.head);
  return writeOperator(code) ?? writeFunction(code) ?? primary(rawDoc(code));
}

function writeOperator({ head, items }: CodeList): Written | undefined {
  if (/^(?:[-+!~]|\+\+|--)_$/.test(head)) return unary([head.slice(0, -1), at(items[0], /^[-+]/.test(head) ? Level.Postfix : Level.Unary)]);
  if (/^_(?:\+\+|--)$/.test(head)) return { doc: [at(items[0], Level.Postfix), head.slice(1)], level: Level.Postfix };
  const level = levelOf(head);
  if (level === undefined) return undefined;
  if (level === Level.Assignment) return { doc: group([at(items[0], Level.Conditional), ` ${head} `, at(items[1], Level.Assignment)]), level };
  // The first operand may be of the same level, as chains lean to the left; `??` never stands beside `&&` and `||`.
  const inner = head === "??" ? Level.Conditional + 4 : level;
  const operands = items.map((item, index) => at(item, index === 0 && head !== "**" ? inner : inner + 0.1));
  const [first = "", ...rest] = operands;
  return { doc: group([first, indent(rest.map((operand) => [head === "," ? "," : ` ${head}`, SPACE, operand]))]), level };
}

function writeFunction(code: CodeList): Written | undefined {
  const arrow = arrowDoc(code);
  if (arrow !== undefined) return { doc: arrow, level: Level.Assignment };
  const doc = functionDoc(code) ?? classDoc(code) ?? jsxDoc(code);
  return doc === undefined ? undefined : primary(doc);
}

function memberDoc(name: CodeTree | undefined): Doc {
  return typeof name === "string" && name.startsWith('"') ? `[${name}]` : [".", expressionDoc(name)];
}

/** A call with one function or object as its last argument keeps the bracket beside it. */
function argumentsDoc(args: readonly CodeTree[]): Doc {
  const docs = args.map((each) => at(each, Level.Assignment));
  if (docs.length === 1) return ["(", docs, ")"];
  const last = args.at(-1);
  const isHugged = typeof last === "object" && /=>$|^(?:async-)?function|^object$|^array$/.test(last.head) && args.slice(0, -1).every((each) => typeof each === "string");
  return isHugged ? ["(", joined(docs, ", "), ")"] : bracketed("(", docs, { close: ")" });
}

function arrayDoc(items: readonly CodeTree[]): Doc {
  const docs = items.map((item) => at(item, Level.Assignment));
  // The comma behind a last item says nothing.
  return bracketed("[", listOf(items.at(-1), "hole") ? [...docs, ""] : docs, { close: "]" });
}

function objectDoc(items: readonly CodeTree[]): Doc {
  return bracketed("{", items.map(propertyDoc), { close: "}", padding: SPACE });
}

function propertyDoc(code: CodeTree): Doc {
  if (typeof code === "string") return code;
  const [name, value] = code.items;
  if (code.head === "shorthand") return expressionDoc(value);
  if (code.head !== "property") return objectMethodDoc(code) ?? expressionDoc(code);
  const target = typeof value === "object" && value.head === "=" ? value.items[0] : value;
  return name === target && name !== "__proto__" ? at(value, Level.Assignment) : group([nameDoc(name), ": ", at(value, Level.Assignment)]);
}

/** Texts and expressions in turn. */
function templateDoc(items: readonly CodeTree[], textDoc: (item: CodeTree) => string): Doc {
  return ["`", ...items.map((item, index) => (index % 2 === 0 ? textDoc(item) : `\${${layOut(expressionDoc(item), Infinity)}}`)), "`"];
}

/** What stands for the text between backticks. */
function escapedText(item: CodeTree): string {
  return JSON.stringify(plain(item)).slice(1, -1).replaceAll('\\"', '"').replace(/`|\$\{/g, "\\$&");
}

function conditionalDoc(condition: CodeTree | undefined, one: CodeTree | undefined, other: CodeTree | undefined): Doc {
  const parts: Doc = [SPACE, "? ", at(one, Level.Assignment), SPACE, ": ", at(other, Level.Assignment)];
  return group([at(condition, Level.Conditional + 0.1), indent(parts)]);
}

/** Code of a kind that is not known here stays as it is. */
function rawDoc(code: CodeTree): Doc {
  if (typeof code === "string") return code;
  return isAbsent(code) ? "()" : ["(", joined([code.head, ...code.items.map(rawDoc)], " "), ")"];
}
