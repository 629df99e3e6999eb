/**
 * What packages are read through: a compiler host, with forward slashes in all paths. A host may list
 * folders from memory; one that watches must not keep what it listed for the program before.
 */
export interface PackagesHost {
  readFile(path: string): string | undefined;
  fileExists(path: string): boolean;
  directoryExists?(path: string): boolean;
  realpath?(path: string): string;
  readDirectory?(
    root: string,
    extensions: readonly string[],
    excludes: readonly string[] | undefined,
    includes: readonly string[],
  ): readonly string[];
}

/** A path behind all symbolic links, where the host can tell. */
export function realPath(host: PackagesHost, path: string): string {
  const real = host.realpath?.(path) ?? path;
  return /^[A-Za-z]:\\/.test(real) ? real.replaceAll("\\", "/") : real;
}
