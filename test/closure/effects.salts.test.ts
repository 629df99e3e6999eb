import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isTaskDeclarationFile } from "#plugin/discover/taskSymbol";
import { saltedVersion, saltVersions } from "#plugin/host/salt";
import { createContext, ROOT } from "./effects.program.js";

type Files = Readonly<Record<string, string>>;

const TASK = 'import { task } from "taskprint"; import { table } from "./registry.js"; export const look = task(function look(name: string) { return table.get(name); });';
const PLAIN = 'import { task } from "taskprint"; export const plain = task(function plain(n: number) { return n; });';
const REGISTRY = "export const table = new Map<string, number>(); export function register(name: string) { table.set(name, 1); } export function lookUp(name: string) { return table.get(name); }";
const BASE: Files = { "registry.ts": REGISTRY, "look.ts": TASK, "plain.ts": PLAIN };

interface Row {
  readonly label: string;
  readonly files: Files;
  /** The files that are different after the edit; an empty text removes one. */
  readonly edit: Files;
  /** Files of tasks whose salted version must change. */
  readonly changed: readonly string[];
}

const edited = (label: string, files: Files, edit: Files, changed: readonly string[]): Row => ({ label, files: { ...BASE, ...files }, edit, changed });

/** A first file outside of every task's imports, with another text. */
const main = (label: string, before: string, after: string, changed: readonly string[]): Row => edited(label, { "main.ts": before }, { "main.ts": after }, changed);

const DRAWN: Files = {
  "counter.ts": "const state = { next: 0 }; export const draw = () => state.next++; const names: string[] = []; export const register = (name: string) => names.push(name);",
  "second.ts": 'import { draw, register } from "./counter.js"; export const drawn = draw(); export const place = register("second");',
  "look.ts": 'import { task } from "taskprint"; import { drawn, place } from "./second.js"; export const look = task(function look(n: number) { return n + drawn + place; });',
};

