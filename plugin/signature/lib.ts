import type TS from "typescript";
import type { Context } from "../context.js";
import { isLibraryFile } from "../host/internals.js";

const LIB_PACKAGE = /\/node_modules\/(?:@types\/node|undici-types)\//;

/** Whether a node stands in the default library or in Node's types, which count by name. */
export function isLibNode(context: Context, node: TS.Node): boolean {
  const file = node.getSourceFile();
  return isLibraryFile(context.program, file) || LIB_PACKAGE.test(file.fileName);
}

/** Whether a class or interface counts by name and type arguments instead of by its members. */
export function isLibSymbol(context: Context, symbol: TS.Symbol | undefined): boolean {
  return symbol?.declarations?.some((declaration) => isLibNode(context, declaration)) ?? false;
}

/** A member that the project adds to a library type, or to an interface that extends one. */
export function isOwnMember(context: Context, member: TS.Symbol): boolean {
  return !isLibSymbol(context, member);
}

/** A library type's name with its namespaces and module, such as `Intl.NumberFormatOptions` or `"fs".Stats`. */
export function libName(context: Context, symbol: TS.Symbol): string {
  const declaration = symbol.declarations?.find((node) => isLibNode(context, node));
  const path = declaration ? [...enclosingNames(context, declaration), symbol.name] : [symbol.name];
  const name = path.join(".");
  // The same class under two names: as a global, and as the module's export.
  return name === '"url".URL' ? "URL" : name;
}

function enclosingNames(context: Context, declaration: TS.Node): string[] {
  const { ts } = context;
  const names: string[] = [];
  for (let node = declaration.parent; node !== undefined; node = node.parent) {
    if (ts.isModuleDeclaration(node) && node.flags & ts.NodeFlags.GlobalAugmentation) return names;
    if (ts.isModuleDeclaration(node)) names.unshift(moduleName(ts, node.name));
    if (ts.isSourceFile(node) && ts.isExternalModule(node)) names.unshift(packagePath(node.fileName));
  }
  return names;
}

function moduleName(ts: typeof TS, name: TS.ModuleName): string {
  return ts.isStringLiteral(name) ? JSON.stringify(name.text.replace(/^node:/, "")) : name.text;
}

/** The part of a path behind the last node_modules: where a package is installed never counts. */
function packagePath(fileName: string): string {
  return JSON.stringify(fileName.split("/node_modules/").at(-1)?.replace(/\.d\.[cm]?ts$/, "") ?? "");
}
