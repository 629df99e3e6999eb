import { CLASS, LIST, MAP, NUMBERS, OBJECT, RECORD, type Row } from "./effects.rows.js";

const row = (label: string, table: string, files: Row["files"]): Row => ({ label, table, files });

/** Writes by functions that get the object. */
const parameters: readonly Row[] = [
  row("a function that writes to its parameter", OBJECT, "function fill(t: { a: number }) { t.a = 1; } /*W*/ fill(table);"),
  row("a function that reads its parameter", OBJECT, "function format(t: { a: number }) { return `${t.a}`; } console.log(format(table));"),
  row("an arrow function", OBJECT, "const fill = (t: { a: number }) => { t.a = 1; }; /*W*/ fill(table);"),
  row("another parameter", OBJECT, "function fill(from: { a: number }, to: { a: number }) { to.a = from.a; } fill(table, { a: 1 });"),
  row("the second parameter", OBJECT, "function fill(from: { a: number }, to: { a: number }) { to.a = from.a; } /*W*/ fill({ a: 1 }, table);"),
  row("a nested call", OBJECT, "function inner(t: { a: number }) { t.a = 1; } function outer(t: { a: number }) { inner(t); } /*W*/ outer(table);"),
  row("recursion", OBJECT, "function walk(t: { a: number }, n: number): void { if (n > 0) walk(t, n - 1); else t.a = 1; } /*W*/ walk(table, 2);"),
  row("recursion that reads", OBJECT, "function walk(t: { a: number }, n: number): number { return n > 0 ? walk(t, n - 1) : t.a; } console.log(walk(table, 2));"),
  row("an alias of the parameter", OBJECT, "function fill(t: { a: number }) { const u = t; u.a = 1; } /*W*/ fill(table);"),
  row("a pattern for a parameter", OBJECT, "function fill({ inner }: typeof table) { inner.list.push(1); } /*W*/ fill(table);"),
  row("a pattern that reads", OBJECT, "function sum({ inner: { list } }: typeof table) { return list.length; } console.log(sum(table));"),
  row("an options object", OBJECT, "function fill({ t }: { t: { a: number } }) { t.a = 1; } /*W*/ fill({ t: table });"),
  row("rest parameters", OBJECT, "function fill(...ts: { a: number }[]) { for (const t of ts) t.a = 1; } /*W*/ fill(table);"),
  row("a rest list that is changed itself", OBJECT, "function last(...ts: { a: number }[]) { return ts.pop()!.a; } console.log(last(table));"),
  row("spread arguments", OBJECT, "function fill(t: { a: number }) { t.a = 1; } const all = [table] as const; /*W*/ fill(...all);"),
  row("arguments", OBJECT, "function fill(_t: { a: number }) { arguments[0].a = 1; } /*W*/ fill(table);"),
  row("a default that is the object", OBJECT, "function fill(t: { a: number } = table) { t.a = 1; } /*W*/ fill();"),
  row("a parameter that is set anew", OBJECT, "function first(t: { a: number }) { t = { a: 2 }; return t.a; } console.log(first(table));"),
  row("a copy of the parameter", NUMBERS, "function sorted(list: readonly number[]) { return [...list].sort(); } console.log(sorted(table));"),
  row("a list of its own that holds parts", LIST, "function names(list: typeof table) { const out: string[] = []; for (const each of list) out.push(...each.tags); return out; } console.log(names(table));"),
  row("a function that returns it", OBJECT, "function same<T>(t: T): T { return t; } /*W*/ same(table).a = 1;"),
  row("a function that returns a part", LIST, "function last(list: typeof table) { return list[list.length - 1]!; } /*W*/ last(table).x = 1;"),
  row("a function that returns a part of another", LIST, "function last(list: typeof table) { return list[list.length - 1]!; } last([{ x: 1, tags: [] }]).x = 1; console.log(last(table).x);"),
  row("a function that returns a copy", OBJECT, "function copy(t: { a: number }) { return { ...t }; } copy(table).a = 1;"),
  row("a function that gives the object out", `${OBJECT} export const get = () => table;`, { "main.ts": 'import { get } from "./table.js"; /*W*/ get().a = 1;' }),
  row("a variable for a result", `${OBJECT} export function get() { return table; }`, { "main.ts": 'import { get } from "./table.js"; const t = get(); /*W*/ t.a = 1;' }),
  row("an async function's result", `${OBJECT} export async function get() { return table; }`, { "main.ts": 'import { get } from "./table.js"; const t = await get(); /*W*/ t.a = 1;' }),
  row("a function called at once", OBJECT, "/*W*/ ((t: { a: number }) => { t.a = 1; })(table);"),
  row("code called at once", OBJECT, "/*W*/ (() => { table.a = 1; })();"),
  row("an async function called at once", OBJECT, "/*W*/ void (async () => { await null; table.a = 1; })();"),
  row("call", OBJECT, "function fill(t: { a: number }) { t.a = 1; } /*W*/ fill.call(null, table);"),
  row("apply", OBJECT, "function fill(t: { a: number }) { t.a = 1; } /*W*/ fill.apply(null, [table]);"),
  row("bind", OBJECT, "function fill(t: { a: number }) { t.a = 1; } /*W*/ const bound = fill.bind(null, table);"),
  row("this by call", OBJECT, "function fill(this: { a: number }) { this.a = 1; } /*W*/ fill.call(table);"),
  row("a tag", OBJECT, "function tag(_: TemplateStringsArray, t: { a: number }) { t.a = 1; } /*W*/ tag`${table}`;"),
  row("a chosen function", OBJECT, "const fill = (t: { a: number }) => { t.a = 1; }; const show = (t: { a: number }) => { console.log(t); }; /*W*/ (Math.PI > 3 ? fill : show)(table);"),
  row("a variable that gets another function", OBJECT, "let run = (t: { a: number }) => { console.log(t); }; run = (t) => { t.a = 1; }; /*W*/ run(table);"),
  row("a property that gets another function", OBJECT, "const o = { run(t: { a: number }) { console.log(t); } }; o.run = (t) => { t.a = 1; }; /*W*/ o.run(table);"),
  row("a curried function", OBJECT, "const fill = (n: number) => (t: { a: number }) => { t.a = n; }; /*W*/ fill(1)(table);"),
  row("a curried function that reads", OBJECT, "const add = (n: number) => (t: { a: number }) => t.a + n; console.log(add(1)(table));"),
];

