/**
 * Why a formatter changed a code, where it really changed the program: shown by what TypeScript or esbuild
 * make of both texts, never by the code alone.
 */
import { transformSync } from "esbuild";
import ts from "typescript";
import { functionsOf } from "./codes.mjs";

/** Two spellings of one function, `{ node, code }` each, and the whole files they stand in. */
export function explainChange({ path, index }, before, after) {
  if (before.code === undefined || after.code === undefined) return undefined;
  return changedString(before, after) ?? splitText({ path, index }, before, after);
}

/** Nothing but the contents of strings differs in the code, and the trees hold strings that differ. */
function changedString(before, after) {
  if (withoutStrings(before.code) !== withoutStrings(after.code)) return undefined;
  const [old, young] = [stringsIn(before.node), stringsIn(after.node)];
  const at = old.findIndex((text, position) => text !== young[position]);
  return old.length !== young.length || at < 0 ? undefined : `the string ${differenceOf(old[at], young[at])}`;
}

/**
 * Text among elements was cut at another place, as where `{" "}` takes the place of a space: the element is
 * handed other strings. TypeScript's own output holds them.
 */
function splitText({ path, index }, before, after) {
  if (joinedTexts(before.code) !== joinedTexts(after.code)) return undefined;
  const [old, young] = [before, after].map(({ node }) => emittedStrings(path, node.getSourceFile().text, index));
  const at = old.findIndex((text, position) => text !== young[position]);
  return at < 0 ? undefined : `the text ${differenceOf(old[at], young[at] ?? "")}, cut at another place`;
}

/** A code in which strings that follow each other on lines of their own are one. */
function joinedTexts(code) {
  return code.replace(/"\n\s*"/g, "");
}

/** The strings of one function, by its number, in what TypeScript makes of a file. */
function emittedStrings(path, text, index) {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.React };
  const { outputText } = ts.transpileModule(text, { fileName: path, compilerOptions });
  const file = ts.createSourceFile("emitted.js", outputText, ts.ScriptTarget.ESNext, true);
  const fn = functionsOf(file)[index];
  return fn === undefined ? [] : stringsIn(fn);
}

/** Whether esbuild, which normalises more than spelling, makes two programs of two texts; undefined where it refuses one. */
export function isOtherProgram(path, before, after) {
  const [one, other] = [before, after].map((text) => normalised(path, text));
  return one === undefined || other === undefined ? undefined : one !== other;
}

function normalised(path, text) {
  const loader = /\.[cm]?ts$/.test(path) ? "ts" : "tsx";
  try {
    return transformSync(text, { loader, target: "esnext", treeShaking: false, jsx: "preserve", logLevel: "silent", minifyWhitespace: true, minifySyntax: true }).code;
  } catch {
    return undefined;
  }
}

function withoutStrings(code) {
  return code.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** The contents of strings and templates, as the program sees them; JSX text is none, as its white space is spelling. */
function stringsIn(node) {
  const found = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? [node.text] : [];
  ts.forEachChild(node, (child) => void found.push(...stringsIn(child)));
  return found;
}

function differenceOf(old, young) {
  let start = 0;
  while (start < old.length && old[start] === young[start]) start += 1;
  const [left, right] = [old, young].map((text) => JSON.stringify(text.slice(Math.max(0, start - 10), start + 20)));
  return `…${left}… became …${right}…`;
}
