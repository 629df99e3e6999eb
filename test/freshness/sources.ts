import type { Texts } from "./workspace.js";

/**
 * The program that is edited: each of its tasks depends on another thing that a builder overlooks, since
 * it looks at the declarations of direct imports only. `shared` is a project of its own under `-b`.
 */
export const sources: Texts = {
  "package.json": '{ "type": "module" }\n',
  "node_modules/dep/package.json": '{ "name": "dep", "version": "1.0.0", "types": "index.d.ts" }\n',
  "node_modules/dep/index.d.ts": "export interface Sample { readonly depth: number }\n",
  "shared/leaf.ts": "export interface Leaf { readonly value: number }\n",
  "shared/mid.ts": 'import type { Leaf } from "./leaf.js";\nexport interface Mid { readonly leaf: Leaf }\n',
  "shared/level.ts": "export enum Level { Low = 1, High = 2 }\n",
  "shared/own.ts": [
    'import { task } from "taskprint";',
    'import type { Mid } from "./mid.js";',
    "export const shared = task(function shared(mid: Mid): number { return mid.leaf.value; });",
    "",
  ].join("\n"),
  "src/ambient.d.ts": "interface Ambient { readonly unit: string }\n",
  "src/config.json": '{ "limit": 1 }\n',
  "src/doomed.ts": [
    'import { task } from "taskprint";',
    "export const doomed = task(function doomed(a: number): number { return a; });",
    "",
  ].join("\n"),
  "src/east.ts": "export interface Side { readonly east: number }\n",
  "src/west.ts": "export interface Side { readonly west: string }\n",
  "src/sides.ts": 'export type { Side as East } from "./east.js";\nexport type { Side as West } from "./west.js";\n',
  "src/plane.d.ts": "export interface Point { readonly x: number }\nexport as namespace Plane;\n",
  "src/functions.ts": "export function total(values: number[]): number { return values.length; }\n",
  "src/output.ts": "export const makeOutput = () => ({ first: 1 });\n",
  "src/tasks.ts": [
    'import type { Sample } from "dep";',
    'import { task } from "taskprint";',
    'import type { Level } from "../shared/level.js";',
    'import type { Mid } from "../shared/mid.js";',
    'import config from "./config.json" with { type: "json" };',
    'import { makeOutput } from "./output.js";',
    'import { total } from "./functions.js";',
    'import type { East } from "./sides.js";',
    "",
    "export const far = task(function far(mid: Mid): number { return mid.leaf.value; });",
    "export const ambient = task(function ambient(input: Ambient): string { return input.unit; });",
    "export const level = task(function level(input: Level): number { return input + 0; });",
    "export const json = task(function json(input: typeof config): number { return Object.keys(input).length; });",
    "export const packaged = task(function packaged(input: Sample): number { return input.depth; });",
    "export const inferred = task(function inferred(a: number) { return { ...makeOutput(), a }; });",
    "export const summed = task(total);",
    "export const side = task(function side(input: East): number { return Object.keys(input).length; });",
    "export const plane = task(function plane(input: Plane.Point): number { return input.x; });",
    "export const optional = task(function optional(a: { b?: number | undefined }): number { return a.b ?? 0; });",
    "",
  ].join("\n"),
  "src/versioned.ts": [
    'import { task } from "taskprint";',
    'export const versioned = task(function versioned(a: number): number { return a; }, { cacheVersion: "1" });',
    "",
  ].join("\n"),
};