/** Callbacks. */
const callbacks: readonly Row[] = [
  row("forEach of something else", MAP, '/*W*/ ["a", "b"].forEach((name) => table.set(name, 1));'),
  row("forEach that changes elements", LIST, "/*W*/ table.forEach((each) => { each.x = 1; });"),
  row("forEach that reads", LIST, "table.forEach((each) => console.log(each.x));"),
  row("forEach with a named function", LIST, "function mend(each: { x: number }) { each.x = 1; } /*W*/ table.forEach(mend);"),
  row("forEach with a named function that reads", LIST, "function show(each: { x: number }) { console.log(each.x); } table.forEach(show);"),
  row("map that reads", LIST, "console.log(table.map(({ x }) => x).join());"),
  row("reduce into a new object", LIST, "const sums = table.reduce<Record<string, number>>((all, { x }) => { all[x] = x; return all; }, {}); console.log(sums);"),
  row("reduce into it", RECORD, '/*W*/ ["a"].reduce((all, name) => { all[name] = 1; return all; }, table);'),
  row("a function that applies another, which writes", LIST, "function each<T>(list: T[], run: (item: T) => void) { for (const item of list) run(item); } /*W*/ each(table, (item) => { item.x = 1; });"),
  row("a function that applies another, which reads", LIST, "function each<T>(list: T[], run: (item: T) => void) { for (const item of list) run(item); } each(table, (item) => console.log(item.x));"),
  row("a function that passes another on", LIST, "function inner<T>(list: T[], run: (item: T) => void) { for (const item of list) run(item); } function outer<T>(list: T[], run: (item: T) => void) { inner(list, run); } /*W*/ outer(table, (item) => { item.x = 1; });"),
  row("a function that gives the object to another", `${OBJECT} export function use<T>(run: (t: typeof table) => T) { return run(table); }`, { "main.ts": 'import { use } from "./table.js"; /*W*/ use((t) => { t.a = 1; });' }),
  row("a function that gives the object to another, which reads", `${OBJECT} export function use<T>(run: (t: typeof table) => T) { return run(table); }`, { "main.ts": 'import { use } from "./table.js"; console.log(use((t) => t.a));' }),
  row("then", OBJECT, "/*W*/ void Promise.resolve(1).then((n) => { table.a = n; });"),
  row("a timer", OBJECT, "/*W*/ setTimeout(() => { table.a = 1; }, 10);"),
  row("an unknown function", OBJECT, "declare const unknown: any; /*W*/ unknown(table);"),
  row("a method of an unknown object", OBJECT, "declare const unknown: any; /*W*/ unknown.use(table);"),
  row("an unknown function of a parameter", OBJECT, "export function run(f: (t: object) => void) { f(table); }"),
  row("a declared function", OBJECT, "declare function use(t: object): void; /*W*/ use(table);"),
  row("console.log", OBJECT, "console.log(table);"),
  row("console.log, passed along", OBJECT, "function each(t: object, run: (t: object) => void) { run(t); } each(table, console.log);"),
];

