import { inserted, removed, replaced, startOf, textOf } from "./edit.mjs";

export const ofLiterals = [
  { name: "string changed", edits: changedString },
  { name: "string's case changed", edits: changedCase },
  { name: "number changed", edits: changedNumber },
  { name: "keyword value changed", edits: changedKeyword },
  { name: "literal of another kind", edits: changedKind },
  { name: "regular expression changed", edits: changedRegex },
  { name: "template's text changed", edits: changedTemplate },
  { name: "template's substitutions", edits: changedSubstitution },
  { name: "escape in a tagged template", edits: escapedTagged },
  { name: "tag dropped or put in", edits: changedTag },
];

/** A string with a letter more, at its end and at its start; `'` and `"` are one character wide. */
function* changedString(ts, node) {
  if (!ts.isStringLiteral(node)) return;
  yield inserted(node.end - 1, "q");
  yield inserted(startOf(ts, node) + 1, "q");
  if (textOf(ts, node).length > 2) yield removed(startOf(ts, node) + 1, node.end - 1);
}

function* changedCase(ts, node) {
  if (!ts.isStringLiteral(node)) return;
  const start = startOf(ts, node) + 1;
  const [first] = node.text;
  const other = first === first?.toLowerCase() ? first?.toUpperCase() : first?.toLowerCase();
  if (first !== undefined && other !== first && textOf(ts, node)[1] === first) yield { start, end: start + 1, text: other };
}

function* changedNumber(ts, node) {
  if (!ts.isNumericLiteral(node) && !ts.isBigIntLiteral(node)) return;
  const suffix = ts.isBigIntLiteral(node) ? "n" : "";
  const value = Number(node.text.replace(/n$/, ""));
  if (!Number.isSafeInteger(value)) return void (yield replaced(ts, node, `9${suffix}`));
  for (const other of [value + 1, value * 10 + 7, value ^ 1024]) yield replaced(ts, node, `${Math.abs(other)}${suffix}`);
}

function* changedKeyword(ts, node) {
  const { FalseKeyword, NullKeyword, TrueKeyword } = ts.SyntaxKind;
  if (node.kind === TrueKeyword) yield replaced(ts, node, "false");
  if (node.kind === FalseKeyword) yield replaced(ts, node, "true");
  if (node.kind === NullKeyword) yield replaced(ts, node, "undefined");
  if (ts.isIdentifier(node) && node.text === "undefined") yield replaced(ts, node, "null");
}

function* changedKind(ts, node) {
  // The key `1` is the key "1", and a directive is no value.
  if (ts.isPropertyName(node) && node.parent.name === node) return;
  if (ts.isNumericLiteral(node)) yield replaced(ts, node, JSON.stringify(node.text));
  if (ts.isNumericLiteral(node) && /^\d+$/.test(textOf(ts, node))) yield inserted(node.end, "n");
  if (ts.isStringLiteral(node) && /^[a-z]+$/i.test(node.text) && !ts.isExpressionStatement(node.parent)) yield replaced(ts, node, `(${node.text}$)`);
}

function* changedRegex(ts, node) {
  if (!ts.isRegularExpressionLiteral(node)) return;
  const bar = startOf(ts, node) + node.text.lastIndexOf("/");
  const flags = node.text.slice(node.text.lastIndexOf("/") + 1);
  for (const flag of "gimsuy") yield flags.includes(flag) ? { start: bar + 1, end: node.end, text: flags.replace(flag, "") } : inserted(node.end, flag);
  yield inserted(bar, "q");
  yield inserted(startOf(ts, node) + 1, "q");
}

function isTemplatePart(ts, node) {
  return ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

function* changedTemplate(ts, node) {
  if (!isTemplatePart(ts, node)) return;
  const end = node.end - (textOf(ts, node).endsWith("${") ? 2 : 1);
  yield inserted(startOf(ts, node) + 1, "q");
  yield inserted(end, " ");
  yield inserted(end, "\\n");
}

function* changedSubstitution(ts, node) {
  if (!ts.isTemplateExpression(node)) return;
  for (const { expression, literal } of node.templateSpans) {
    yield removed(startOf(ts, expression) - 2, startOf(ts, literal) + 1);
    yield replaced(ts, expression, `[${textOf(ts, expression)}]`);
  }
}

/** A tag sees the raw text: a letter and its escape differ. */
function* escapedTagged(ts, node) {
  if (!isTemplatePart(ts, node)) return;
  const template = ts.isNoSubstitutionTemplateLiteral(node) ? node : ts.isTemplateHead(node) ? node.parent : node.parent.parent;
  if (!ts.isTaggedTemplateExpression(template.parent)) return;
  const start = startOf(ts, node) + 1;
  const letter = node.getSourceFile().text[start];
  if (/[a-z]/i.test(letter)) yield { start, end: start + 1, text: `\\u{${letter.charCodeAt(0).toString(16)}}` };
}

function* changedTag(ts, node) {
  if (ts.isTaggedTemplateExpression(node)) yield replaced(ts, node, textOf(ts, node.template));
  else if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) yield inserted(startOf(ts, node), "String.raw");
}
