/**
 * Programs, and which of their statements may write into a variable that tasks read. Every unit with a mark
 * must be found, and no other: `/*W*​/` in a unit marks it. The variable is called `table` and stands in
 * table.ts; where a row gives no `read`, it is read by a function of its own.
 */
export interface Row {
  readonly label: string;
  /** The declaration in table.ts. */
  readonly table: string;
  /** The texts of the other files; a text alone is main.ts, which imports `table`. */
  readonly files: string | Readonly<Record<string, string>>;
}

export const OBJECT = "export const table: { a: number; b?: number; inner: { list: number[] } } = { a: 1, inner: { list: [] } };";
export const RECORD = "export const table: Record<string, number> = {};";
export const MAP = "export const table = new Map<string, number>();";
export const LIST = "export const table: { x: number; tags: string[] }[] = [];";
export const NUMBERS = "export const table: number[] = [3, 1, 2];";
export const CLASS = "export class table { static registry: unknown[] = []; static count = 0; run() { return 1; } }";

const row = (label: string, table: string, files: Row["files"]): Row => ({ label, table, files });

/** Writes in one expression. */
const direct: readonly Row[] = [
  row("a property", OBJECT, "/*W*/ table.a = 2;"),
  row("an element", RECORD, 'const key = "a"; /*W*/ table[key] = 2;'),
  row("a nested property", OBJECT, "/*W*/ table.inner.list = [1];"),
  row("arithmetic", OBJECT, "/*W*/ table.a += 1;"),
  row("an increment", OBJECT, "/*W*/ table.a++;"),
  row("a decrement in front", OBJECT, "/*W*/ --table.a;"),
  row("a nullish assignment", RECORD, "/*W*/ table.x ??= 1;"),
  row("a deletion", OBJECT, "/*W*/ delete table.b;"),
  row("an array pattern", OBJECT, "/*W*/ [table.a, table.b] = [1, 2];"),
  row("an object pattern", OBJECT, "/*W*/ ({ a: table.a } = { a: 2 });"),
  row("an object pattern with a default", OBJECT, "/*W*/ ({ a: table.a = 3 } = {} as { a?: number });"),
  row("a rest in a pattern", OBJECT, "/*W*/ [...table.inner.list] = [1];"),
  row("a loop over a property", OBJECT, "/*W*/ for (table.a of [1, 2]);"),
  row("a loop over keys", RECORD, 'let name: Record<string, string> = {}; /*W*/ for ((table as never as typeof name).a in { b: 1 });'),
  row("an assertion around it", OBJECT, "/*W*/ (table as { a: number }).a = 2;"),
  row("a non-null assertion", OBJECT, "/*W*/ table!.a = 2;"),
  row("inside of another expression", OBJECT, "/*W*/ console.log((table.a = 2));"),
  row("the initialiser of a variable", OBJECT, "export /*W*/ const two = (table.a = 2);"),
  row("a block", OBJECT, "/*W*/ { table.a = 2; }"),
  row("a condition", OBJECT, "/*W*/ if (table.a > 1) table.a = 1;"),
  row("a try", OBJECT, "/*W*/ try { table.a = 1; } catch {}"),
  row("a conditional target", OBJECT, "const other = { a: 1 }; /*W*/ (table.b ? table : other).a = 1;"),
  row("a fallback", OBJECT, "const other: typeof table | undefined = undefined; /*W*/ ((other as typeof table | undefined) ?? table).a = 1;"),
  row("a comma", OBJECT, "/*W*/ (0, table).a = 1;"),
  row("push", LIST, '/*W*/ table.push({ x: 1, tags: [] });'),
  row("push in a nested list", OBJECT, "/*W*/ table.inner.list.push(1);"),
  row("set of a map", MAP, '/*W*/ table.set("a", 1);'),
  row("set of a map, chained", MAP, '/*W*/ table.set("a", 1).set("b", 2);'),
  row("an optional call", MAP, '/*W*/ table?.set("a", 1);'),
  row("a computed name of a method", MAP, '/*W*/ table["set"]("a", 1);'),
  row("delete of a map", MAP, '/*W*/ table.delete("a");'),
  row("clear", MAP, "/*W*/ table.clear();"),
  row("add to a set", "export const table = new Set<string>();", '/*W*/ table.add("a");'),
  row("sort", NUMBERS, "/*W*/ table.sort();"),
  row("sort, whose result is used", NUMBERS, "/*W*/ const sorted = table.sort();"),
  row("reverse", NUMBERS, "/*W*/ console.log(table.reverse());"),
  row("splice", NUMBERS, "/*W*/ table.splice(0, 1);"),
  row("length", NUMBERS, "/*W*/ table.length = 0;"),
  row("fill of a typed array", "export const table = new Float64Array(3);", "/*W*/ table.fill(1);"),
  row("a view of the same memory", "export const table = new Float64Array(3);", "/*W*/ table.subarray(1).fill(1);"),
  row("setters of a date", "export const table = new Date(0);", "/*W*/ table.setFullYear(2000);"),
  row("append to search parameters", "export const table = new URLSearchParams();", '/*W*/ table.append("a", "1");'),
  row("a buffer's write", "export const table = Buffer.alloc(4);", "/*W*/ table.writeUInt8(1);"),
  row("Object.assign", OBJECT, "/*W*/ Object.assign(table, { a: 2 });"),
  row("Object.assign to a part", OBJECT, "/*W*/ Object.assign(table.inner, { list: [] });"),
  row("Object.defineProperty", OBJECT, '/*W*/ Object.defineProperty(table, "a", { value: 1 });'),
  row("Object.setPrototypeOf", OBJECT, "/*W*/ Object.setPrototypeOf(table, null);"),
  row("Reflect.set", OBJECT, '/*W*/ Reflect.set(table, "a", 1);'),
  row("Reflect.deleteProperty", OBJECT, '/*W*/ Reflect.deleteProperty(table, "a");'),
  row("push of the prototype, called", NUMBERS, "/*W*/ Array.prototype.push.call(table, 1);"),
  row("push of the prototype, applied", NUMBERS, "/*W*/ Array.prototype.push.apply(table, [1]);"),
  row("random values", "export const table = new Uint8Array(3);", "/*W*/ crypto.getRandomValues(table);"),
  row("an element of a list", LIST, "/*W*/ table[0]!.x = 1;"),
  row("an element found", LIST, "/*W*/ table.find((each) => each.x === 1)!.x = 2;"),
  row("an element at", LIST, "/*W*/ table.at(-1)!.tags.push('a');"),
  row("an element of a filtered list", LIST, "/*W*/ table.filter((each) => each.x === 1)[0]!.x = 2;"),
  row("a part of a copy", OBJECT, "/*W*/ ({ ...table }).inner.list.push(1);"),
  row("an element of a value of a map", "export const table = new Map<string, number[]>();", '/*W*/ table.get("a")?.push(1);'),
];