/** Methods. */
const STORE = "export class Store { items: string[] = []; byName: Record<string, number> = {}; add(name: string) { this.items.push(name); } list() { return this.items.join(); } get size() { return this.items.length; } addAll(names: string[]) { for (const name of names) this.add(name); } } export const table = new Store();";
const methods: readonly Row[] = [
  row("a method that changes its object", STORE, '/*W*/ table.add("a");'),
  row("a method that reads", STORE, "console.log(table.list(), table.size);"),
  row("a method that calls another", STORE, '/*W*/ table.addAll(["a"]);'),
  row("a field of an object", STORE, '/*W*/ table.byName.a = 1;'),
  row("a method of another object of the class", STORE, { "main.ts": 'import { Store } from "./table.js"; const other = new Store(); other.add("a");' }),
  row("a function that calls the method", STORE, 'function fill(store: typeof table) { store.add("a"); } /*W*/ fill(table);'),
  row("a method behind an interface", STORE, 'interface Adder { add(name: string): void } const adder: Adder = table; /*W*/ adder.add("a");'),
  row("an inherited method", "class Base { items: string[] = []; add(name: string) { this.items.push(name); } } class Store extends Base {} export const table = new Store();", '/*W*/ table.add("a");'),
  row("an overriding method", "class Base { items: string[] = []; add(_: string) {} } class Store extends Base { override add(name: string) { this.items.push(name); } } export const table: Base = new Store();", '/*W*/ table.add("a");'),
  row("a method that is called by the base", "abstract class Base { items: string[] = []; run() { this.add(); } abstract add(): void; } class Store extends Base { add() { this.items.push('a'); } } export const table: Base = new Store();", "/*W*/ table.run();"),
  row("super", "class Base { items: string[] = []; add(name: string) { this.items.push(name); } } class Store extends Base { override add(name: string) { super.add(name); } } export const table = new Store();", '/*W*/ table.add("a");'),
  row("a private field", "class Store { #items: string[] = []; add(name: string) { this.#items.push(name); } list() { return this.#items.join(); } } export const table = new Store();", 'console.log(table.list()); /*W*/ table.add("a");'),
  row("a setter", "class Store { #n = 0; get n() { return this.#n; } set n(value: number) { this.#n = value; } } export const table = new Store();", "/*W*/ table.n = 1;"),
  row("a getter that counts", "class Store { #n = 0; get next() { return (this.#n += 1); } } export const table = new Store();", "/*W*/ console.log(table.next);"),
  row("a method of an object", "export const table = { n: 0, add() { this.n += 1; }, show() { return this.n; } };", "console.log(table.show()); /*W*/ table.add();"),
  row("a closure's variable", "function make() { let items: string[] = []; return { add(name: string) { items.push(name); }, list: () => items.join() }; } const store = make(); export const table = store;", 'console.log(table.list());'),
  row("an object given to a constructor, which writes", OBJECT, "class Filler { constructor(t: { a: number }) { t.a = 1; } } /*W*/ new Filler(table);"),
  row("an object given to a constructor, which keeps it", OBJECT, "class Reader { constructor(private t: { a: number }) {} read() { return this.t.a; } } const reader = new Reader(table); console.log(reader.read());"),
  row("a method that writes to what the constructor got", OBJECT, "class Filler { constructor(private t: { a: number }) {} fill() { this.t.a = 1; } } const filler = new Filler(table); /*W*/ filler.fill();"),
  row("a method that writes to what the constructor stored", OBJECT, "class Filler { t: { a: number }; constructor(t: { a: number }) { this.t = t; } fill() { this.t.a = 1; } } const filler = new Filler(table); /*W*/ filler.fill();"),
  row("a method that writes to what a field holds", OBJECT, "class Filler { t = table; fill() { this.t.a = 1; } } const filler = new Filler(); /*W*/ filler.fill();"),
  row("a static method", "export class table { static registry: unknown[] = []; static add(x: unknown) { this.registry.push(x); } static list() { return this.registry.length; } }", "console.log(table.list()); /*W*/ table.add(1);"),
  row("a static method by the class's name", "export class table { static registry: unknown[] = []; static add(x: unknown) { table.registry.push(x); } static list() { return table.registry.length; } }", "console.log(table.list()); /*W*/ table.add(1);"),
  row("a constructor that counts", "export class table { static count = 0; constructor() { table.count += 1; } }", "export /*W*/ const one = new table();"),
  row("a static block", CLASS, "/*W*/ class Sub extends table { static { table.registry.push(Sub); } }"),
  row("a static field", CLASS, "/*W*/ class Sub extends table { static index = table.registry.push(1); }"),
  row("a decorator", "export const table: unknown[] = []; export function register(c: abstract new (...args: never) => unknown, _: unknown) { table.push(c); }", { "main.ts": 'import { register } from "./table.js"; /*W*/ @register class A {} export {};' }),
  row("a decorator that is made", "export const table = new Map<string, unknown>(); export function register(name: string) { return (c: abstract new (...args: never) => unknown, _: unknown) => { table.set(name, c); }; }", { "main.ts": 'import { register } from "./table.js"; /*W*/ @register("a") class A {} export {};' }),
  row("a decorator of a method", "export const table: unknown[] = []; export function register(f: unknown, _: unknown) { table.push(f); }", { "main.ts": 'import { register } from "./table.js"; /*W*/ class A { @register run() {} } export {};' }),
  row("a decorator that changes the class", "export function mark(c: abstract new (...args: never) => unknown, _: unknown) { (c as { marked?: boolean }).marked = true; } export /*W*/ @mark class table {}", ""),
];

