import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { analyse } from "./effects.program.js";

/** Whether `table` counts as reassigned, with the text of the place; and what of its mentions in main.ts read it. */
const reassignments: readonly (readonly [label: string, table: string, place: string | undefined])[] = [
  ["never", "export let table = 1;", undefined],
  ["a constant's property", "export const table = { a: 1 }; table.a = 2;", undefined],
  ["by a statement", "export let table = 1; table = 2;", "table"],
  ["by a function", "export let table = 1; export function set(n: number) { table = n; }", "table"],
  ["by a function that a task calls", "export let table = 1; export const bump = () => table++;", "table"],
  ["arithmetic", "export let table = 1; table += 1;", "table"],
  ["a nullish assignment", "export let table: number | undefined; table ??= 1;", "table"],
  ["a pattern", "export let table = 1; [table] = [2];", "table"],
  ["a pattern of an object", "export let table = 1; ({ table } = { table: 2 });", "table"],
  ["a nested pattern with a default", "export let table = 1; ({ a: [table = 3] } = { a: [2] });", "table"],
  ["a rest in a pattern", "export let table: number[] = []; [...table] = [2];", "table"],
  ["a loop", "export let table = 1; for (table of [1, 2]);", "table"],
  ["a loop over keys", "export let table = ''; for (table in { a: 1 });", "table"],
  ["a `var`", "export var table = 1; table = 2;", "table"],
  ["in parentheses", "export let table = 1; (table) = 2;", "table"],
  ["behind an assertion", "export let table: unknown = 1; (table as number) = 2;", "table"],
  ["a local of the same name", "export let table = 1; export function f() { let table = 1; table = 2; return table; }", undefined],
  ["a parameter of the same name", "export let table = 1; export function f(table: number) { table = 2; return table; }", undefined],
  ["a property of the same name", "export let table = 1; export const o = { table: 1 }; o.table = 2;", undefined],
  ["a function", "export function table() { return 1; } (table as unknown) = () => 2;", "table"],
  ["a namespace's variable", "namespace N { export let inner = 1; } N.inner = 2; export let table = N.inner;", undefined],
  ["inside of a namespace", "export let table = 1; namespace N { table = 2; }", "table"],
];

const reads: readonly (readonly [label: string, statement: string, isRead: boolean])[] = [
  ["a bare assignment", "table = 2;", false],
  ["a bare increment", "table++;", false],
  ["a bare decrement in front", "--table;", false],
  ["bare arithmetic", "table += 1;", false],
  ["a void increment", "void table++;", false],
  ["the step of a loop", "for (; Math.random() < 1; table++);", false],
  ["a comma's first part", "table++, console.log(1);", false],
  ["a pattern", "[table] = [1];", false],
  ["a pattern of an object", "({ a: table } = { a: 1 });", false],
  ["a shorthand in a pattern", "({ table } = { table: 1 });", false],
  ["a loop's variable", "for (table of [1]);", false],
  ["an assignment whose result is used", "console.log((table = 2));", false],
  ["an increment whose result is used", "console.log(table++);", true],
  ["arithmetic whose result is used", "const n = (table += 1);", true],
  ["an increment that is returned", "const f = () => table++;", true],
  ["a nullish assignment", "table ??= 1;", true],
  ["a call's argument", "console.log(table);", true],
  ["the right side", "let n = 0; n = table;", true],
  ["the left of a comparison", "if (table === 1) console.log(1);", true],
  ["a list", "const list = [table];", true],
  ["a shorthand", "const o = { table };", true],
  ["a negation", "console.log(-table);", true],
  ["a default in a pattern", "let n = 0; [n = table] = [];", true],
  ["what a loop goes over", "for (const c of String(table)) console.log(c);", true],
  ["the condition of a loop", "for (; table++ < 3; );", true],
];

const test = suite("reassignments and reads");
for (const [label, table, place] of reassignments) {
  test(`reassigned: ${label}`, () => {
    const { effects, symbol } = analyse(table, {});
    assert.is(effects.reassignment(symbol)?.getText(), place);
  });
}
for (const [label, statement, isRead] of reads) {
  test(`read: ${label}`, () => {
    const { effects, fileOf } = analyse(`export let table = 1; ${statement}`, {});
    const found: boolean[] = [];
    const visit = (node: ts.Node): void => {
      const isMention = ts.isIdentifier(node) && node.text === "table" && !ts.isVariableDeclaration(node.parent) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
      const isInitialiser = isMention && ts.isShorthandPropertyAssignment(node.parent) && ts.isCallExpression(node.parent.parent.parent);
      if (isMention && !isInitialiser) found.push(effects.isRead(node));
      ts.forEachChild(node, visit);
    };
    fileOf("table.ts").statements.slice(1).filter((each) => !ts.isFunctionDeclaration(each)).forEach(visit);
    assert.equal([...new Set(found)], [isRead]);
  });
}

/** Statements of a file that change what all code sees. */
const globals: readonly (readonly [label: string, text: string, writes: boolean])[] = [
  ["an environment variable", 'process.env.MODE = "a";', true],
  ["an environment variable's removal", "delete process.env.MODE;", true],
  ["the environment by another name", 'const { env } = process; env.MODE = "a";', true],
  ["an imported environment", 'import { env } from "node:process"; env.MODE = "a";', true],
  ["the environment, assigned as a whole", 'Object.assign(process.env, { MODE: "a" });', true],
  ["a prototype", "(Array.prototype as { last?: unknown }).last = () => 1;", true],
  ["a prototype's definition", 'Object.defineProperty(String.prototype, "x", { value: 1 });', true],
  ["globalThis", "(globalThis as { x?: number }).x = 1;", true],
  ["a built-in function", "Math.random = () => 0.5;", true],
  ["a method of a built-in module", 'import fs from "node:fs"; fs.existsSync = () => true;', true],
  ["a function that does", 'function setUp() { process.env.MODE = "a"; } setUp();', true],
  ["a method that does", 'class App { start() { process.env.MODE = "a"; } } new App().start();', true],
  ["a function that is not called", 'export function setUp() { process.env.MODE = "a"; }', false],
  ["a parameter that is the environment", 'function setUp(env: NodeJS.ProcessEnv) { env.MODE = "a"; } setUp(process.env);', true],
  ["a parameter that is not the environment", 'function setUp(env: Record<string, string>) { env.MODE = "a"; } setUp({});', false],
  ["a copy of the environment", 'const env = { ...process.env }; env.MODE = "a";', false],
  ["a read", "console.log(process.env.MODE, Math.max(1, 2));", false],
  ["the exit code", "process.exitCode = 1;", false],
  ["a listener", 'process.on("exit", () => console.log(1));', false],
  ["output", 'process.stdout.write("a");', false],
  ["new objects of the language", "const list = new Array<number>(3); list.push(1); const map = new Map<string, number>(); map.set('a', 1);", false],
  ["a result of the language", "const names = Object.keys({ a: 1 }); names.push('b');", false],
];
for (const [label, text, writes] of globals) {
  test(`globals: ${label}`, () => {
    const { effects, fileOf } = analyse("export const table = 1;", { "main.ts": `${text} export {};` });
    assert.is(effects.globalWriters(fileOf("main.ts")).length > 0, writes);
  });
}

test.run();
