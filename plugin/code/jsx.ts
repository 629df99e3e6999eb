import type TS from "typescript";
import { inline, named, quoted, stacked, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { decodeEntities, jsxTextPieces, textCodes, type TextPiece } from "./jsxText.js";

export const jsx: Writers = {
  JsxElement: (coder, node: TS.JsxElement) => element(coder, node.openingElement, node.children),
  JsxSelfClosingElement: (coder, node: TS.JsxSelfClosingElement) => element(coder, node, []),
  JsxFragment: (coder, node: TS.JsxFragment) => stacked("fragment", [], children(coder, node.children)),
  JsxAttributes: (coder, node: TS.JsxAttributes) => inline("attributes", ...coder.codes(node.properties)),
  JsxAttribute: attribute,
  JsxSpreadAttribute: (coder, node: TS.JsxSpreadAttribute) => inline("...", coder.code(node.expression)),
  JsxExpression: expression,
  JsxNamespacedName: (_coder, node: TS.JsxNamespacedName) => quoted(`${node.namespace.text}:${node.name.text}`),
};

/** `<a></a>` is `<a/>`. */
function element(coder: Coder, opening: TS.JsxOpeningLikeElement, content: readonly TS.JsxChild[]): Code {
  return stacked("jsx", [coder.code(opening.tagName), coder.code(opening.attributes)], children(coder, content));
}

/** `name="text"` is `name={"text"}`, with entities decoded; line breaks count as LF, like everywhere. */
function attribute(coder: Coder, node: TS.JsxAttribute): Code {
  const { ts } = coder;
  const name = ts.isIdentifier(node.name) ? named(ts.idText(node.name)) : coder.code(node.name);
  if (node.initializer === undefined) return inline("attribute", name);
  if (!ts.isStringLiteral(node.initializer)) return inline("attribute", name, coder.code(node.initializer));
  const codes = textCodes(decodeEntities(node.initializer.text.replace(/\r\n/g, "\n")));
  const [only = quoted(""), ...rest] = codes;
  return inline("attribute", name, rest.length === 0 && typeof only === "string" ? only : inline("text", ...codes));
}

function expression(coder: Coder, node: TS.JsxExpression): Code {
  const code = coder.optional(node.expression);
  return node.dotDotDotToken === undefined ? code : inline("...", code);
}

/**
 * Children: text, and what stands between. The `{" "}` that formatters put at line ends is a child of
 * its own, as the element is handed one string more. A comment in braces is none, yet ends a text.
 */
function children(coder: Coder, nodes: readonly TS.JsxChild[]): readonly Code[] {
  const codes: Code[] = [];
  let run: TextPiece[] = [];
  const flush = (): void => {
    const pieces = textCodes(run);
    const [only] = pieces;
    // Text without entities is a string like any other child: `<a>x</a>` is `<a>{"x"}</a>`.
    if (pieces.length === 1 && typeof only === "string") codes.push(only);
    else if (pieces.length > 0) codes.push(inline("text", ...pieces));
    run = [];
  };
  for (const node of nodes) {
    const text = textOf(coder, node);
    if (text !== undefined) run.push(...text);
    else {
      flush();
      codes.push(...child(coder, node));
    }
  }
  flush();
  return codes;
}

function textOf(coder: Coder, node: TS.JsxChild): readonly TextPiece[] | undefined {
  return coder.ts.isJsxText(node) ? jsxTextPieces(node.text) : undefined;
}

/** The code of what is no text; a comment in braces is nothing. */
function child(coder: Coder, node: TS.JsxChild): readonly Code[] {
  const { ts } = coder;
  if (!ts.isJsxExpression(node)) return [coder.code(node)];
  return node.expression === undefined ? [] : [coder.code(node)];
}
