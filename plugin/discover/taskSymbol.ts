import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type TS from "typescript";
import type { Context } from "../context.js";

/** Where the runtime declares `task`, in the package as installed and in its own repository. */
const TASK_DECLARATION = /^(.*)\/(?:dist\/runtime\/task\.d\.ts|runtime\/task\.ts)$/;

const packageNames = new Map<string, string | undefined>();

/**
 * Whether a file is the runtime's own declaration of `task`. The path alone would take other packages'
 * files for it, so the package that the file belongs to must be taskprint, wherever it is installed.
 */
export function isTaskDeclarationFile(file: TS.SourceFile): boolean {
  const root = TASK_DECLARATION.exec(file.fileName)?.[1];
  return root !== undefined && readPackageName(root) === "taskprint";
}

function readPackageName(root: string): string | undefined {
  if (!packageNames.has(root)) packageNames.set(root, readPackageNameWorker(join(root, "package.json")));
  return packageNames.get(root);
}

function readPackageNameWorker(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  const isNamed = typeof content === "object" && content !== null && "name" in content;
  return isNamed && typeof content.name === "string" ? content.name : undefined;
}

/** The symbols of `task`: one for each copy of the package that the program sees. */
export function discoverTaskSymbols(context: Context): ReadonlySet<TS.Symbol> {
  const symbols = new Set<TS.Symbol>();
  for (const file of context.program.getSourceFiles()) {
    if (!isTaskDeclarationFile(file)) continue;
    const module = context.checker.getSymbolAtLocation(file);
    const symbol = module && context.checker.getExportsOfModule(module).find((each) => each.name === "task");
    if (symbol) symbols.add(symbol);
  }
  return symbols;
}

/** Looks through imports and re-exports, under whatever names they give. */
export function resolveAlias(context: Context, symbol: TS.Symbol): TS.Symbol {
  return symbol.flags & context.ts.SymbolFlags.Alias ? context.checker.getAliasedSymbol(symbol) : symbol;
}
