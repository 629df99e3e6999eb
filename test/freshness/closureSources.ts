import type { State } from "./project.js";
import type { Texts } from "./workspace.js";

/** The file of one task: its imports, and the function. */
function taskFile(imports: readonly string[], fn: string, options = ""): string {
  const name = /function (\w+)/.exec(fn)?.[1];
  return ['import { task } from "taskprint";', ...imports, `export const ${name} = task(${fn}${options});`, ""].join("\n");
}

/** A package whose behaviour can be seen by its version only. */
const dep: Texts = {
  "node_modules/dep/package.json": '{ "name": "dep", "version": "1.0.0", "types": "index.d.ts", "dependencies": { "deeper": "^2.0.0" } }\n',
  "node_modules/dep/index.d.ts": "export declare function depth(value: number): number;\n",
  "node_modules/dep/index.js": 'export { depth } from "deeper";\n',
  "node_modules/deeper/package.json": '{ "name": "deeper", "version": "2.0.0", "types": "index.d.ts" }\n',
  "node_modules/deeper/index.d.ts": "export declare function depth(value: number): number;\n",
  "node_modules/idle/package.json": '{ "name": "idle", "version": "1.0.0", "types": "index.d.ts" }\n',
  "node_modules/idle/index.d.ts": "export declare function idle(value: number): number;\n",
  // As much of Node's types as the program reads.
  "node_modules/@types/node/package.json": '{ "name": "@types/node", "version": "20.0.0", "types": "index.d.ts" }\n',
  "node_modules/@types/node/index.d.ts":
    "declare namespace NodeJS {\n  interface ProcessEnv { [key: string]: string | undefined }\n  interface Process { env: ProcessEnv }\n}\ndeclare var process: NodeJS.Process;\n",
};

/** A package of the workspace: installed by a link, written in JavaScript, and its version never moves. */
const linked: Texts = {
  "packages/linked/package.json": '{ "name": "linked", "version": "0.0.0", "type": "module", "main": "index.js", "types": "index.d.ts" }\n',
  "packages/linked/index.d.ts": "export declare function factor(value: number): number;\n",
  "packages/linked/index.js": "export function factor(value) { return value * 2; }\n",
};

/** A project of its own under `-b` with references. */
const shared: Texts = {
  "shared/leaf.ts": "export function leaf(value: number): number { return value + 1; }\nexport function unused(value: number): number { return value; }\n",
  "shared/mid.ts": 'import { leaf } from "./leaf.js";\nexport const mid = (value: number): number => leaf(value) * 2;\n',
  "shared/level.ts": "export enum Level { Low = 1, High = 2 }\n",
  "shared/meter.ts": "let count = 0;\nexport function meter(): number { return 1; }\nexport function countUp(): void { count += 1; }\n",
  "shared/place.ts": "export const place = (): string => process.env.REGION ?? \"nowhere\";\n",
  "shared/opening.ts": "export const isOpen = true;\n",
  "shared/own.ts": taskFile(['import { mid } from "./mid.js";'], "function shared(a: number): number { return mid(a); }"),
};

const helpers: Texts = {
  "src/config.json": '{ "limit": 1 }\n',
  "src/base.ts": "export class Base { size(): number { return 1; } }\n",
  "src/derived.ts": 'import { Base } from "./base.js";\nexport class Derived extends Base { double(): number { return this.size() * 2; } }\n',
  "src/table.ts": 'export const table = new Map<string, number>();\ntable.set("a", 1);\n',
  "src/registry.ts": "export const registry: { name: string; weight: number }[] = [];\n",
  "src/registration.ts": 'import { registry } from "./registry.js";\nregistry.push({ name: "a", weight: 1 });\n',
  "src/east.ts": "export const pick = (value: number): number => value + 10;\n",
  "src/west.ts": "export const pick = (value: number): number => value - 10;\n",
  "src/barrel.ts": 'export { pick } from "./east.js";\n',
  "src/mode.ts": 'export const mode = (): string => process.env.MODE ?? "";\n',
  "src/counter.ts": "let count = 1;\nexport const current = (): number => count;\n",
  "src/setup.ts": "export const isReady = true;\n",
  "src/vendor.d.ts": "export declare function vendor(value: number): number;\n",
  "src/vendor.js": "export function vendor(value) { return value + 1; }\n",
};

