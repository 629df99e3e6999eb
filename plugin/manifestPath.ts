import { basename, dirname, isAbsolute, join, relative } from "node:path";
import type TS from "typescript";

/**
 * Where a program's manifest lies: beside the output, named and placed after the tsconfig as build information is, so that two programs
 * with one output folder never share a manifest; never outside of that folder, where build information may go.
 *
 * @param folder where the tsconfig lies
 */
export function manifestPath({ configFilePath, outDir, outFile, rootDir }: TS.CompilerOptions, folder: string): string {
  const output = outDir ?? (outFile ? dirname(outFile) : folder);
  const name = typeof configFilePath === "string" ? basename(configFilePath, ".json") : "tsconfig";
  const below = outDir && rootDir ? relative(rootDir, folder) : "";
  const isOutside = below === ".." || /^\.\.[\\/]/.test(below) || isAbsolute(below);
  return join(output, isOutside ? "" : below, `${name}.taskprint.json`);
}
