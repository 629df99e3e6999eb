import type TS from "typescript";
import type { Context } from "../context.js";
import { programInternals } from "../host/internals.js";
import type { Closures } from "./closures.js";
import type { Package } from "./packages/index.js";

/** What a name stands for behind all imports and re-exports: a symbol, or code that is not the project's. */
export type Imported = { readonly symbol: TS.Symbol } | Foreign;

/** A part of a package or of a built-in module, by the path and the name that it is imported by. */
export interface Foreign {
  readonly owner: Package | "builtin";
  readonly entry: string;
  readonly name: string;
}

/**
 * Follows imports and re-exports one by one. The first that names a package ends the walk, whatever the
 * package's types say of where the code lies: types may come from elsewhere (`@types`).
 */
export function followImports(closures: Closures, symbol: TS.Symbol): Imported {
  const { ts } = closures.context;
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return { symbol };
  const known = followed.get(closures) ?? new Map<TS.Symbol, Imported>();
  followed.set(closures, known);
  const imported = known.get(symbol) ?? followAlias(closures, symbol);
  known.set(symbol, imported);
  return imported;
}

/** Kept for each program: a name that many files import is asked for by each of its uses. */
const followed = new WeakMap<Closures, Map<TS.Symbol, Imported>>();

function followAlias(closures: Closures, symbol: TS.Symbol): Imported {
  const { ts, checker } = closures.context;
  let current = symbol;
  // Two modules may re-export a name from each other, which is an error of the compiler's.
  const passed = new Set<TS.Symbol>();
  while (current.flags & ts.SymbolFlags.Alias && !passed.has(current)) {
    passed.add(current);
    const foreign = foreignOfAlias(closures, current);
    if (foreign !== undefined) return foreign;
    const next = checker.getImmediateAliasedSymbol(current);
    if (next === undefined) break;
    current = next;
  }
  return { symbol: current };
}

function foreignOfAlias(closures: Closures, alias: TS.Symbol): Foreign | undefined {
  for (const declaration of alias.declarations ?? []) {
    const specifier = specifierOf(closures.context, declaration);
    const name = importedName(closures.context.ts, declaration);
    const foreign = specifier && foreignOfExport(closures, specifier, name);
    if (foreign !== undefined) return foreign;
  }
  return undefined;
}

/** The package or built-in module that a name of an import comes from, also where `export *` passes it on. */
function foreignOfExport(closures: Closures, specifier: TS.StringLiteralLike, name: string): Foreign | undefined {
  const owner = ownerOfModule(closures, specifier);
  if (owner !== undefined) return { owner, entry: specifier.text, name };
  const module = closures.context.checker.getSymbolAtLocation(specifier);
  return module && foreignOfStar(closures, module, name);
}

/** Where a module has a name by an `export *` only, the package or built-in module that this leads to. */
export function foreignOfStar(closures: Closures, module: TS.Symbol, name: string, passed: Set<TS.Symbol> = new Set()): Foreign | undefined {
  const { ts, checker } = closures.context;
  const { exports } = module;
  if (passed.has(module) || exports === undefined || exports.has(ts.escapeLeadingUnderscores(name))) return undefined;
  passed.add(module);
  for (const declaration of exports.get(ts.InternalSymbolName.ExportStar)?.declarations ?? []) {
    const specifier = specifierOf(closures.context, declaration);
    const target = specifier && checker.getSymbolAtLocation(specifier);
    if (specifier === undefined || target === undefined || !checker.tryGetMemberInModuleExports(name, target)) continue;
    const owner = ownerOfModule(closures, specifier);
    return owner === undefined ? foreignOfStar(closures, target, name, passed) : { owner, entry: specifier.text, name };
  }
  return undefined;
}

/** The name by which an import asks for what it gets; `*` for a module as a whole. */
function importedName(ts: Context["ts"], declaration: TS.Node): string {
  if (ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration)) return (declaration.propertyName ?? declaration.name).text;
  return ts.isImportClause(declaration) ? "default" : "*";
}

/** The package or built-in module that an import finds; undefined for a file whose code is looked into. */
export function ownerOfModule({ context, packages }: Closures, specifier: TS.StringLiteralLike, from = specifier.getSourceFile()): Package | "builtin" | undefined {
  if (/^[./#]/.test(specifier.text)) return undefined;
  const resolved = programInternals(context.program).getResolvedModuleFromModuleSpecifier(specifier, from)?.resolvedModule;
  const isSource = resolved !== undefined && !/\/node_modules\/|\.d\.[cm]?ts$/.test(resolved.resolvedFileName);
  if (isSource) return undefined;
  const found = packages.find(specifier.text, from.fileName);
  // What a task is depends on the format of its constants, not on the release of taskprint.
  if (found !== undefined && found !== "builtin" && found.name === "taskprint") return "builtin";
  // What a linked package contains is looked into, where its types lead to it.
  return found !== undefined && found !== "builtin" && found.linked && resolved !== undefined ? undefined : found;
}

/** The module specifier of the import or export that an alias is declared in; undefined for `export { a }` and the like. */
function specifierOf({ ts }: Context, declaration: TS.Node): TS.StringLiteralLike | undefined {
  for (let node: TS.Node | undefined = declaration; node !== undefined && !ts.isSourceFile(node); node = node.parent) {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(ts, node.moduleSpecifier);
    if (ts.isImportEqualsDeclaration(node)) {
      return ts.isExternalModuleReference(node.moduleReference) ? literal(ts, node.moduleReference.expression) : undefined;
    }
    // `const x = require("…")` in JavaScript.
    if (ts.isVariableDeclaration(node)) return node.initializer && requiredBy(ts, node.initializer);
  }
  return undefined;
}

function requiredBy(ts: Context["ts"], node: TS.Expression): TS.StringLiteralLike | undefined {
  const isCall = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isCall ? literal(ts, node.arguments[0]) : undefined;
}

function literal(ts: Context["ts"], node: TS.Node | undefined): TS.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}