/** Writes through other names. */
const aliases: readonly Row[] = [
  row("a variable of the module", OBJECT, "const t = table; /*W*/ t.a = 1;"),
  row("a variable of a variable", OBJECT, "const t = table; const u = t; /*W*/ u.a = 1;"),
  row("a variable of a block", OBJECT, "/*W*/ { const t = table; t.a = 1; }"),
  row("a variable assigned later", OBJECT, "let t: typeof table | undefined; t = table; /*W*/ t.a = 1;"),
  row("a variable that gets another value", OBJECT, "let t: { a: number } = table; t = { a: 1 }; console.log(t);"),
  row("a pattern", OBJECT, "const { inner } = table; /*W*/ inner.list.push(1);"),
  row("a nested pattern", OBJECT, "const { inner: { list } } = table; /*W*/ list.push(1);"),
  row("a pattern of primitives", OBJECT, "let { a } = table; a += 1; console.log(a);"),
  row("an array pattern's name", LIST, "const [first] = table; /*W*/ first!.x = 1;"),
  row("a rest of a pattern", OBJECT, "const { a, ...rest } = table; rest.b = 1; console.log(a);"),
  row("a part of a rest of a pattern", OBJECT, "const { a, ...rest } = table; /*W*/ rest.inner.list.push(a);"),
  row("a loop over elements", LIST, "/*W*/ for (const each of table) each.x = 1;"),
  row("a loop over entries", "export const table = new Map<string, number[]>();", "/*W*/ for (const [, list] of table) list.push(1);"),
  row("a loop that reads", LIST, "for (const each of table) console.log(each.x);"),
  row("an object that holds it", OBJECT, "const holder = { table }; /*W*/ holder.table.a = 1;"),
  row("an object that holds it, changed itself", OBJECT, "const holder: { table?: unknown; b?: number } = { table }; holder.b = 1;"),
  row("a list that holds it", OBJECT, "const all = [table]; /*W*/ all[0]!.a = 1;"),
  row("a list that gets it", OBJECT, "const all: (typeof table)[] = []; all.push(table); /*W*/ all[0]!.a = 1;"),
  row("a property that gets it", OBJECT, "const holder: { t?: typeof table } = {}; holder.t = table; /*W*/ holder.t.a = 1;"),
  row("a copy", OBJECT, "const copy = { ...table }; copy.a = 2;"),
  row("a copied list", NUMBERS, "const sorted = [...table].sort(); console.log(sorted);"),
  row("a sliced list", NUMBERS, "const sorted = table.slice().sort(); sorted.push(1);"),
  row("a mapped list", NUMBERS, "const doubled = table.map((each) => each * 2); doubled.push(1);"),
  row("keys", RECORD, "const keys = Object.keys(table); keys.sort(); keys.push('x');"),
  row("entries of a map in a list", MAP, "const list = Array.from(table.entries()); list.reverse();"),
  row("a new map of it", MAP, 'const other = new Map(table); other.set("a", 1);'),
  row("a clone", OBJECT, "const clone = structuredClone(table); clone.inner.list.push(1);"),
  row("its text", OBJECT, "const text = JSON.parse(JSON.stringify(table)); text.a = 1;"),
  row("assigned from", OBJECT, "const target = Object.assign({}, table); target.a = 2;"),
  row("frozen", OBJECT, "const frozen = Object.freeze(table); /*W*/ (frozen as { a: number }).a = 2;"),
  row("a namespace import", OBJECT, { "main.ts": 'import * as ns from "./table.js"; /*W*/ ns.table.a = 1;' }),
  row("a renamed import", OBJECT, { "main.ts": 'import { table as t } from "./table.js"; /*W*/ t.a = 1;' }),
  row("a barrel", OBJECT, { "index.ts": 'export * from "./table.js";', "main.ts": 'import { table } from "./index.js"; /*W*/ table.a = 1;' }),
  row("a barrel that renames", OBJECT, { "index.ts": 'export { table as t } from "./table.js";', "main.ts": 'import { t } from "./index.js"; /*W*/ t.a = 1;' }),
  row("a barrel with a namespace", OBJECT, { "index.ts": 'export * as all from "./table.js";', "main.ts": 'import { all } from "./index.js"; /*W*/ all.table.a = 1;' }),
  row("a dynamic import", OBJECT, { "main.ts": 'const m = await import("./table.js"); /*W*/ m.table.a = 1; export {};' }),
  row("a dynamic import, taken apart", OBJECT, { "main.ts": 'const { table } = await import("./table.js"); /*W*/ table.a = 1; export {};' }),
  row("a dynamic import in an expression", OBJECT, { "main.ts": '/*W*/ (await import("./table.js")).table.a = 1; export {};' }),
  row("a dynamic import and then", OBJECT, { "main.ts": '/*W*/ void import("./table.js").then((m) => { m.table.a = 1; }); export {};' }),
  row("a namespace's variable", "export namespace N { export const list: number[] = []; } export const table = N.list;", { "main.ts": 'import { table } from "./table.js"; /*W*/ table.push(1);' }),
  row("its own module", `${OBJECT} /*W*/ table.a = 3;`, ""),
  row("a function's property", "export function table() { return 1; } export namespace table { export let cache: number[] | undefined; }", "/*W*/ (table as { cache?: number[] }).cache = [];"),
  row("a property of a function", "export const table = () => 1;", "/*W*/ (table as { cache?: number[] }).cache = [];"),
  row("a prototype", CLASS, "/*W*/ table.prototype.run = () => 2;"),
  row("a static list", CLASS, "/*W*/ table.registry.push(1);"),
  row("a static number", CLASS, "/*W*/ table.count++;"),
  row("a static of a subclass", CLASS, "class Sub extends table {} /*W*/ Sub.registry.push(1);"),
];

