import { suite } from "uvu";
import * as assert from "uvu/assert";
import type TS from "typescript";
import type { Compiler } from "#plugin/context";
import { compileAll, compilers } from "./compile.js";

/** Uses as much syntax as fits, and no types: every token of it runs. */
const sample = `async function theTask(one) { return inner; async function inner(one, { two, three: [four = 4, , ...five], ...six } = one, seven = one?.a.b?.[0]?.(), ...eight) {
  "use strict";
  let total = 0, label = 'x';
  const table = { one, "two": two, 3: four, [label]: five, get g() { return total; }, set g(v) { total = v; }, async *m(x = 1) { yield x; yield* five; }, ...six };
  outer: for (let i = 0, n = five.length; i < n; i++) {
    for (const key in table) { if (key === "g") continue outer; else if (i > 2 && key !== label || !total) break outer; }
    total += -(five[i] ** 2) % 7 - ~i;
  }
  for await (const { value = 1, ...rest } of eight) { total ||= value ?? rest.x; }
  while (total-- > 10) total >>>= 1;
  do { total <<= 1; } while (total < 100 && total > 5);
  switch (label) { case "x": total |= 8; break; case \`y\${total}z\`: { total ^= 1; } default: total &= 255; }
  try { await import("fs"); } catch ({ message }) { throw new Error(message, { cause: one }); } finally { void 0; }
  class Box extends Array { #v = 1; static s = 2; accessor w = 3; static { Box.s++; } constructor(p) { super(p); this.#v = p; } get v() { return this.#v; } static async run(...q) { return q.map((e) => e * 2); } has(o) { return #v in o; } }
  enum Unit { Metre = 1, Foot }
  const f = function* named(a, b = a) { const got = yield a; return [...got, , b]; }, g = async (x) => { await x; }, h = (y) => ({ y, z: y ? 1n : /a+b/gu });
  ({ two, four: five[0] = 2 } = one); [total, label] = [label, total];
  delete table.one; typeof f === "function" ? g(h) : (f, g);
  const tagged = String.raw\`a\\n\${total}b\${label}\`, jsx = <Box.Item a="1" b={two} {...six}>text {label} <i/> &copy; more</Box.Item>;
  if (tagged instanceof Object) { using r = one.open(); return r.x; }
  return new Box(jsx, import.meta.url, Unit.Foot, (one?.a).b, { async k() { return new.target; } });
} }`;

const swaps: readonly (readonly string[])[] = [
  ["+", "-", "*", "/", "%", "|", "^", "&", "<<", ">>"],
  ["+=", "-=", "|=", "^=", "&=", "<<=", ">>>=", "||=", "="],
  ["<", ">", "<=", ">=", "===", "!==", "=="],
  ["&&", "||"],
  ["++", "--"],
  ["!", "~", "-"],
  ["let", "const", "var"],
  ["break", "continue"],
  ["in", "of", "instanceof"],
  ["typeof", "void", "delete"],
  ["?.", "."],
  ["get", "set"],
  ["this", "super"],
];

/** Punctuation that is spelling in some places; the rows test where it is not. */
const SPELLING = new Set([";", ",", "(", ")", "{", "}"]);

const MODIFIERS = new Set(["async", "static", "accessor"]);

interface Token {
  readonly start: number;
  readonly end: number;
}

function tokensOf(ts: Compiler): readonly Token[] {
  const file = ts.createSourceFile("sample.tsx", sample, ts.ScriptTarget.ESNext, true);
  const tokens: Token[] = [];
  const waiting = [...file.statements] as TS.Node[];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const children = node.getChildren(file);
    if (children.length === 0 && node.getWidth(file) > 0) tokens.push({ start: node.getStart(file), end: node.end });
    waiting.push(...children);
  }
  return tokens.sort((left, right) => left.start - right.start);
}

/** Edits of one token: left out, doubled, or replaced by one of its like. */
function editsOf(text: string): readonly string[] {
  const like = swaps.filter((swap) => swap.includes(text)).flat().filter((other) => other !== text);
  if (SPELLING.has(text)) return [];
  if (/^["'`].*["'`]$/s.test(text)) return [text.slice(0, 1) + "q" + text.slice(1)];
  if (/^\d+n?$/.test(text)) return [`9${text}`, ""];
  // A modifier written twice is an error of the checker, and means nothing more.
  if (MODIFIERS.has(text)) return [...like, "", `${text}q`];
  if (/^[\w$#]+$/.test(text)) return [...like, "", `${text}q`, `${text} ${text}`];
  return [...like, "", text + text, text.slice(0, -1) + "q" + text.slice(-1)];
}

function replace({ start, end }: Token, text: string): string {
  return sample.slice(0, start) + text + sample.slice(end);
}

function exchangesOf(first: Token, second: Token): readonly string[] {
  const [left, right] = [first, second].map(({ start, end }) => sample.slice(start, end));
  // A semicolon before or behind a brace is spelling; modifiers in the wrong order are an error of the checker.
  if (left === ";" || right === ";" || (MODIFIERS.has(left ?? "") && MODIFIERS.has(right ?? ""))) return [];
  const text = `${right}${sample.slice(first.end, second.start)}${left}`;
  return [replace({ start: first.start, end: second.end }, text)];
}

/** The sample with one token edited, or with two neighbours exchanged. */
function mutantsOf(ts: Compiler): readonly string[] {
  // The outer function's name and parameter belong to the signature.
  const tokens = tokensOf(ts).filter(({ start }) => start > sample.indexOf("{"));
  const edits = tokens.flatMap(({ start, end }) => editsOf(sample.slice(start, end)).map((edit) => replace({ start, end }, edit)));
  const exchanges = tokens.slice(1).flatMap((second, index) => exchangesOf(tokens[index] ?? second, second));
  const mutants = [...edits, ...exchanges];
  return [...new Set(mutants)].filter((mutant) => mutant !== sample);
}

/** What an edit changed, as a failure should show it. */
function differenceOf(mutant: string): string {
  let start = 0;
  while (mutant[start] === sample[start]) start += 1;
  return `…${mutant.slice(Math.max(0, start - 20), start + 20)}…`;
}

for (const ts of compilers) {
  const test = suite(`code of mutants, TypeScript ${ts.version}`);
  const [original, ...edited] = compileAll(ts, [sample, ...mutantsOf(ts)]);
  const mutants = edited.filter(({ syntax }) => syntax.length === 0);

  test("the sample is accepted, and there are enough mutants", () => {
    assert.equal(original?.diagnostics, []);
    assert.equal(original?.syntax, []);
    assert.ok(mutants.length > 600, `${mutants.length} mutants`);
  });

  test("no mutant has the text of the sample", () => {
    const survivors = mutants.filter(({ text }) => text === original?.text).map(({ source }) => differenceOf(source));
    assert.equal(survivors, []);
  });

  test.run();
}
