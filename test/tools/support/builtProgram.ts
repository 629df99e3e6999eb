import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { linkPackages, newFolder, writeFiles, type Files } from "./folder.js";

/** A program with two tasks, helpers, and a variable of the environment that one of them reads. */
const SOURCES: Files = {
  "package.json": JSON.stringify({ type: "module" }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2022", module: "nodenext", strict: true, rootDir: "src", outDir: "dist", types: ["node"],
      plugins: [{ transform: "taskprint/plugin", transformProgram: true, track: "closure" }],
    },
    include: ["src"],
  }),
  "src/rates.ts": "export const RATE = 0.19;\n",
  "src/money.ts": 'import { RATE } from "./rates.js";\n\nexport function roundTax(price: number): number {\n  return Math.round(price * RATE);\n}\n\nexport const twice = (price: number): number => roundTax(price) + RATE;\n',
  "src/tasks.ts": `import { task } from "taskprint";
import { roundTax, twice } from "./money.js";

export interface Line { readonly price: number; readonly tags?: readonly string[] }

export const invoice = task(function invoice(line: Line, note: string): number {
  return roundTax(line.price) + twice(line.price) + note.length + (process.env.EXTRA ?? "").length;
});

export const greet = task((name: string): string => "Hello, " + name, { cacheVersion: "2" });
`,
  "src/main.ts": 'import { greet, invoice } from "./tasks.js";\n\ninvoice({ price: 100, tags: ["a"] }, "first");\ninvoice({ price: 200 }, "second");\ngreet("Ada");\ngreet("Ada");\n',
};

/** Builds the program with `tspc`, and runs it; returns its folder. */
export function builtProgram(): string {
  const folder = newFolder(SOURCES);
  linkPackages(folder, ["taskprint", "typescript", "ts-patch", "@types"]);
  buildAndRun(folder);
  return folder;
}

/** The same with some of its files changed. */
export function rebuild(folder: string, files: Files): void {
  writeFiles(folder, files);
  buildAndRun(folder);
}

function buildAndRun(folder: string): void {
  for (const parameters of [[join(folder, "node_modules/ts-patch/bin/tspc.js")], ["dist/main.js"]]) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TASKPRINT_")));
    const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: folder, encoding: "utf8", env });
    if (status !== 0) throw new Error(`${parameters.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  }
}
