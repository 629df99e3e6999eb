/** One file with an error, and what a fix makes of it. */
export interface FixRow {
  readonly name: string;
  readonly before: string;
  /** The error that is fixed. */
  readonly code: string;
  readonly description: string;
  readonly after: string;
}

const IMPORT = 'import { task } from "taskprint";\n';

function row(name: string, code: string, texts: { readonly before: string; readonly description: string; readonly after: string }): FixRow {
  return { name, code, description: texts.description, before: IMPORT + texts.before, after: IMPORT + texts.after };
}

const COUNTER = "let counter = 0;\nexport const count = (): number => (counter += 1);\n";

export const fixRows: readonly FixRow[] = [
  row("letTask", "TP1021", {
    before: "export let kept = task((n: number) => n);\n",
    description: 'Make "kept" a const',
    after: "export const kept = task((n: number) => n);\n",
  }),
  row("letTaskNamed", "TP1021", {
    before: "export let other = task((n: number) => n);\n",
    description: 'Name the task "other"',
    after: 'export let other = task((n: number) => n, { name: "other" });\n',
  }),
  row("property", "TP1021", {
    before: "export const steps = { clean: task((n: number) => n, { ttl: 1 }) };\n",
    description: 'Name the task "clean"',
    after: 'export const steps = { clean: task((n: number) => n, { ttl: 1, name: "clean" }) };\n',
  }),
  row("byDefault", "TP1021", {
    before: "export default task((n: number) => n);\n",
    description: 'Name the task "byDefault"',
    after: 'export default task((n: number) => n, { name: "byDefault" });\n',
  }),
  row("twice", "TP1022", {
    before: "export const a = task(function shared(n: number) {\n  return n;\n});\n",
    description: 'Name the task "twice.shared"',
    after: 'export const a = task(function shared(n: number) {\n  return n;\n}, { name: "twice.shared" });\n',
  }),
  row("twiceByOption", "TP1022", {
    before: 'export const b = task((n: number) => n, { name: "shared" });\n',
    description: 'Name the task "twiceByOption.shared"',
    after: 'export const b = task((n: number) => n, { name: "twiceByOption.shared" });\n',
  }),
  row("version", "TP1023", {
    before: 'const VERSION = "3";\nexport const versioned = task((n: number) => n, { cacheVersion: VERSION });\n',
    description: 'Write "3"',
    after: 'const VERSION = "3";\nexport const versioned = task((n: number) => n, { cacheVersion: "3" });\n',
  }),
  row("shorthandVersion", "TP1023", {
    before: 'const cacheVersion = "4";\nexport const short = task((n: number) => n, { cacheVersion });\n',
    description: 'Write "4"',
    after: 'const cacheVersion = "4";\nexport const short = task((n: number) => n, { cacheVersion: "4" });\n',
  }),
  row("list", "TP1023", {
    before: 'const NAMES = ["n"] as const;\nexport const listed = task((n: number, m: number) => m, { ignore: NAMES });\n',
    description: 'Write ["n"]',
    after: 'const NAMES = ["n"] as const;\nexport const listed = task((n: number, m: number) => m, { ignore: ["n"] });\n',
  }),
  row("unknownName", "TP1024", {
    before: 'export const quiet = task((n: number, m: number) => m, { ignore: ["n", "logger"], ttl: 1 });\n',
    description: 'Remove "logger"',
    after: 'export const quiet = task((n: number, m: number) => m, { ignore: ["n"], ttl: 1 });\n',
  }),
  row("onlyUnknownName", "TP1024", {
    before: 'export const alone = task((n: number) => n, { ignore: ["logger"], ttl: 1 });\n',
    description: 'Remove "logger"',
    after: "export const alone = task((n: number) => n, { ttl: 1 });\n",
  }),
  row("optionsElsewhere", "TP1025", {
    before: 'const options = { cacheVersion: "1" } as const;\nconst plain = { cacheVersion: "1" };\nexport const elsewhere = task((n: number) => n, plain);\nexport { options };\n',
    description: 'Write the options of "plain" here',
    after: 'const options = { cacheVersion: "1" } as const;\nconst plain = { cacheVersion: "1" };\nexport const elsewhere = task((n: number) => n, { cacheVersion: "1" });\nexport { options };\n',
  }),
  row("any", "TP1050", {
    before: "export const anything = task((values: Record<string, any>) => Object.keys(values).length);\n",
    description: 'Use "unknown"',
    after: "export const anything = task((values: Record<string, unknown>) => Object.keys(values).length);\n",
  }),
  row("logger", "TP1055", {
    before: "export const logged = task((n: number, log: (text: string) => void) => {\n  log(`${n}`);\n  return n;\n});\n",
    description: 'Leave "log" out of the key, as it never changes a result',
    after: 'export const logged = task((n: number, log: (text: string) => void) => {\n  log(`${n}`);\n  return n;\n}, { ignore: ["log"] });\n',
  }),
  row("declaredLogger", "TP1055", {
    before: 'function run(n: number, m: number, log: (text: string) => void): number {\n  log(`${n}`);\n  return m;\n}\nexport const ran = task(run, { ignore: ["n"] });\n',
    description: 'Leave "log" out of the key, as it never changes a result',
    after: 'function run(n: number, m: number, log: (text: string) => void): number {\n  log(`${n}`);\n  return m;\n}\nexport const ran = task(run, { ignore: ["n", "log"] });\n',
  }),
  row("boxed", "TP1063", {
    before: "export const boxes = task((names: readonly String[]) => names.length);\n",
    description: 'Write "string"',
    after: "export const boxes = task((names: readonly string[]) => names.length);\n",
  }),
  row("counted", "TP1100", {
    before: `${COUNTER}export const counts = task((n: number) => n + count());\n`,
    description: 'Leave "counter" untracked, as it never changes a result',
    after: `${COUNTER}export const counts = task((n: number) => n + count(), { untracked: ["counter"] });\n`,
  }),
  row("random", "TP1108", {
    before: "export const thrown = task((n: number) => n * Math.random());\n",
    description: 'Leave "Math.random" untracked, as it never changes a result',
    after: 'export const thrown = task((n: number) => n * Math.random(), { untracked: ["Math.random"] });\n',
  }),
  row("reachesNothing", "TP1109", {
    before: 'export const tracked = task((n: number) => n, { untracked: ["nothing"] });\n',
    description: 'Remove "nothing"',
    after: "export const tracked = task((n: number) => n, {});\n",
  }),
];

/** Beside them, so that each of the two that share a name can be fixed by itself. */
export const rival = `${IMPORT}export const c = task((n: number) => n, { name: "shared" });\n`;
