import type TS from "typescript";
import { inline, quoted, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";

export const literals: Writers = {
  StringLiteral: stringCode,
  NoSubstitutionTemplateLiteral: stringCode,
  NumericLiteral: (_coder, node: TS.NumericLiteral) => numberText(node),
  BigIntLiteral: (_coder, node: TS.BigIntLiteral) => `${bigintText(node)}n`,
  RegularExpressionLiteral: regexCode,
  TrueKeyword: () => "true",
  FalseKeyword: () => "false",
  NullKeyword: () => "null",
  TemplateExpression: templateCode,
  TaggedTemplateExpression: taggedCode,
};

/** Quotes and escapes are spelling; only the cooked text runs. */
function stringCode(_coder: Coder, node: TS.StringLiteral | TS.NoSubstitutionTemplateLiteral): Code {
  return quoted(node.text);
}

/** The value of a number. `Infinity` is an identifier, so a literal too large for a number keeps a numeral. */
function numberText(node: TS.NumericLiteral): string {
  const text = numericKey(node);
  return text === "Infinity" ? "1e999" : text;
}

/** A number as a property key: `0x1` and `1` are the key "1". */
export function numericKey(node: TS.NumericLiteral): string {
  return String(Number(node.text));
}

/** The value of a bigint in decimal, whatever its radix. */
export function bigintText(node: TS.BigIntLiteral): string {
  const digits = node.text.replace(/n$/, "");
  // Anything else stands in a program with a syntax error only, where BigInt would throw.
  return /^(\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(digits) ? BigInt(digits).toString() : digits;
}

/** The order of flags does not count. */
function regexCode(_coder: Coder, node: TS.RegularExpressionLiteral): Code {
  const end = node.text.lastIndexOf("/");
  const flags = [...node.text.slice(end + 1)].sort().join("");
  return inline("regex", quoted(node.text.slice(1, end)), quoted(flags));
}

function templateCode(coder: Coder, node: TS.TemplateExpression): Code {
  const spans = node.templateSpans.flatMap((span) => [coder.code(span.expression), quoted(span.literal.text)]);
  return inline("template", quoted(node.head.text), ...spans);
}

/** A tag sees the raw text, and `String.raw` returns it: an escape and its character differ here. */
function taggedCode(coder: Coder, node: TS.TaggedTemplateExpression): Code {
  const { ts } = coder;
  const tag = coder.code(node.tag);
  if (ts.isNoSubstitutionTemplateLiteral(node.template)) return inline("tagged", tag, quoted(rawText(node.template)));
  const spans = node.template.templateSpans.flatMap((span) => [coder.code(span.expression), quoted(rawText(span.literal))]);
  return inline("tagged", tag, quoted(rawText(node.template.head)), ...spans);
}

/** The source between the delimiters: a backtick or `}` before, a backtick or `${` behind. */
function rawText(node: TS.TemplateLiteralLikeNode): string {
  const source = node.getText(node.getSourceFile());
  const raw = source.slice(1, source.endsWith("`") ? -1 : -2);
  return normalizeLineBreaks(raw);
}

/** The language itself reads CRLF and CR in a template as LF. */
export function normalizeLineBreaks(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