/** Writes by functions that are only mentioned. */
const REGISTRY = "export const table = new Map<string, number>(); export function register(name: string) { table.set(name, 1); } export function lookUp(name: string) { return table.get(name); }";
const functions: readonly Row[] = [
  row("a function that writes to a variable", REGISTRY, { "main.ts": 'import { register } from "./table.js"; /*W*/ register("a");' }),
  row("a function that reads a variable", REGISTRY, { "main.ts": 'import { lookUp } from "./table.js"; console.log(lookUp("a"));' }),
  row("a function that is not called", REGISTRY, { "main.ts": 'import { register } from "./table.js"; export function main() { register("a"); }' }),
  row("a function that is called by another", REGISTRY, { "main.ts": 'import { register } from "./table.js"; function main() { register("a"); } /*W*/ main();' }),
  row("a function that is passed", REGISTRY, { "main.ts": 'import { register } from "./table.js"; /*W*/ ["a"].forEach(register);' }),
  row("a function of a namespace import", REGISTRY, { "main.ts": 'import * as ns from "./table.js"; /*W*/ ns.register("a"); console.log(ns.lookUp("a"));' }),
  row("a function of a renamed variable", REGISTRY, { "main.ts": 'import { register } from "./table.js"; const add = register; /*W*/ add("a");' }),
  row("an awaited function", `export const table = new Map<string, number>(); export async function load() { table.set("a", 1); }`, { "main.ts": 'import { load } from "./table.js"; /*W*/ await load(); export {};' }),
  row("a dynamic import of a function", REGISTRY, { "main.ts": 'const { register } = await import("./table.js"); /*W*/ register("a"); export {};' }),
  row("a function of an object", "export const table = new Map<string, number>(); export const api = { register(name: string) { table.set(name, 1); }, lookUp: (name: string) => table.get(name) };", { "main.ts": 'import { api } from "./table.js"; console.log(api.lookUp("a")); /*W*/ api.register("a");' }),
  row("a static method of another class", "export const table = new Map<string, number>(); export class Api { static register(name: string) { table.set(name, 1); } static lookUp(name: string) { return table.get(name); } }", { "main.ts": 'import { Api } from "./table.js"; console.log(Api.lookUp("a")); /*W*/ Api.register("a");' }),
  row("an object's method that calls another", "export const table = new Map<string, number>(); export const api = { register(name: string) { table.set(name, 1); }, both() { this.register('a'); } };", { "main.ts": 'import { api } from "./table.js"; /*W*/ api.both();' }),
  row("a constructor that writes to a variable", "export const table: unknown[] = []; export class Item { constructor() { table.push(this); } }", { "main.ts": 'import { Item } from "./table.js"; /*W*/ new Item();' }),
  row("a field that writes to a variable", "export const table: unknown[] = []; export class Item { index = table.push(1); }", { "main.ts": 'import { Item } from "./table.js"; /*W*/ new Item();' }),
  row("a method that writes to a variable", "export const table: unknown[] = []; export class Item { add() { table.push(this); } }", { "main.ts": 'import { Item } from "./table.js"; const item = new Item(); /*W*/ item.add();' }),
  row("a number that a function computed", REGISTRY, { "main.ts": 'import { register } from "./table.js"; function fill() { register("a"); return 1; } /*W*/ const n = fill(); console.log(n);' }),
  row("a task", REGISTRY, { "main.ts": 'import { task } from "taskprint"; import { register } from "./table.js"; const t = task(async function t(n: string) { register(n); }); await t("a"); export {};' }),
  row("a task's function", REGISTRY, { "main.ts": 'import { task } from "taskprint"; import { lookUp } from "./table.js"; export const invoice = task(async function invoice(n: string) { return lookUp(n); }); const r = await invoice("a"); console.log(r);' }),
  row("a task that is given the object", MAP, 'import { task } from "taskprint"; const size = task(function size(m: Map<string, number>) { return m.size; }); console.log(size(table));'),
  row("a function that keeps its results", "export const table = new Map<number, number>(); export function read(n: number): number { const known = table.get(n); if (known) return known; const v = n < 2 ? n : read(n - 1) + read(n - 2); table.set(n, v); return v; }", { "main.ts": 'import { read } from "./table.js"; console.log(read(10));' }),
  row("a function that keeps its results by another", "export const table = new Map<number, number>(); function keep(n: number) { table.set(n, n); } export function read(n: number) { keep(n); return table.get(n); }", { "main.ts": 'import { read } from "./table.js"; console.log(read(10));' }),
  row("a function that keeps results, also called by itself", "export const table = new Map<number, number>(); export function keep(n: number) { table.set(n, n); } export function read(n: number) { keep(n); return table.get(n); }", { "main.ts": 'import { keep, read } from "./table.js"; console.log(read(10)); /*W*/ keep(1);' }),
  row("an arrow function that keeps its results", "export const table = new Map<number, number>(); export const read = (n: number) => { if (!table.has(n)) table.set(n, n); return table.get(n); };", { "main.ts": 'import { read } from "./table.js"; console.log(read(10));' }),
  row("a method that keeps its results", "const table = new Map<number, number>(); export { table }; export class read { price(n: number) { if (!table.has(n)) table.set(n, n); return table.get(n); } } // read(", { "main.ts": 'import { read } from "./table.js"; console.log(new read().price(1));' }),
  row("an object that reads by one method and writes by another", "export const table = new Map<number, number>(); export const read = { set(n: number) { table.set(n, n); }, get: (n: number) => table.get(n) }; // read(", { "main.ts": 'import { read } from "./table.js"; /*W*/ read.set(1);' }),
  row("a function that makes one that reads and one that writes", "export const table = new Map<number, number>(); export function read() { return { set(n: number) { table.set(n, n); }, get: (n: number) => table.get(n) }; }", { "main.ts": 'import { read } from "./table.js"; /*W*/ const store = read(); /*W*/ store.set(1);' }),
];