const SHAPE = "export class table { static sides = 0; area() { return 0; } } export const shape = new table();";
const shape = (label: string, text: string): Row => row(label, SHAPE, { "main.ts": `import { shape } from "./table.js"; ${text}` });

/** Writes through getters and static members, and to the class that an object leads to. */
const behind: readonly Row[] = [
  row("a static getter", OBJECT, "class R { static get all() { return table; } } /*W*/ R.all.a = 1;"),
  row("a getter of an object", OBJECT, "const r = { get all() { return table; } }; /*W*/ r.all.a = 1;"),
  row("a getter in brackets", OBJECT, 'class R { get all() { return table; } } /*W*/ new R()["all"].a = 1;'),
  row("a getter in a pattern", OBJECT, "class R { get all() { return table; } } const { all } = new R(); /*W*/ all.a = 1;"),
  row("a getter that is defined", OBJECT, 'const r = {} as { all: typeof table }; Object.defineProperty(r, "all", { get: () => table }); /*W*/ r.all.a = 1;'),
  row("a getter of another class", OBJECT, "class R { get all() { return table; } } class Q { get all() { return { a: 1 }; } } new Q().all.a = 2; console.log(new R().all.a);"),
  row("a static field", OBJECT, "class R { static all = table; } /*W*/ R.all.a = 1;"),
  row("a static field of a class in a variable", OBJECT, "const R = class { static all = table; }; /*W*/ R.all.a = 1;"),
  shape("the prototype of an object", "/*W*/ (Object.getPrototypeOf(shape) as typeof shape).area = () => 1;"),
  shape("the prototype by Reflect", "/*W*/ (Reflect.getPrototypeOf(shape) as typeof shape).area = () => 1;"),
  shape("the prototype in a variable", "const proto = Object.getPrototypeOf(shape) as typeof shape; /*W*/ proto.area = () => 1;"),
  shape("the constructor", "/*W*/ (shape.constructor as unknown as { sides: number }).sides = 1;"),
  shape("the constructor in a pattern", "const { constructor } = shape; /*W*/ (constructor as unknown as { sides: number }).sides = 1;"),
  shape("the constructor's prototype", "/*W*/ shape.constructor.prototype.area = () => 1;"),
  shape("__proto__", "/*W*/ (shape as unknown as { __proto__: typeof shape }).__proto__.area = () => 1;"),
  shape("the name of the constructor", "console.log(shape.constructor.name, Object.getPrototypeOf(shape) === null);"),
  row("new.target", "export class table { static made: string[] = []; constructor(name: string) { new.target.made.push(name); } }", '/*W*/ new table("a");'),
  row("the prototype of something else", SHAPE, "class Other { run() { return 1; } } (Object.getPrototypeOf(new Other()) as Other).run = () => 2; console.log(new table());"),
];

