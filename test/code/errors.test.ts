import { suite } from "uvu";
import * as assert from "uvu/assert";
import type TS from "typescript";
import { canonicalNode } from "#plugin/code/index";
import { DIAGNOSTIC_BASE } from "#plugin/context";
import { compileAll, compilers, createContext } from "./compile.js";

/** A file whose task is `theTask`, and its errors as `code:text of the node`; none when it is accepted. */
type Case = readonly [title: string, source: string, ...errors: readonly string[]];

const ownBindings: readonly Case[] = [
  ["this", "function theTask() { return this; }", "1081:this"],
  ["this in an arrow", "const theTask = () => this;", "1081:this"],
  ["this in a nested arrow", "function theTask() { return () => this.x; }", "1081:this"],
  ["this twice", "function theTask() { this.a = this.b; }", "1081:this", "1081:this"],
  ["this in a default", "function theTask(a = this.x) { return a; }", "1081:this"],
  ["this in a pattern default", "function theTask({ a = this.x }) { return a; }", "1081:this"],
  ["this in a pattern key", "function theTask({ [this.k]: a }) { return a; }", "1081:this"],
  ["this of a nested function", "function theTask() { return function () { return this; }; }"],
  ["this of a nested method", "function theTask() { return { m() { return this; } }; }"],
  ["this of a nested accessor", "function theTask() { return { get m() { return this; } }; }"],
  ["this in a nested function's default", "function theTask() { return function (x = this) { return x; }; }"],
  ["this of a class", "function theTask() { class C { x = this; static y = this; static { this; } constructor() { this; } } }"],
  ["this in a class's key", "function theTask() { class C { [this.k] = 1 } }", "1081:this"],
  ["this in a method's key", "function theTask() { return { [this.k]() {} }; }", "1081:this"],
  ["this in heritage", "function theTask() { class C extends this.Base {} }", "1081:this"],
  ["this in a decorator", "function theTask() { class C { @(this.d) x = 1 } }", "1081:this"],
  ["this in a class decorator", "function theTask() { @(this.d) class C {} }", "1081:this"],
  ["this in a parameter's decorator", "function theTask() { class C { m(@(this.d) x) {} } }", "1081:this"],
  ["this in a key inside a method", "function theTask() { return { m() { return { [this.k]: 1 }; } }; }"],
  ["this as a type", "function theTask(a: any) { class C { m(): this { return a; } } }"],
  ["this parameter", "function theTask(this: void) { return 1; }"],
  ["this in a type query", "function theTask(a: any) { return a as typeof this; }"],
  ["this as a tag", "function theTask() { return <this.x/>; }", "1081:this"],
  ["this of a method as a task", "const o = { theTask() { return this; } };", "1081:this"],
  ["arguments", "function theTask() { return arguments; }", "1082:arguments"],
  ["arguments in an arrow", "function theTask() { return () => arguments[0]; }", "1082:arguments"],
  ["arguments at the top", "const theTask = () => arguments;", "1082:arguments"],
  ["arguments in a default", "function theTask(a = arguments) { return a; }", "1082:arguments"],
  ["arguments in shorthand", "function theTask() { return { arguments }; }", "1082:arguments"],
  ["arguments in a shorthand's default", "function theTask(a: any) { let x; ({ x = arguments } = a); return x; }", "1082:arguments"],
  ["arguments of a nested function", "function theTask() { return function () { return arguments; }; }"],
  ["arguments of an object", "function theTask(a: any) { return a.arguments + { arguments: 1 }; }"],
  ["new.target", "function theTask() { return new.target; }", "1083:new.target"],
  ["new.target of a nested function", "function theTask() { return function () { return new.target; }; }"],
  ["import.meta", "function theTask() { return import.meta; }"],
  ["super", "const o = { theTask() { return super.x; } };", "1084:super"],
  ["super in an arrow", "const o = { theTask() { return () => super.x; } };", "1084:super"],
  ["super of a nested class", "function theTask(A: any) { class C extends A { m() { return super.m(); } } }"],
  ["generator", "function* theTask() { yield 1; }", "1085:*"],
  ["async generator", "const t = async function* theTask() { yield 1; };", "1085:*"],
  ["nested generator", "function theTask() { return function* () { yield 1; }; }"],
  ["all at once", "function* theTask() { return [this, arguments, new.target]; }", "1085:*", "1081:this", "1082:arguments", "1083:new.target"],
];

const inside = (body: string): string => `function outer(p: any, { q }: any, ...r: any[]) { ${body} }`;

