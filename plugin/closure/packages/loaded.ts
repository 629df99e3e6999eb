import { posix } from "node:path";
import { realPath, type PackagesHost } from "./host.js";
import type { Package, Packages } from "./index.js";

/** What a script gets for a specifier. */
export type Loaded =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "package"; readonly package: Package }
  | { readonly kind: "builtin" }
  /** A package that is not installed: loading it throws. */
  | { readonly kind: "missing" }
  /** Something in the package, but nobody here can tell what. */
  | { readonly kind: "unknown" };

/** What is tried behind a path that names no file, in the order of Node's `require`. */
const ENDINGS = [".js", ".json", ".node", ".mjs", ".cjs"];
const INDEX = ["/index.js", "/index.json", "/index.node", "/index.mjs", "/index.cjs"];

/** Says what a specifier in a script loads, as Node does. */
export function resolveLoaded(host: PackagesHost, packages: Packages, { specifier, from }: { specifier: string; from: string }): Loaded {
  if (/^\.{0,2}(?:\/|$)/.test(specifier)) return resolvePath(host, posix.isAbsolute(specifier) ? specifier : posix.join(posix.dirname(from), specifier));
  if (specifier.startsWith("#")) return { kind: "unknown" };
  const found = packages.find(specifier, from);
  if (found === undefined) return { kind: "missing" };
  return found === "builtin" ? { kind: "builtin" } : { kind: "package", package: found };
}

function resolvePath(host: PackagesHost, written: string): Loaded {
  const path = written.replace(/\/$/, "");
  const asFile = ["", ...ENDINGS].map((ending) => written + ending).find((candidate) => host.fileExists(candidate));
  if (asFile !== undefined) return { kind: "file", path: realPath(host, asFile) };
  // The package.json of a folder may name any main file.
  if (host.fileExists(`${path}/package.json`)) return { kind: "unknown" };
  const index = INDEX.map((ending) => path + ending).find((candidate) => host.fileExists(candidate));
  return index === undefined ? { kind: "unknown" } : { kind: "file", path: realPath(host, index) };
}