/** State that is kept by functions. */
const MAKER = "export function make() { const items = new Map<string, number>(); return { add(name: string) { items.set(name, 1); }, get(name: string) { return items.get(name); } }; } export const table = make();";
const COUNTER = "export const table = (() => { let n = 0; return { next: () => ++n, now: () => n }; })();";
const closures: readonly Row[] = [
  row("a function that changes what it shares with others", MAKER, 'console.log(table.get("a")); /*W*/ table.add("a");'),
  row("a function that sets a variable that it shares", COUNTER, "console.log(table.now()); /*W*/ table.next();"),
  row("a function of another object that was made alike", MAKER, { "main.ts": 'import { make } from "./table.js"; const other = make(); other.add("a");' }),
  row("a function taken from the object", MAKER, 'const { add, get } = table; console.log(get("a")); /*W*/ add("a");'),
  row("an object passed to a function that calls its function", MAKER, 'function fill(t: typeof table) { t.add("a"); } /*W*/ fill(table);'),
  row("a function that keeps its results in a variable around it", "function memoize(f: (n: number) => number) { const known = new Map<number, number>(); return (n: number) => { if (!known.has(n)) known.set(n, f(n)); return known.get(n); }; } export const table = memoize((n) => n * 2);", "console.log(table(1));"),
  row("a function that is kept with what it was made with", `${OBJECT} export function make(t: { a: number }) { return { set(n: number) { t.a = n; }, get: () => t.a }; }`, { "main.ts": 'import { make, table } from "./table.js"; /*W*/ const made = make(table); /*W*/ made.set(1); console.log(made.get());' }),
  row("a local function that changes what it shares", "function make() { const items: string[] = []; function add(name: string) { items.push(name); } const list = () => items.join(); return { add, list }; } export const table = make();", 'console.log(table.list()); /*W*/ table.add("a");'),
  row("a local variable of the maker by another name", "function make() { const items: string[] = []; return { add(name: string) { const all = items; all.push(name); }, list: () => items.join() }; } export const table = make();", '/*W*/ table.add("a");'),
  row("a singleton", "export class table { static one: table | undefined; items: string[] = []; static get() { return (this.one ??= new table()); } add(name: string) { this.items.push(name); } list() { return this.items.join(); } } export function read() { return table.get().list(); }", '/*W*/ table.get().add("a");'),
  row("an arrow function in a field", "class Counter { n = 0; next = () => { this.n += 1; }; now = () => this.n; } export const table = new Counter();", "console.log(table.now()); /*W*/ table.next();"),
  row("a builder that returns itself", "class Builder { items: string[] = []; add(name: string) { this.items.push(name); return this; } build() { return this.items.join(); } } export const table = new Builder();", 'console.log(table.build()); /*W*/ table.add("a").add("b");'),
  row("a chain of a new object", "class Builder { items: string[] = []; add(name: string) { this.items.push(name); return this; } build() { return this.items.join(); } } export const table = new Builder();", 'const other = new Builder0(); console.log(other.add("a")); class Builder0 { items: string[] = []; add(name: string) { this.items.push(name); return this; } }'),
  row("a default export", "export const table = { a: 1 }; export default table;", { "main.ts": 'import t from "./table.js"; /*W*/ t.a = 2;' }),
  row("a module that is imported for its effect", MAP, { "all.ts": 'import { table } from "./table.js"; /*W*/ table.set("a", 1);', "main.ts": 'import "./all.js"; console.log(1);' }),
  row("an object typed as any", LIST, "/*W*/ (table as any).push(1);"),
  row("an iterator", "function* ids() { for (let n = 0; ; n += 1) yield n; } export const table = ids();", "/*W*/ console.log(table.next().value);"),
  row("an emitter's listener", 'import { EventEmitter } from "node:events"; export const table = new EventEmitter();', '/*W*/ table.on("a", () => {});'),
  row("a logger that only prints", "interface Logger { info(text: string): void } export const table: Logger = { info(text) { console.log(text); } };", 'table.info("a");'),
  row("a table that is built by a function of its module", "const build = () => { const all: Record<string, number> = {}; for (const name of ['a', 'b']) all[name] = 1; return all; }; export const table = build();", "console.log(table);"),
];

