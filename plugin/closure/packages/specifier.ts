import { builtinModules } from "node:module";

const builtins: ReadonlySet<string> = new Set(builtinModules);

/** `a`, `@a/b`, each with or without a path behind it. A scheme, a path and `#a` are no package. */
const PACKAGE = /^((?:@[^/:#\\]+\/)?[^@./#:\\][^/:#\\]*)(?:\/|$)/;

/** Whether a specifier names a module of Node itself. `punycode/` with a slash is the package of that name. */
export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtins.has(specifier);
}

/** The package that a specifier leads into; undefined for paths, URLs and `#` imports. */
export function packageName(specifier: string): string | undefined {
  return PACKAGE.exec(specifier)?.[1];
}

/** The package whose types an `@types` package holds: `@types/a__b` is of `@a/b`. Undefined for all others. */
export function typedName(name: string): string | undefined {
  const typed = /^@types\/(.+)$/.exec(name)?.[1];
  return typed === undefined ? undefined : typed.replace(/^([^_].*?)__/, "@$1/");
}

/** Whether a package holds nothing but the types of Node itself. */
export function isBuiltinTypes(name: string): boolean {
  return name === "@types/node" || name === "undici-types";
}
