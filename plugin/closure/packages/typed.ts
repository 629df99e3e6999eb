import { posix } from "node:path";
import type { LookUps } from "./lookUps.js";
import type { Package } from "./package.js";

/** An `@types` package. */
export interface Typed {
  /** The name of the package that it has the types of. */
  readonly name: string;
  /** Its folder, as the path of the declaration says. */
  readonly root: string;
  /** The file or folder of the project that reaches it. */
  readonly from: string;
}

/**
 * The package that runs behind types. Types in a node_modules above the importing file are of the package
 * which that file finds itself. Types that another package brought along are of the package found there.
 * pnpm keeps types in a folder of their own, with no package around it: again the importing file decides.
 */
export function typedPackage({ folders, installed }: LookUps, { name, root, from }: Typed): Package | undefined {
  const holder = posix.dirname(root.slice(0, root.lastIndexOf("/@types/")));
  const isAbove = from === holder || from.startsWith(holder.endsWith("/") ? holder : `${holder}/`);
  const isBrought = !isAbove && folders.at(holder).json !== undefined;
  // Nothing says whether `from` is a file or a folder; a file holds no node_modules.
  return isBrought ? (installed(name, holder) ?? installed(name, from)) : (installed(name, from) ?? installed(name, holder));
}