/** What packages do. */
const PACKAGE = {
  "node_modules/pkg/package.json": '{ "name": "pkg", "version": "1.0.0", "types": "index.d.ts" }',
  "node_modules/pkg/index.d.ts": "export declare function merge(target: object, ...from: object[]): void; export declare function pick<T>(from: T): T; export interface App { use(f: unknown): App; info(text: string): void; } export declare function make(): App; export declare function each<T>(list: readonly T[], run: (item: T) => void): void;",
};
const withPackage = (label: string, table: string, main: string): Row => row(label, table, { ...PACKAGE, "main.ts": main });
const APP = 'import { make } from "pkg"; export const table = make();';
const packages: readonly Row[] = [
  withPackage("a package's function that gets the object", OBJECT, 'import { merge } from "pkg"; import { table } from "./table.js"; /*W*/ merge(table, { a: 2 });'),
  withPackage("a package's function that gets something else", OBJECT, 'import { merge } from "pkg"; import { table } from "./table.js"; const own = {}; merge(own, { a: table.a });'),
  withPackage("a package's function that gets a copy", OBJECT, 'import { merge } from "pkg"; import { table } from "./table.js"; /*W*/ merge({ ...table }, { a: 1 });'),
  withPackage("a method of a package's object", APP, 'import { table } from "./table.js"; /*W*/ table.use(1);'),
  withPackage("a package's logger", APP, 'import { table } from "./table.js"; table.info("a");'),
  withPackage("a callback that writes", MAP, 'import { each } from "pkg"; import { table } from "./table.js"; /*W*/ each(["a"], (name) => { table.set(name, 1); });'),
  withPackage("a named callback that writes", `${MAP} export function register(name: string) { table.set(name, 1); }`, 'import { each } from "pkg"; import { register } from "./table.js"; /*W*/ each(["a"], register);'),
  withPackage("a function that is passed as a callback", "export function table(n: number) { return n; }", 'import { each } from "pkg"; import { table } from "./table.js"; each([1], table);'),
];

