import { createRequire } from "node:module";
import type TS from "typescript";

const require = createRequire(import.meta.url);

/** One TypeScript release that every fixture is built with. */
export interface Compiler {
  readonly label: string;
  readonly ts: typeof TS;
}

function loadCompiler(packageName: string): Compiler {
  const ts = require(packageName) as typeof TS;
  return { label: `TypeScript ${ts.version}`, ts };
}

/** The release that the project is developed with. */
export const current = loadCompiler("typescript");

/** The oldest release that is supported. */
export const oldest = loadCompiler("typescript-5.9");
