import { closureStart, closureTasks } from "./closureSources.js";
import type { Edit } from "./edits.js";
import { ofEffects } from "./effectEdits.js";
import type { Scenario } from "./scenario.js";

const leaf = "export function leaf(value: number): number { return value + 2; }\n";
const counter = closureStart.texts["src/counter.ts"] ?? null;
const meter = closureStart.texts["shared/meter.ts"] ?? null;
const withTask = (path: string, from: string, to: string): Edit["texts"] => ({ [path]: closureStart.texts[path]?.replace(from, to) ?? null });

/** All tasks but those that a version of their own pins. */
const unpinned = [
  "around", "based", "caller", "counted", "far", "inner", "json", "level", "metered", "moody", "opened", "outer", "packaged", "picked",
  "placed", "ready", "registered", "scaled", "shared", "tabled", "vendored",
];

const ofHelpers: readonly Edit[] = [
  {
    label: "a helper's body two files away",
    texts: { "shared/leaf.ts": `${leaf}export function unused(value: number): number { return value; }\n` },
    moves: ["far", "shared", "caller"],
  },
  {
    label: "an unused sibling, the order, a comment and a type annotation",
    texts: { "shared/leaf.ts": `// Moved up.\nexport function unused(value: number): number { return -value; }\n${leaf.replace("): number", ")")}` },
    moves: [],
  },
  {
    label: "a member of an enum",
    texts: { "shared/level.ts": "export enum Level { Low = 1, High = 3 }\n" },
    moves: ["level"],
  },
  {
    label: "another member of that enum",
    texts: { "shared/level.ts": "export enum Level { Low = 0, High = 3 }\n" },
    moves: [],
  },
  {
    label: "a value in imported JSON",
    texts: { "src/config.json": '{ "limit": 2 }\n' },
    moves: ["json"],
  },
  {
    label: "the format of imported JSON",
    texts: { "src/config.json": '{\n  "limit": 2.0\n}\n' },
    moves: [],
  },
  {
    label: "a method of a class's base",
    texts: { "src/base.ts": "export class Base { size(): number { return 2; } }\n" },
    moves: ["based"],
  },
  {
    label: "a barrel that exports another file's function of the same text but for one sign",
    texts: { "src/barrel.ts": 'export { pick } from "./west.js";\n' },
    moves: ["picked"],
  },
];

const ofTasks: readonly Edit[] = [
  {
    label: "a nested task's body",
    texts: withTask("src/inner.ts", "a + 1", "a + 2"),
    moves: ["inner", "outer"],
  },
  {
    label: "the body of a nested task that a version pins",
    texts: withTask("src/pinned.ts", "a + 1", "a + 2"),
    moves: [],
  },
  {
    label: "the version of a nested task",
    texts: withTask("src/pinned.ts", '"1"', '"2"'),
    moves: ["pinned", "around"],
  },
  {
    label: "another name of the environment in a helper",
    texts: { "src/mode.ts": 'export const mode = (): string => process.env.MODE ?? process.env.ALIAS ?? "";\n' },
    moves: ["moody"],
    environment: { task: "moody", names: ["ALIAS", "MODE"] },
  },
  {
    label: "another name of the environment in a helper of another project",
    texts: { "shared/place.ts": 'export const place = (): string => process.env.REGION ?? process.env.ZONE ?? "nowhere";\n' },
    moves: ["placed"],
    environment: { task: "placed", names: ["REGION", "ZONE"] },
  },
];

const ofPackages: readonly Edit[] = [
  {
    label: "the version of a package",
    texts: { "node_modules/dep/package.json": closureStart.texts["node_modules/dep/package.json"]?.replace("1.0.0", "1.0.1") ?? null },
    moves: ["packaged"],
    isOutsideReferences: true,
  },
  {
    label: "the version of a package that this package depends on",
    texts: { "node_modules/deeper/package.json": '{ "name": "deeper", "version": "2.1.0", "types": "index.d.ts" }\n' },
    moves: ["packaged"],
    isOutsideReferences: true,
    isUnwatched: true,
  },
  {
    label: "the version of a package that nothing reaches",
    texts: { "node_modules/idle/package.json": '{ "name": "idle", "version": "1.1.0", "types": "index.d.ts" }\n' },
    moves: [],
    isOutsideReferences: true,
    isUnwatched: true,
  },
  {
    label: "the JavaScript of a linked package",
    texts: { "packages/linked/index.js": "export function factor(value) { return value * 3; }\n" },
    moves: ["scaled"],
    isOutsideReferences: true,
    isUnwatched: true,
  },
  {
    label: "the script beside declarations of the project's own",
    texts: { "src/vendor.js": "export function vendor(value) { return value + 2; }\n" },
    moves: ["vendored"],
    isOutsideReferences: true,
    isUnwatched: true,
  },
];

const ofErrors: readonly Edit[] = [
  {
    label: "a variable that is read is also assigned to",
    texts: { "src/counter.ts": `${counter}export function countUp(): void { count += 1; }\n` },
    moves: [],
    errors: ["TP1100"],
  },
  {
    label: "the assignment gone",
    texts: { "src/counter.ts": counter },
    moves: [],
  },
  {
    label: "a variable of another project that is assigned to is also read",
    texts: { "shared/meter.ts": meter?.replace("return 1", "return count") ?? null },
    moves: [],
    errors: ["TP1100"],
  },
  {
    label: "the read gone",
    texts: { "shared/meter.ts": meter },
    moves: [],
  },
];

const ofOptions: readonly Edit[] = [
  {
    label: "bodies tracked from here on",
    texts: {},
    plugin: { track: "body" },
    moves: unpinned,
    environment: { task: "moody", names: [] },
  },
  {
    label: "a helper's body, which then counts no more",
    texts: { "shared/leaf.ts": leaf.replace("+ 2", "+ 3") },
    moves: [],
  },
  {
    label: "closures tracked again",
    texts: {},
    plugin: { track: "closure" },
    moves: unpinned,
    environment: { task: "moody", names: ["ALIAS", "MODE"] },
  },
];

/** Tasks whose code is all that they reach. */
export const closures: Scenario = {
  label: "closures",
  start: closureStart,
  tasks: closureTasks,
  edits: [...ofHelpers, ...ofEffects, ...ofTasks, ...ofPackages, ...ofErrors, ...ofOptions],
};