/** Everything else that a program's first file does. */
const bystanders: readonly Row[] = [
  row("printing", OBJECT, "console.log(table.a, JSON.stringify(table.inner)); process.stdout.write(String(table.a));"),
  row("a local of the same name", OBJECT, "function f() { const table = { a: 1 }; table.a = 2; return table; } console.log(f());"),
  row("a property of the same name", OBJECT, "const holder = { table: { a: 1 } }; holder.table.a = 2;"),
  row("a type", OBJECT, "type T = typeof table; const t: T = { a: 1, inner: { list: [] } }; t.a = 1;"),
  row("a comparison", OBJECT, "if (table.a === 1) console.log(table);"),
  row("a spread call", NUMBERS, "console.log(Math.max(...table));"),
  row("a JSON file's name", RECORD, "for (const [key, value] of Object.entries(table)) console.log(key, value);"),
  row("a JavaScript file", OBJECT, { "main.js": 'import { table } from "./table.js"; /*W*/ table.a = 2;' }),
  row("JavaScript in CommonJS", OBJECT, { "main.cjs": 'const { table } = require("./table.js"); /*W*/ table.a = 2;' }),
  row("a script", OBJECT, { "main.ts": "" }),
];

export const calls: readonly Row[] = [...parameters, ...callbacks, ...methods, ...functions, ...closures, ...packages, ...bystanders];