const tasks: Texts = {
  "src/far.ts": taskFile(['import { mid } from "../shared/mid.js";'], "function far(a: number): number { return mid(a); }"),
  "src/versioned.ts": taskFile(
    ['import { mid } from "../shared/mid.js";', 'import { current } from "./counter.js";'],
    "function versioned(a: number): number { return mid(a) + current(); }",
    ', { cacheVersion: "1" }',
  ),
  "src/level.ts": taskFile(['import { Level } from "../shared/level.js";'], "function level(a: number): boolean { return a === Level.High; }"),
  "src/metered.ts": taskFile(['import { meter } from "../shared/meter.js";'], "function metered(a: number): number { return a * meter(); }"),
  "src/placed.ts": taskFile(['import { place } from "../shared/place.js";'], "function placed(a: number): string { return place() + a; }"),
  "src/caller.ts": taskFile(['import { shared } from "../shared/own.js";'], "function caller(a: number): number { return shared(a) + 1; }"),
  "src/json.ts": taskFile(
    ['import config from "./config.json" with { type: "json" };'],
    "function json(a: number): number { return a + config.limit; }",
  ),
  "src/based.ts": taskFile(['import { Derived } from "./derived.js";'], "function based(a: number): number { return new Derived().double() + a; }"),
  "src/tabled.ts": taskFile(['import { table } from "./table.js";'], "function tabled(a: string): number { return table.get(a) ?? 0; }"),
  "src/registered.ts": taskFile(['import { registry } from "./registry.js";'], "function registered(a: number): number { return a + registry.length; }"),
  "src/picked.ts": taskFile(['import { pick } from "./barrel.js";'], "function picked(a: number): number { return pick(a); }"),
  "src/packaged.ts": taskFile(['import { depth } from "dep";'], "function packaged(a: number): number { return depth(a); }"),
  "src/linked.ts": taskFile(['import { factor } from "linked";'], "function scaled(a: number): number { return factor(a); }"),
  "src/inner.ts": taskFile([], "function inner(a: number): number { return a + 1; }"),
  "src/outer.ts": taskFile(['import { inner } from "./inner.js";'], "function outer(a: number): number { return inner(a) * 2; }"),
  "src/pinned.ts": taskFile([], "function pinned(a: number): number { return a + 1; }", ', { cacheVersion: "1" }'),
  "src/around.ts": taskFile(['import { pinned } from "./pinned.js";'], "function around(a: number): number { return pinned(a) * 2; }"),
  "src/moody.ts": taskFile(['import { mode } from "./mode.js";'], "function moody(a: number): string { return mode() + a; }"),
  "src/counted.ts": taskFile(['import { current } from "./counter.js";'], "function counted(a: number): number { return a + current(); }"),
  "src/ready.ts": taskFile(['import { isReady } from "./setup.js";'], "function ready(a: number): boolean { return a > 0 && isReady; }"),
  "src/opened.ts": taskFile(['import { isOpen } from "../shared/opening.js";'], "function opened(a: number): boolean { return a > 0 && isOpen; }"),
  "src/vendored.ts": taskFile(['import { vendor } from "./vendor.js";'], "function vendored(a: number): number { return vendor(a); }"),
};

/**
 * The program that is edited. Each task stands in a file of its own, so that none is emitted again because
 * of its neighbour, and reaches another thing that a builder overlooks.
 */
export const closureStart: State = {
  texts: { "package.json": '{ "type": "module" }\n', ...dep, ...linked, ...shared, ...helpers, ...tasks },
  links: { "node_modules/linked": "packages/linked" },
  plugin: { track: "closure" },
  compilerOptions: { types: ["node"] },
};

/** How many tasks the program holds. */
export const closureTasks = Object.keys(tasks).length + 1;
