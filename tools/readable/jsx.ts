import { listOf, type CodeList, type CodeTree } from "./codeTree.js";
import { expressionDoc, plain } from "./expressions.js";
import { group, indent, joined, NOTHING, SPACE, type Doc } from "./layout.js";

/** An element or a fragment; undefined for any other code. */
export function jsxDoc({ head, items }: CodeList): Doc | undefined {
  if (head === "fragment") return elementDoc({ open: "<>", close: "</>" }, items);
  if (head !== "jsx") return undefined;
  const [tag, attributes, ...children] = items;
  const name = plain(tag) || expressionDoc(tag);
  const given = (listOf(attributes, "attributes")?.items ?? []).map(attributeDoc);
  const start: Doc = ["<", name, given.length === 0 ? "" : indent([SPACE, joined(given, SPACE)])];
  return children.length === 0 ? group([start, " />"]) : elementDoc({ open: group([start, ">"]), close: ["</", name, ">"] }, children);
}

function elementDoc({ open, close }: { readonly open: Doc; readonly close: Doc }, children: readonly CodeTree[]): Doc {
  return group([open, indent(children.map((child) => [NOTHING, childDoc(child)])), NOTHING, close]);
}

function attributeDoc(code: CodeTree): Doc {
  if (typeof code === "string") return code;
  if (code.head === "...") return ["{...", expressionDoc(code.items[0]), "}"];
  const [name, value] = code.items;
  const key = plain(name);
  if (value === undefined) return key;
  const text = listOf(value, "text");
  if (text) return [key, '="', textDoc(text), '"'];
  return [key, "=", typeof value === "string" && /^"[^\\&]*"$/.test(value) ? value : ["{", expressionDoc(value), "}"]];
}

function childDoc(code: CodeTree): Doc {
  if (typeof code === "object" && /^(?:jsx|fragment)$/.test(code.head)) return jsxDoc(code) ?? "";
  const text = listOf(code, "text");
  if (text) return textDoc(text);
  return typeof code === "string" && code.startsWith('"') && !/^"\s|\s"$|[{}<>\\&]/.test(code) ? plain(code) : ["{", expressionDoc(code), "}"];
}

/** Text with entities in it. */
function textDoc({ items }: CodeList): Doc {
  return items.map((item) => (typeof item === "string" ? plain(item) : `&${plain(item.items[0])};`));
}
