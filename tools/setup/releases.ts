import { isAtLeast, parseVersion, type Version } from "./version.js";

/** The oldest Node.js and TypeScript that taskprint works with, and the first TypeScript that it does not. */
export const OLDEST_NODE: Version = [20, 19, 0];
const OLDEST_TYPESCRIPT: Version = [5, 9, 0];
const FIRST_WITHOUT_PLUGINS: Version = [7, 0, 0];

/** How a compiler stands to what taskprint builds on. */
export type CompilerFitness = "fits" | "too old" | "without plugins";

export function compilerFitness(version: string): CompilerFitness {
  const parsed = parseVersion(version);
  if (!parsed || !isAtLeast(parsed, OLDEST_TYPESCRIPT)) return "too old";
  return isAtLeast(parsed, FIRST_WITHOUT_PLUGINS) ? "without plugins" : "fits";
}

/** The major release of ts-patch that serves a compiler. */
export function patchMajor(typescript: string): 3 | 4 {
  return parseVersion(typescript)?.[0] === 5 ? 3 : 4;
}
