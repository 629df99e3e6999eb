import { createPackages, type Package, type Packages } from "#plugin/closure/packages/index";
import { createMemory, type Files } from "./memory.js";

/** A file of the project whose packages are in `/p/node_modules`. */
export const FROM = "/p/src/main.ts";

export function packagesOf(files: Files): Packages {
  return createPackages(createMemory(files).host);
}

/** The package that a specifier finds. */
export function found(files: Files, specifier: string, from = FROM): Package {
  return assertPackage(packagesOf(files).find(specifier, from));
}

export function assertPackage(answer: Package | "builtin" | undefined): Package {
  if (answer === undefined || answer === "builtin") throw new Error(`No package: ${answer}`);
  return answer;
}
