import type TS from "typescript";
import { inline, named, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { unwrap } from "../unwrap.js";

export const access: Writers = {
  PropertyAccessExpression: propertyAccess,
  ElementAccessExpression: elementAccess,
  CallExpression: call,
  NewExpression: (coder, node: TS.NewExpression) =>
    inline("new", coder.code(node.expression), ...coder.codes(node.arguments ?? [])),
  MetaProperty: metaProperty,
  ThisKeyword: () => "this",
  SuperKeyword: () => "super",
  ImportKeyword: () => "import",
};

type Link = TS.PropertyAccessExpression | TS.ElementAccessExpression | TS.CallExpression;

function propertyAccess(coder: Coder, node: TS.PropertyAccessExpression): Code {
  const name = coder.ts.isPrivateIdentifier(node.name) ? coder.code(node.name) : named(coder.ts.idText(node.name));
  return inline(linkHead(node, "."), objectOf(coder, node), name);
}

/** `x["foo"]` is `x.foo`; a number stays apart, as formatters never turn it into a string. */
function elementAccess(coder: Coder, node: TS.ElementAccessExpression): Code {
  const key = unwrap(coder.ts, node.argumentExpression);
  const object = objectOf(coder, node);
  if (coder.ts.isStringLiteralLike(key)) return inline(linkHead(node, "."), object, named(key.text));
  return inline(linkHead(node, "[]"), object, coder.code(key));
}

function call(coder: Coder, node: TS.CallExpression): Code {
  return inline(linkHead(node, "call"), objectOf(coder, node), ...coder.codes(node.arguments));
}

function linkHead(node: Link, head: string): string {
  if (node.questionDotToken === undefined) return head;
  return head === "." ? "?." : `?.${head}`;
}

/**
 * What a link of a chain stands on. Parentheses end an optional chain: `(a?.b).c` throws where
 * `a?.b.c` is undefined. Before another `?.` the end makes no difference.
 */
function objectOf(coder: Coder, node: Link): Code {
  const { ts } = coder;
  const object = unwrap(ts, node.expression);
  const ends = ts.isOptionalChain(object) && !ts.isOptionalChain(node);
  return ends ? inline("end", coder.code(object)) : coder.code(object);
}

/** `new.target`, `import.meta`, `import.defer`. */
function metaProperty(coder: Coder, node: TS.MetaProperty): Code {
  const keyword = coder.ts.tokenToString(node.keywordToken);
  return keyword === undefined ? coder.refuse(node) : inline("meta", keyword, named(coder.ts.idText(node.name)));
}