const FILLING = "table.a = 2;";
const tracker = (member: string): string => `class Tracker { ${member} } const tracker = new Tracker();`;
const ITERABLE = tracker(`*[Symbol.iterator]() { ${FILLING} yield 1; }`);

/** Code that the language runs without a call. */
const implicit: readonly Row[] = [
  row("toString in a template", OBJECT, `${tracker(`toString() { ${FILLING} return ""; }`)} export /*W*/ const text = \`\${tracker}\`;`),
  row("toString of what is added", OBJECT, `${tracker(`toString() { ${FILLING} return ""; }`)} export /*W*/ const text = "" + tracker;`),
  row("valueOf in a comparison", OBJECT, `${tracker(`valueOf() { ${FILLING} return 1; }`)} export /*W*/ const is = tracker < tracker;`),
  row("valueOf in an identity", OBJECT, `${tracker(`valueOf() { ${FILLING} return 1; }`)} export const is = tracker === tracker;`),
  row("a template of a string", OBJECT, `${tracker(`name = ""; toString() { ${FILLING} return ""; }`)} export const text = \`\${tracker.name}\`;`),
  row("Symbol.toPrimitive", OBJECT, `${tracker(`[Symbol.toPrimitive]() { ${FILLING} return 1; }`)} export /*W*/ const n = +(tracker as never as number);`),
  row("an iterator in a loop", OBJECT, `${ITERABLE} /*W*/ for (const each of tracker) void each;`),
  row("an iterator in a pattern", OBJECT, `${ITERABLE} export /*W*/ const [first] = tracker;`),
  row("a getter in brackets that writes", OBJECT, `${tracker(`get n() { ${FILLING} return 1; }`)} export /*W*/ const n = tracker["n"];`),
  row("a getter in a pattern that writes", OBJECT, `${tracker(`get n() { ${FILLING} return 1; }`)} export /*W*/ const { n } = tracker;`),
  row("a copy that reads a getter that writes", OBJECT, `const tracker = { get n() { ${FILLING} return 1; } }; export /*W*/ const copy = { ...tracker };`),
  row("a setter that writes", OBJECT, `${tracker(`set n(n: number) { table.a = n; }`)} /*W*/ tracker.n = 1;`),
  row("a promise of the project", OBJECT, `const tracker = { then(done: () => void) { ${FILLING} done(); } }; /*W*/ await tracker;`),
  row("disposal", OBJECT, `${tracker(`[Symbol.dispose]() { ${FILLING} }`)} /*W*/ { using held = tracker; void held; }`),
];

export const expressions: readonly Row[] = [...direct, ...aliases, ...behind, ...implicit];
