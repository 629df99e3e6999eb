import { isAbsent, listOf, type CodeList, type CodeTree } from "./codeTree.js";
import { at, expressionDoc, nameDoc } from "./expressions.js";
import { beginningOf, bracketed, group, indent, LINE, type Doc } from "./layout.js";
import { Level } from "./precedence.js";
import { blockDoc } from "./statements.js";

/** A head with the modifiers that stand before it, such as `static-async-method`. */
interface Modified {
  /** With a blank behind each. */
  readonly modifiers: string;
  readonly base: string;
}

/** `(a, b) => …`; undefined for any other code. */
export function arrowDoc(code: CodeList): Doc | undefined {
  const { modifiers, base } = splitHead(code.head);
  if (base !== "=>") return undefined;
  const [parameters, ...lines] = code.items;
  const [only, ...more] = lines;
  const result = more.length === 0 ? listOf(only, "return")?.items[0] : undefined;
  const head: Doc = [modifiers, parametersDoc(parameters), " => "];
  if (result === undefined) return [head, blockDoc(lines)];
  const doc = at(result, Level.Assignment);
  return [head, beginningOf(doc).startsWith("{") ? ["(", doc, ")"] : doc];
}

/** A function with its name, declared or not. */
export function functionDoc({ head, items }: CodeList): Doc | undefined {
  const { modifiers, base } = splitHead(head);
  if (!/^function(?:-declaration)?\*?$/.test(base)) return undefined;
  const [name, parameters, ...lines] = items;
  return [modifiers, base.endsWith("*") ? "function* " : "function ", isAbsent(name) ? "" : expressionDoc(name), parametersDoc(parameters), " ", blockDoc(lines)];
}

export function classDoc({ head, items }: CodeList): Doc | undefined {
  if (!/^class(?:-declaration)?$/.test(head)) return undefined;
  const { decorators, rest } = splitDecorators(items);
  const [name, heritage, ...members] = rest;
  const base = listOf(heritage, "extends")?.items[0];
  const title = ["class", isAbsent(name) ? "" : [" ", expressionDoc(name)], base === undefined ? "" : [" extends ", at(base, Level.Call)]];
  const body = members.length === 0 ? " {}" : [" {", indent(members.map((member) => [LINE, memberDoc(member)])), LINE, "}"];
  return [decorators, title, body];
}

function memberDoc(member: CodeTree): Doc {
  if (typeof member === "string") return member;
  if (member.head === "static-block") return ["static ", blockDoc(member.items)];
  const { modifiers, base } = splitHead(member.head);
  const { decorators, rest } = splitDecorators(member.items);
  const [name, ...others] = rest;
  if (base === "constructor") return [decorators, "constructor", parametersDoc(name), " ", blockDoc(others)];
  if (base === "field") return group([decorators, modifiers, nameDoc(name), others.length === 0 ? "" : [" = ", at(others[0], Level.Assignment)], ";"]);
  return methodDoc({ prefix: [decorators, modifiers], base }, name, others) ?? expressionDoc(member);
}

/** A method or accessor of a class or an object. */
function methodDoc({ prefix, base }: { readonly prefix: Doc; readonly base: string }, name: CodeTree | undefined, others: readonly CodeTree[]): Doc | undefined {
  if (!/^(?:method\*?|get|set)$/.test(base)) return undefined;
  const [parameters, ...lines] = others;
  const sign = base === "method" ? "" : base === "method*" ? "*" : `${base} `;
  return [prefix, sign, nameDoc(name), parametersDoc(parameters), " ", blockDoc(lines)];
}

/** The same in an object; undefined for what is no method. */
export function objectMethodDoc({ head, items }: CodeList): Doc | undefined {
  const { modifiers, base } = splitHead(head);
  const [name, ...others] = items;
  return methodDoc({ prefix: modifiers, base }, name, others);
}

function parametersDoc(code: CodeTree | undefined): Doc {
  return bracketed("(", (typeof code === "object" ? code.items : []).map(parameterDoc), { close: ")" });
}

function parameterDoc(code: CodeTree): Doc {
  const decorated = listOf(code, "decorated");
  const property = listOf(code, "parameter-property");
  // Whichever of the modifiers makes a property of it.
  if (property) return ["readonly ", parameterDoc(property.items[0] ?? "")];
  if (!decorated) return at(code, Level.Assignment);
  const { decorators, rest } = splitDecorators(decorated.items);
  return [decorators, parameterDoc(rest[0] ?? "")];
}

function splitDecorators(items: readonly CodeTree[]): { readonly decorators: Doc; readonly rest: readonly CodeTree[] } {
  const decorators = items.filter((item) => listOf(item, "@") !== undefined);
  return { decorators: decorators.map((item) => ["@", at(listOf(item, "@")?.items[0], Level.Call), " "]), rest: items.slice(decorators.length) };
}

function splitHead(head: string): Modified {
  const [, words = "", base = head] = /^((?:(?:static|async|accessor|const)-)*)(.+)$/.exec(head) ?? [];
  return { modifiers: words.replaceAll("-", " "), base };
}

/** An enum, with `const` where it is one. */
export function enumDoc({ head, items }: CodeList): Doc | undefined {
  const { modifiers, base } = splitHead(head);
  if (base !== "enum") return undefined;
  const [name, ...members] = items;
  const docs = members.map((member) => {
    const [key, value] = typeof member === "object" ? member.items : [member];
    return [nameDoc(key), value === undefined ? "" : [" = ", expressionDoc(value)]];
  });
  return [modifiers, "enum ", expressionDoc(name), " {", indent(docs.map((doc) => [LINE, doc, ","])), LINE, "}"];
}