const LOOK = ["look.ts"];
const rows: readonly Row[] = [
  main("a file that fills the registry", 'import { register } from "./registry.js"; register("a");', 'import { register } from "./registry.js"; register("b");', LOOK),
  main("a file that fills the table itself", 'import { table } from "./registry.js"; table.set("a", 1);', 'import { table } from "./registry.js"; table.set("a", 2);', LOOK),
  main("a file that begins to fill it", 'import { register } from "./registry.js"; export { register };', 'import { register } from "./registry.js"; register("a"); export { register };', LOOK),
  main("a file that stops to fill it", 'import { register } from "./registry.js"; register("a");', 'import { register } from "./registry.js"; export { register };', LOOK),
  main("a file that reads the registry", 'import { lookUp } from "./registry.js"; console.log(lookUp("a"));', 'import { lookUp } from "./registry.js"; console.log(lookUp("b"));', []),
  main("a file that reads the table", 'import { table } from "./registry.js"; console.log(table.size, [...table.keys()].sort());', 'import { table } from "./registry.js"; console.log([...table.keys()].sort());', []),
  main("a file that calls a task", 'import { look } from "./look.js"; const r = await look("a"); console.log(r); export {};', 'import { look } from "./look.js"; const r = await look("b"); console.log(r); export {};', []),
  main("a file that calls a task and formats", 'import { look } from "./look.js"; import { lookUp } from "./registry.js"; const format = (n: unknown) => [n, lookUp("x")].map(String).sort().join(); console.log(format(await look("a"))); export {};', 'import { look } from "./look.js"; import { lookUp } from "./registry.js"; const format = (n: unknown) => [n, lookUp("x")].map(String).join(); console.log(format(await look("a"))); export {};', []),
  main("a file that fills a table of its own", 'import { lookUp } from "./registry.js"; const own = new Map<string, unknown>(); own.set("a", 1); console.log(own, lookUp("a"));', 'import { lookUp } from "./registry.js"; const own = new Map<string, unknown>(); own.set("b", 1); console.log(own, lookUp("a"));', []),
  main("a function of the file that is never called", 'import { register } from "./registry.js"; export function start() { register("a"); }', 'import { register } from "./registry.js"; export function start() { register("b"); }', []),
  main("a package that gets the table", 'import { table } from "./registry.js"; import { use } from "some-package"; use(table, 1);', 'import { table } from "./registry.js"; import { use } from "some-package"; use(table, 2);', LOOK),
  edited("a new file", {}, { "main.ts": 'import { register } from "./registry.js"; register("a");' }, LOOK),
  edited("a file that is gone", { "main.ts": 'import { register } from "./registry.js"; register("a");' }, { "main.ts": "" }, LOOK),
  edited("what the filling file imports", { "name.ts": 'export const name = "a";', "main.ts": 'import { register } from "./registry.js"; import { name } from "./name.js"; register(name);' }, { "name.ts": 'export const name = "b";' }, LOOK),
  edited("a function between", { "fill.ts": 'import { register } from "./registry.js"; export function fill() { register("a"); }', "main.ts": 'import { fill } from "./fill.js"; fill();' }, { "fill.ts": 'import { register } from "./registry.js"; export function fill() { register("b"); }' }, LOOK),
  edited("a function between that begins to fill", { "fill.ts": 'import { register } from "./registry.js"; export function fill() { return register; }', "main.ts": 'import { fill } from "./fill.js"; fill();' }, { "fill.ts": 'import { register } from "./registry.js"; export function fill() { register("b"); }' }, LOOK),
  edited("through a barrel", { "index.ts": 'export * from "./registry.js";', "main.ts": 'import { register } from "./index.js"; register("a");' }, { "main.ts": 'import { register } from "./index.js"; register("b");' }, LOOK),
  edited("through a barrel that renames", { "index.ts": 'export { register as add } from "./registry.js";', "main.ts": 'import { add } from "./index.js"; add("a");' }, { "main.ts": 'import { add } from "./index.js"; add("b");' }, LOOK),
  edited("through a namespace", { "main.ts": 'import * as all from "./registry.js"; all.register("a");' }, { "main.ts": 'import * as all from "./registry.js"; all.register("b");' }, LOOK),
  edited("through a dynamic import", { "main.ts": 'const { register } = await import("./registry.js"); register("a"); export {};' }, { "main.ts": 'const { register } = await import("./registry.js"); register("b"); export {};' }, LOOK),
  edited("a condition of a dynamic import of a file that fills it", { "fill.ts": 'import { register } from "./registry.js"; register("a");', "main.ts": 'const on: boolean = true; if (on) await import("./fill.js"); export {};' }, { "main.ts": 'const on: boolean = false; if (on) await import("./fill.js"); export {};' }, LOOK),
  edited("a call of what imports a file that fills it", { "fill.ts": 'import { register } from "./registry.js"; register("a");', "load.ts": 'export const load = () => import("./fill.js");', "main.ts": 'import { load } from "./load.js"; await load();' }, { "main.ts": 'import { load } from "./load.js"; console.log(load);' }, LOOK),
  edited("a condition of a dynamic import of a file that only reads", { "show.ts": 'import { lookUp } from "./registry.js"; console.log(lookUp("a"));', "main.ts": 'const on: boolean = true; if (on) await import("./show.js"); export {};' }, { "main.ts": 'const on: boolean = false; if (on) await import("./show.js"); export {};' }, []),
  edited("through a parameter", { "fill.ts": "export const fill = (map: Map<string, number>) => { map.set('a', 1); };", "main.ts": 'import { fill } from "./fill.js"; import { table } from "./registry.js"; fill(table);' }, { "fill.ts": "export const fill = (map: Map<string, number>) => { map.set('b', 1); };" }, LOOK),
  edited("through a decorator", { "main.ts": 'import { table } from "./registry.js"; const named = (name: string) => (_: unknown, __: unknown) => { table.set(name, 1); }; @named("a") class A {} export { A };' }, { "main.ts": 'import { table } from "./registry.js"; const named = (name: string) => (_: unknown, __: unknown) => { table.set(name, 1); }; @named("b") class A {} export { A };' }, LOOK),
  edited("a sibling of the registry", { "other.ts": "export const other = 1;" }, { "other.ts": "export const other = 2;" }, []),
  edited("the registry itself", {}, { "registry.ts": `${REGISTRY} table.set("z", 1);` }, LOOK),
  edited("a task's own file", {}, { "plain.ts": PLAIN.replace("return n", "return n + 1") }, ["plain.ts"]),
  edited("a file that draws from a counter", { ...DRAWN, "main.ts": "export {};" }, { "main.ts": 'import { draw } from "./counter.js"; export const own = draw();' }, LOOK),
  edited("a file that is given a place in a list", { ...DRAWN, "main.ts": "export {};" }, { "main.ts": 'import { register } from "./counter.js"; export const own = register("main");' }, LOOK),
  edited("a script that fills what a script declares", { "global.ts": "const shared: string[] = [];", "fill.ts": 'shared.push("a");', "look.ts": 'import { task } from "taskprint"; export const look = task(function look(n: number) { return shared[n]; });' }, { "fill.ts": 'shared.push("b");' }, ["look.ts", "plain.ts"]),
];

/** The salted versions of the files that may hold tasks. */
function saltsOf(files: Files, track: "body" | "closure"): ReadonlyMap<string, string> {
  const written = new Map(Object.entries(files).filter(([, text]) => text !== ""));
  const { program, context } = createContext(written);
  for (const file of program.getSourceFiles()) (file as { version?: string }).version ??= String(ts.sys.createHash!(file.text));
  const taskFiles = program.getSourceFiles().filter(isTaskDeclarationFile);
  saltVersions({ ts, program, host: context.host, options: { track, nondeterminism: "warn" }, taskFiles });
  const own = [...written.keys()].map((path) => [path, saltedVersion(program.getSourceFile(`${ROOT}/${path}`)!)] as const);
  return new Map(own.flatMap(([path, version]) => (version !== undefined && files[path]?.includes('from "taskprint"') ? [[path, version] as const] : [])));
}

function changesOf({ files, edit }: Row, track: "body" | "closure"): readonly string[] {
  const [before, after] = [saltsOf(files, track), saltsOf({ ...files, ...edit }, track)];
  return [...after].filter(([path, version]) => before.get(path) !== version).map(([path]) => path).sort();
}

const test = suite("salts by effects");
for (const row of rows) test(row.label, () => assert.equal(changesOf(row, "closure"), row.changed));
test("bodies do not depend on who fills what", () => {
  const [filling] = rows;
  assert.ok(filling);
  assert.equal(changesOf(filling, "body"), []);
});
test.run();
