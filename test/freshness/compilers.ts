import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** One pair of ts-patch and TypeScript, run as users run it: through `tspc`. */
export interface Tspc {
  readonly label: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What one run of the compiler said. */
export interface CompilerRun {
  readonly status: number | null;
  /** The lines that report an error, sorted: their order is that of the files, which a builder may change. */
  readonly errors: readonly string[];
  readonly printed: string;
}

export const current = describeTspc("ts-patch", "typescript");
export const oldest = describeTspc("ts-patch-3", "typescript-5.9");

function describeTspc(patcher: string, compiler: string): Tspc {
  const compilerFolder = dirname(require.resolve(`${compiler}/package.json`));
  const { version } = require(`${compiler}/package.json`) as { version: string };
  return {
    label: `TypeScript ${version}`,
    script: join(dirname(require.resolve(`${patcher}/package.json`)), "bin/tspc.js"),
    environment: { ...definedOnly(process.env), TSP_COMPILER_TS_PATH: compilerFolder },
  };
}

/** Runs `tspc` in a folder, to its end. */
export function runTspc(tspc: Tspc, folder: string, options: readonly string[]): Promise<CompilerRun> {
  const child = spawnTspc(tspc, folder, options);
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, errors: discoverErrors(printed), printed }));
  });
}

export function spawnTspc(tspc: Tspc, folder: string, options: readonly string[]) {
  const [script, ...rest] = [tspc.script, ...options, "--pretty", "false"];
  return spawn(process.execPath, [script, ...rest], { cwd: folder, env: tspc.environment, stdio: ["ignore", "pipe", "pipe"] });
}

/** The lines that report an error; a watching compiler also prints how many it found. */
export function discoverErrors(printed: string): readonly string[] {
  return printed.split(/\r?\n/).filter((line) => /(^|: )error /.test(line)).sort();
}

function definedOnly(variables: NodeJS.ProcessEnv): Record<string, string> {
  const defined = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(defined);
}