const captures: readonly Case[] = [
  ["parameter", inside("function theTask() { return p; }"), "1086:p"],
  ["pattern parameter", inside("const theTask = () => q;"), "1086:q"],
  ["rest parameter", inside("const theTask = function theTask() { return r; };"), "1086:r"],
  ["const", inside("const x = 1; function theTask() { return x; }"), "1086:x"],
  ["let, written", inside("let x = 1; function theTask() { x = 2; }"), "1086:x"],
  ["var", inside("var x = 1; function theTask() { return x; }"), "1086:x"],
  ["function", inside("function x() {} function theTask() { return x(); }"), "1086:x"],
  ["class", inside("class X {} function theTask() { return new X(); }"), "1086:X"],
  ["class as a base", inside("class X {} function theTask() { return class extends X {}; }"), "1086:X"],
  ["enum", inside("enum X { A } function theTask() { return X.A; }"), "1086:X"],
  ["catch variable", inside("try {} catch (x) { function theTask() { return x; } }"), "1086:x"],
  ["shorthand", inside("function theTask() { return { p }; }"), "1086:p"],
  ["shorthand target", inside("function theTask(a: any) { ({ p } = a); }"), "1086:p"],
  ["default", inside("function theTask(a = p) { return a; }"), "1086:p"],
  ["pattern key", inside("function theTask({ [p]: a }: any) { return a; }"), "1086:p"],
  ["computed key", inside("function theTask() { return { [p]: 1 }; }"), "1086:p"],
  ["template", inside("function theTask() { return `${p}`; }"), "1086:p"],
  ["tag", inside("function theTask() { return p`x`; }"), "1086:p"],
  ["typeof", inside("function theTask() { return typeof p; }"), "1086:p"],
  ["decorator", inside("function theTask() { class C { @p x = 1 } }"), "1086:p"],
  ["nested deep", inside("function theTask() { return () => { class C { m() { return p; } } }; }"), "1086:p"],
  ["once a variable", inside("function theTask() { return p + p + q; }"), "1086:p", "1086:q"],
  ["two levels", inside("return () => { function theTask() { return p; } };"), "1086:p"],
  ["component", inside("const X = 1; function theTask() { return <X/>; }"), "1086:X"],
  ["member component", inside("const X = 1; function theTask() { return <X.Y/>; }"), "1086:X"],
  ["itself by a const", inside("const t = task(function theTask() { return t; });"), "1086:t"],
  ["function expression's own scope", "const o = function () { const x = 1; const theTask = () => x; };", "1086:x"],
  ["arrow", "const o = (x: any) => function theTask() { return x; };", "1086:x"],
  ["at once called", "(() => { const x = 1; function theTask() { return x; } })();", "1086:x"],
  ["method", "class C { m(x: any) { function theTask() { return x; } } }", "1086:x"],
  ["constructor", "class C { constructor(x: any) { function theTask() { return x; } } }", "1086:x"],
  ["setter", "const o = { set m(x: any) { function theTask() { return x; } } };", "1086:x"],
  ["another task's default", "function outer(x: any, y = function theTask() { return x; }) {}", "1086:x"],
  ["private name", inside("class C { #x = 1; static m = function theTask(o: any) { return o.#x; } }"), "1086:#x"],
  ["loop head", "for (let i = 0; i < 3; i++) { const t = function theTask() { return i; }; }", "1086:i"],
  ["loop body", "for (;;) { const x = 1; const t = function theTask() { return x; }; }", "1086:x"],
  ["for of", "for (const x of [1]) { const t = function theTask() { return x; }; }", "1086:x"],
  ["for in", "for (const x in {}) { const t = function theTask() { return x; }; }", "1086:x"],
  ["for of pattern", "for (const { x } of [1]) { const t = function theTask() { return x; }; }", "1086:x"],
  ["while", "while (1) { const x = 1; const t = function theTask() { return x; }; }", "1086:x"],
  ["do", "do { class X {} const t = function theTask() { return X; }; } while (1);", "1086:X"],
  ["var of a loop", "for (var i = 0; ; ) { const t = function theTask() { return i; }; }"],
  ["var of a loop in a function", inside("for (var i = 0; ; ) { const t = function theTask() { return i; }; }"), "1086:i"],
  ["module level", "const x = 1; function theTask() { return x; }"],
  ["module level from inside", `const x = 1; ${inside("function theTask() { return x; }")}`],
  ["import", `import { x } from "m"; import * as y from "m"; ${inside("function theTask() { return x + y; }")}`],
  ["global", inside("function theTask() { return Math.PI + undefined; }")],
  ["outer function itself", inside("function theTask() { return outer; }")],
  ["own names", inside("function theTask(a: any) { const b = a; return b + theTask(b); }")],
  ["own shadow", inside("function theTask() { const p = 1; return { p }; }")],
  ["own nested names", inside("function theTask() { enum E { A, B = A } class C {} return (c: any) => { try {} catch (e) { return [c, e, E, C]; } }; }")],
  ["type only", inside("type T = 1; class X {} function theTask(a: X): T { const b: typeof p = a as X; return b satisfies T; }")],
  ["type argument", inside("interface I {} function theTask(a: any) { return a<I>(); }")],
  ["implements", inside("class X {} function theTask() { return class implements X {}; }")],
  ["property of one name", inside("function theTask(a: any) { return a.p + { p: 1 }.p + a?.q; }")],
  ["label of one name", inside("function theTask() { p: for (;;) break p; }")],
  ["attribute of one name", inside("function theTask(a: any) { return <a.x p={1}/>; }")],
  ["module-level block", "{ const x = 1; function theTask() { return x; } }"],
  ["module-level if", "if (1) { const x = 1; const t = function theTask() { return x; }; }"],
  ["namespace", "namespace N { const x = 1; export function theTask() { return x; } }"],
  ["class at module level", "class C { static x = 1; m() { function theTask() { return C.x; } } }"],
  ["eval, nested", inside("function theTask() { return eval('p'); }"), "1087:eval('p')"],
  ["eval in parentheses, nested", inside("function theTask() { return (eval)('p'); }"), "1087:(eval)('p')"],
  ["eval in a loop", "while (1) { const t = function theTask() { return eval('p'); }; }", "1087:eval('p')"],
  ["indirect eval, nested", inside("function theTask() { return (0, eval)('p') + eval?.('p'); }")],
  ["eval at module level", "function theTask() { return eval('1'); }"],
];

