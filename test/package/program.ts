/** The program that every consumer builds: three tasks, the types of two of which stand in another file. */
export const sources: Readonly<Record<string, string>> = {
  "src/types.ts": "export interface Sample {\n  readonly id: string;\n  readonly reads: readonly number[];\n}\n",
  "src/tasks.ts": [
    'import { task } from "taskprint";',
    'import type { Sample } from "./types.js";',
    "",
    "export const mean = task(async function mean(sample: Sample): Promise<number> {",
    "  const sum = sample.reads.reduce((total, read) => total + read, 0);",
    "  return sum / sample.reads.length;",
    "});",
    "",
    "export const range = task((sample: Sample) => ({ low: Math.min(...sample.reads), high: Math.max(...sample.reads) }));",
    "",
    "export const failing = task(function failing(reason: string): number {",
    '  if (reason === "") return 0;',
    "  throw new Error(reason);",
    '}, { cacheVersion: "1" });',
    "",
  ].join("\n"),
  "src/main.ts": [
    'import { configure } from "taskprint";',
    'import { failing, mean, range } from "./tasks.js";',
    "",
    "configure({ onEvent: ({ task, outcome }) => console.log(`${task} ${outcome}`) });",
    "",
    "async function main(): Promise<void> {",
    '  const sample = { id: "a", reads: [1, 2, 6] };',
    "  console.log(`${await mean(sample)} ${JSON.stringify(range(sample))}`);",
    '  if (process.argv.includes("fail")) failing("on purpose");',
    "}",
    "",
    "main().catch((error: unknown) => {",
    '  console.error(error instanceof Error ? error.stack : error);',
    "  process.exitCode = 1;",
    "});",
    "",
  ].join("\n"),
};

/** Where `src/tasks.ts` throws: line and column as a stack trace gives them. */
export const throwPlace = "src/tasks.ts:13:9";

/** What a first run, and every later one, prints for its results. */
export const results = '3 {"low":1,"high":6}';

export const edited: Readonly<Record<string, string>> = {
  body: (sources["src/tasks.ts"] ?? "").replace("return sum / sample.reads.length;", "return sum / (sample.reads.length || 1);"),
  types: (sources["src/types.ts"] ?? "").replace("readonly id: string;", "readonly id: string;\n  readonly note?: string;"),
};

export const pluginEntry = { transform: "taskprint/plugin", transformProgram: true };

/** A consumer's package.json and tsconfig.json. */
export function configFiles(type: "module" | "commonjs", compilerOptions: object, plugins: readonly object[] = [pluginEntry]): Readonly<Record<string, string>> {
  const options = {
    target: "es2022",
    lib: ["es2023"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    declaration: true,
    sourceMap: true,
    newLine: "lf",
    rootDir: "src",
    outDir: "out",
    ...compilerOptions,
    plugins,
  };
  return {
    "package.json": `${JSON.stringify({ name: "consumer", version: "1.0.0", private: true, type }, null, 2)}\n`,
    "tsconfig.json": `${JSON.stringify({ compilerOptions: options, include: ["src"] }, null, 2)}\n`,
  };
}

/** What a run prints whose calls all end in the same way. */
export function linesOfRun(outcome: "run" | "hit"): readonly string[] {
  return [`mean ${outcome}`, `range ${outcome}`, results];
}

/** The fingerprints in a manifest, by the names of their tasks. */
export function fingerprintsOf(manifest: string): Readonly<Record<string, string>> {
  const { tasks } = JSON.parse(manifest) as { tasks: { name: string; fingerprint: string }[] };
  return Object.fromEntries(tasks.map(({ name, fingerprint }) => [name, fingerprint]));
}
