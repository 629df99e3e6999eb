import { untouched } from "./project.js";
import type { Scenario } from "./scenario.js";
import type { Texts } from "./workspace.js";

/** One edit of the program in `sources`, made on top of those before it. */
export interface Edit {
  readonly label: string;
  readonly texts: Texts;
  /** Options of the plugin's entry in tsconfig from here on, where they change. */
  readonly plugin?: Readonly<Record<string, unknown>>;
  /** Options of the compiler from here on, over those of the mode, where they change. */
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** Names of the tasks whose fingerprints move: no other may. A task that comes or goes counts. */
  readonly moves: readonly string[];
  /** Codes of the errors that the build then has, each as often as it is reported. */
  readonly errors?: readonly string[];
  /** Whether every program of a build reports the errors: their cause is no file, but tsconfig. */
  readonly isEverywhere?: true;
  /** Whether the reason lies in a project that `-b` does not look into again: node_modules. */
  readonly isOutsideReferences?: true;
  /** Whether nothing that a watching compiler looks at changes: it builds when another file does. */
  readonly isUnwatched?: true;
  /** The names of the environment that then join a task's keys, where the edit is about them. */
  readonly environment?: { readonly task: string; readonly names: readonly string[] };
}

const double = 'import { task } from "taskprint";\nexport const twin = task(function versioned(a: number): number { return -a; });\n';
const named = 'import { task } from "taskprint";\nconst negate = function versioned(a: number): number { return -a; };\nexport const negated = task(negate);\n';

const edits: readonly Edit[] = [
  {
    label: "a type two imports away",
    texts: { "shared/leaf.ts": "export interface Leaf { readonly value: number; readonly unit?: string }\n" },
    moves: ["far", "shared"],
  },
  {
    label: "the body of an imported function that is the task",
    texts: { "src/functions.ts": "export function total(values: number[]): number { return values.length + 1; }\n" },
    moves: ["total"],
  },
  {
    label: "an inferred output type in another file",
    texts: { "src/output.ts": "export const makeOutput = () => ({ first: 1, second: 2 });\n" },
    moves: ["inferred"],
  },
  {
    label: "an ambient declaration",
    texts: { "src/ambient.d.ts": "interface Ambient { readonly unit: string; readonly scale: number }\n" },
    moves: ["ambient"],
  },
  {
    label: "two files' contents swapped behind a re-export",
    texts: {
      "src/east.ts": "export interface Side { readonly west: string }\n",
      "src/west.ts": "export interface Side { readonly east: number }\n",
    },
    moves: ["side"],
  },
  {
    label: "a module that is seen everywhere as a namespace",
    texts: { "src/plane.d.ts": "export interface Point { readonly x: number; readonly y?: number }\nexport as namespace Plane;\n" },
    moves: ["plane"],
  },
  {
    label: "an enum's value",
    texts: { "shared/level.ts": "export enum Level { Low = 1, High = 3 }\n" },
    moves: ["level"],
  },
  {
    label: "imported JSON",
    texts: { "src/config.json": '{ "limit": 1, "name": "a" }\n' },
    moves: ["json"],
  },
  {
    label: "a type of a package",
    texts: { "node_modules/dep/index.d.ts": "export interface Sample { readonly depth: number; readonly tag?: string }\n" },
    moves: ["packaged"],
    isOutsideReferences: true,
  },
  {
    label: "the version of a task",
    texts: {
      "src/versioned.ts":
        'import { task } from "taskprint";\nexport const versioned = task(function versioned(a: number): number { return a; }, { cacheVersion: "2" });\n',
    },
    moves: ["versioned"],
  },
  {
    label: "a comment and a body that a version pins",
    texts: {
      "src/versioned.ts":
        '// Pinned.\nimport { task } from "taskprint";\nexport const versioned = task(function versioned(a: number): number { return a + 1; }, { cacheVersion: "2" });\n',
    },
    moves: [],
  },
  {
    label: "a second task of the same name, in a new file",
    texts: { "src/twin.ts": double },
    moves: [],
    errors: ["TP1022", "TP1022"],
  },
  {
    label: "the second task renamed",
    texts: { "src/twin.ts": double.replace("function versioned", "function twin") },
    moves: ["twin"],
  },
  {
    label: "a second task of the same name, by a function expression's own name",
    texts: { "src/named.ts": named },
    moves: [],
    errors: ["TP1022", "TP1022"],
  },
  {
    label: "that function expression renamed",
    texts: { "src/named.ts": named.replace("function versioned", "function named") },
    moves: ["named"],
  },
  {
    label: "a type that cannot be keyed, two imports away",
    texts: { "shared/leaf.ts": "export interface Leaf { readonly value: number; readonly log: () => void }\n" },
    moves: [],
    errors: ["TP1055", "TP1055"],
  },
  {
    label: "that type mended",
    texts: { "shared/leaf.ts": "export interface Leaf { readonly value: number }\n" },
    moves: ["far", "shared"],
  },
  {
    label: "an option of the plugin that it refuses",
    texts: {},
    plugin: { track: "everything" },
    moves: [],
    errors: ["TP1003"],
    isEverywhere: true,
  },
  {
    label: "the option mended",
    texts: {},
    plugin: { track: "body" },
    moves: [],
  },
  {
    label: "a compiler option that gives types another meaning",
    texts: {},
    compilerOptions: { exactOptionalPropertyTypes: true },
    moves: ["optional"],
  },
  {
    label: "the file of a task deleted",
    texts: { "src/doomed.ts": null },
    moves: ["doomed"],
  },
];

/** Tasks whose code is their body, and what else makes their fingerprints. */
export const bodies: Scenario = { label: "bodies", start: untouched, tasks: 13, edits };
