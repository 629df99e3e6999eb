import { suite } from "uvu";
import * as assert from "uvu/assert";
import { diffTexts } from "#tools/explain/textDiff";
import { compareTypes } from "#tools/explain/types/compare";
import { readableSignature } from "#tools/explain/types/readable";
import { parseSignature } from "#tools/explain/types/signature";

const test = suite("tools/explain: signatures, taken apart and compared");

/** What moved in the type of the first parameter, as `path: kind`. */
function moved(before: readonly string[], after: readonly string[]): readonly string[] {
  const [old, now] = [parseSignature(before), parseSignature(after)];
  const [was, is] = [old, now].map(({ overloads }) => overloads[0]?.parameters[0]?.type);
  if (!was || !is) throw new Error("Both signatures have a parameter.");
  return compareTypes({ before: old.scope, after: now.scope }, { before: was, after: is }).map(({ path, what }) => `${path}: ${what.kind}`);
}

const of = (type: string, ...named: readonly string[]): readonly string[] => [`(x: ${type}) => void`, ...named];

test("a signature is read to its last bracket, whatever its strings hold", () => {
  const { overloads, scope, ownNames } = parseSignature(['<$1 extends {a: "=> )"}>(a: $1, {}: "(, |"[], ...rest?: #1) => Map<string, #1>', "#1 = {b?: #1}", "by (one, _)"]);
  assert.equal(overloads.map(({ typeParameters, parameters, output }) => [typeParameters, parameters.map(({ name, isRest, isOptional, type }) => [name, isRest, isOptional, type.text]), output.text]), [
    ['<$1 extends {a: "=> )"}>', [["a", false, false, "$1"], ["parameter 2", false, false, '"(, |"[]'], ["rest", true, true, "#1"]], "Map<string, #1>"],
  ]);
  assert.equal([[...scope.keys()], ownNames], [["#1"], "by (one, _)"]);
});

test("types that only number theirs otherwise are the same", () => {
  assert.equal(moved(of("{a: #1, b: #2}", "#1 = {v: #1}", "#2 = {w: #2}"), of("{a: #2, b: #1}", "#1 = {w: #1}", "#2 = {v: #2}")), []);
  assert.equal(moved(of("#1 | string", "#1 = {next: #1 | null}"), of("string | #1", "#1 = {next: null | #1}")), []);
});

test("the smallest part that moved is named, once, by its shortest path", () => {
  assert.equal(moved(of("{deep: {shared: #1}, shared: #1}", "#1 = {v: string}"), of("{deep: {shared: #1}, shared: #1}", "#1 = {v: number}")), [".shared.v: changed"]);
  assert.equal(moved(of("#1", "#1 = {children: #1[], v: string}"), of("#1", "#1 = {children: #1[], v: string, w?: 1}")), [".w: added"]);
  assert.equal(moved(of("Map<string, {a: 1}>[]"), of("Map<string, {a: 2}>[]")), ["[number]<value>.a: changed"]);
  assert.equal(moved(of('{k: "a", v: 1} | {k: "b", v: 1}'), of('{k: "a", v: 1} | {k: "b", v: 2}')), [".v: changed"]);
  assert.equal(moved(of('{k: "a", v: 1} | {k: "b", v: 1} | 0'), of('{k: "a", v: 2} | {k: "b", v: 2} | 0')), [".v: changed"]);
  assert.equal(moved(of('"a" | "b"'), of('"a" | "b" | "c"')), [": widened"]);
  assert.equal(moved(of('"a" | "b"'), of('"a"')), [": narrowed"]);
  assert.equal(moved(of("{[string]: 1, a?: 1}"), of("{[string]: 2, a: 1}")), [".a: required", "[string]: changed"]);
  assert.equal(moved(of('{"a-b": 1}'), of('{"a-b": 2}')), ['["a-b"]: changed']);
});

test("types that end nowhere are compared to an end", () => {
  assert.equal(moved(of("#1", "#1 = {a: #2}", "#2 = {a: #1, b: 1}"), of("#1", "#1 = {a: #1, b: 1}")), [".b: added"]);
});

test("a long signature has a field a line, so that a diff shows one", () => {
  const text = (extra: string): string => readableSignature([`(order: {readonly: string, lines: {price: number, text: string${extra}}[]}, currency: "EUR" | "USD") => Promise<{total: number}>`]);
  assert.equal(diffTexts(text(""), text(", note?: string")).map(({ sign, text: line }) => sign + line.trim()), [" price: number,", " text: string,", "+note?: string,", " }[],", " },"]);
  assert.is(readableSignature(["(a: {b: 1}) => void"]), "(a: {b: 1}) => void");
});

test.run();