for (const ts of compilers) {
  const test = suite(`code errors, TypeScript ${ts.version}`);

  for (const [title, source, ...expected] of [...ownBindings, ...captures]) {
    test(title, () => {
      const [compiled] = compileAll(ts, [source]);
      assert.equal(errorsOf(compiled?.diagnostics ?? []), expected);
      assert.is(compiled?.text === undefined, expected.length > 0);
    });
  }

  test("the JSX factory is a capture where JSX reads it", () => {
    const source = inside("const React = p; function theTask() { return <x/>; }");
    const pragma = `/** @jsx h */ ${inside("const h = p; function theTask() { return <></>; }")}`;
    const classic = compileAll(ts, [source, pragma], { jsx: ts.JsxEmit.React });
    assert.equal(classic.map(({ diagnostics }) => errorsOf(diagnostics)), [["1086:<x/>"], ["1086:<></>"]]);
    const automatic = compileAll(ts, [source], { jsx: ts.JsxEmit.ReactJSX });
    assert.equal(errorsOf(automatic[0]?.diagnostics ?? []), []);
  });

  test("decorator metadata", () => {
    const source = "function theTask() { class C { @d x: Date = 1 } }";
    const [compiled] = compileAll(ts, [source], { emitDecoratorMetadata: true, experimentalDecorators: true });
    assert.equal(errorsOf(compiled?.diagnostics ?? []), ["1088:@d"]);
  });

  test("syntax that is not in the table", () => {
    const context = createContext(ts, ["namespace N {}"]);
    const statement = context.program.getSourceFile("/row0.tsx")?.statements[0];
    assert.ok(statement);
    assert.is(canonicalNode(context, statement), undefined);
    assert.equal(errorsOf(context.diagnostics), ["1080:namespace N {}"]);
    assert.match(String(context.diagnostics[0]?.messageText), /\(ModuleDeclaration\)/);
  });

  test("messages name the task and the variable", () => {
    const [compiled] = compileAll(ts, [inside("function theTask() { return p; }")]);
    const text = String(compiled?.diagnostics[0]?.messageText);
    assert.match(text, /^Task "theTask" reads "p"/);
    assert.match(text, /\[TP1086\]$/);
  });

  test.run();
}

function errorsOf(diagnostics: readonly TS.Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, file, start = 0, length = 0 }) => `${code - DIAGNOSTIC_BASE}:${file?.text.slice(start, start + length)}`);
}
