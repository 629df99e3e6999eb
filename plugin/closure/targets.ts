import type TS from "typescript";
import { isErased } from "../code/erased.js";
import type { Context } from "../context.js";
import { isLibNode } from "../signature/lib.js";
import type { Closures } from "./closures.js";
import { isModule } from "./effects/mentions.js";
import { originOf } from "./effects/origin.js";
import { unitsOf } from "./effects/parts.js";
import { hasLooseExports } from "./looseExports.js";
import { followImports, type Foreign, type Imported } from "./imports.js";
import type { Package } from "./packages/index.js";
import { bySource, unitOf, type Unit } from "./unit.js";

/** What a reference leads to. */
export type Target =
  | { readonly kind: "code"; readonly unit: Unit }
  | { readonly kind: "namespace"; readonly symbol: TS.Symbol }
  /** All statements of a script, of which any may be what it hands out. */
  | { readonly kind: "statements"; readonly units: readonly Unit[] }
  | { readonly kind: "constant"; readonly member: TS.Symbol; readonly value: string | number }
  /** A part of a package, by the path and the name that it is imported by. */
  | { readonly kind: "package"; readonly package: Package; readonly part: string }
  /** A part of a module of Node's: which one counts, its code does not. */
  | { readonly kind: "builtin"; readonly part: string }
  /** A declaration file outside of node_modules: what another project emitted, or a linked package's types. */
  | { readonly kind: "declared"; readonly declaration: TS.Node }
  /** A declaration without anything behind it in the program. */
  | { readonly kind: "ambient"; readonly declaration: TS.Node };

/** What a symbol leads to, with the symbol behind its imports where one is known. */
export interface Destination {
  readonly symbol: TS.Symbol | undefined;
  /** Nothing for built-ins, globals of the language, and types. */
  readonly targets: readonly Target[];
}

export function discoverDestination(closures: Closures, symbol: TS.Symbol): Destination {
  const imported = followImports(closures, symbol);
  return { symbol: "symbol" in imported ? imported.symbol : undefined, targets: targetsOf(closures, imported) };
}

function targetsOf(closures: Closures, imported: Imported): readonly Target[] {
  return "owner" in imported ? [targetOfForeign(imported)] : targetsOfSymbol(closures, imported.symbol);
}

/** Whether a symbol, behind its imports, is a module, a namespace or an enum: something to go on from by a name. */
export function namespaceOf(closures: Closures, symbol: TS.Symbol): TS.Symbol | undefined {
  const imported: Imported = followImports(closures, symbol);
  if ("owner" in imported) return undefined;
  const { ts } = closures.context;
  const isJson = (imported.symbol.declarations ?? []).some((each) => each.getSourceFile().fileName.endsWith(".json"));
  const isLeading = isModule(ts, imported.symbol) || (imported.symbol.flags & ts.SymbolFlags.Enum) !== 0;
  return isLeading && !isJson ? imported.symbol : undefined;
}

export function targetOfForeign({ owner, entry, name }: Foreign): Target {
  if (owner !== "builtin") return { kind: "package", package: owner, part: `${entry} ${name}` };
  // A module of Node's as a whole is its default export, too.
  return { kind: "builtin", part: `${entry.replace(/^node:/, "")} ${name === "default" ? "*" : name}` };
}

function targetsOfSymbol(closures: Closures, symbol: TS.Symbol): readonly Target[] {
  const { ts, checker } = closures.context;
  const declarations = (symbol.declarations ?? []).filter((declaration) => isValue(ts, declaration));
  if (symbol.flags & ts.SymbolFlags.EnumMember) {
    const [member] = declarations;
    const value = member && ts.isEnumMember(member) ? checker.getConstantValue(member) : undefined;
    if (value !== undefined) return [{ kind: "constant", member: symbol, value }];
  }
  // A member whose value is computed counts with its whole enum.
  const whole = declarations.map((declaration) => (ts.isEnumMember(declaration) ? declaration.parent : declaration));
  // Where several files declare one thing, their order in the program does not count.
  whole.sort(bySource);
  const targets = whole.flatMap((declaration) => [targetOfDeclaration(closures, symbol, declaration), ...statementsOf(closures, declaration)]);
  return [...new Map(targets.flatMap((target) => (target ? [[keyOf(target), target] as const] : []))).values()];
}

function statementsOf({ context }: Closures, declaration: TS.Node): readonly Target[] {
  const file = declaration.getSourceFile();
  const isLoose = originOf(context, declaration) === "project" && hasLooseExports(context.ts, file);
  return isLoose ? [{ kind: "statements", units: unitsOf(context, file) }] : [];
}

/** What a target is known by: two declarations of one symbol may stand in one unit, or come from one package. */
export function keyOf(target: Target): unknown {
  switch (target.kind) {
    case "code":
      return target.unit;
    case "namespace":
      return target.symbol;
    case "statements":
      return target.units[0]?.getSourceFile();
    case "constant":
      return target.member;
    case "package":
      return `${target.package.folder} ${target.part}`;
    case "builtin":
      return `builtin ${target.part}`;
    case "declared":
    case "ambient":
      return target.declaration;
    default:
      return target satisfies never;
  }
}

function isValue(ts: Context["ts"], declaration: TS.Node): boolean {
  return !ts.isInterfaceDeclaration(declaration) && !ts.isTypeAliasDeclaration(declaration) && !ts.isTypeParameterDeclaration(declaration);
}

function targetOfDeclaration(closures: Closures, symbol: TS.Symbol, declaration: TS.Node): Target | undefined {
  const { context, packages } = closures;
  const { ts } = context;
  const file = declaration.getSourceFile();
  if (isLibNode(context, declaration) || originOf(context, declaration) === "taskprint") return undefined;
  if (file.fileName.endsWith(".json")) return file.statements[0] && { kind: "code", unit: file.statements[0] };
  if (file.fileName.includes("/node_modules/")) {
    const owner = packages.owner(file.fileName, context.program.getCurrentDirectory());
    if (owner === "builtin") return undefined;
    if (owner) return owner.linked ? { kind: "declared", declaration } : { kind: "package", package: owner, part: symbol.name };
  }
  if (ts.isSourceFile(declaration)) return { kind: "namespace", symbol };
  if (file.isDeclarationFile) return declares(ts, file) ? { kind: "declared", declaration } : { kind: "ambient", declaration };
  // What is left of an import that finds nothing declares nothing either.
  if (isAmbient(ts, declaration) || isImport(ts, declaration)) return { kind: "ambient", declaration };
  // A namespace by itself, or merged with a function or a class.
  if (ts.isModuleDeclaration(declaration)) return { kind: "namespace", symbol };
  const unit = unitOf(ts, declaration);
  return unit && !isErased(ts, unit) ? { kind: "code", unit } : undefined;
}

/** Whether a declaration file describes a script beside it, as a module does; others describe what comes from elsewhere. */
function declares(ts: Context["ts"], file: TS.SourceFile): boolean {
  return ts.isExternalModule(file);
}

function isImport(ts: Context["ts"], declaration: TS.Node): boolean {
  return (
    ts.isImportSpecifier(declaration) ||
    ts.isImportClause(declaration) ||
    ts.isNamespaceImport(declaration) ||
    ts.isImportEqualsDeclaration(declaration) ||
    ts.isExportSpecifier(declaration)
  );
}

function isAmbient(ts: Context["ts"], declaration: TS.Node): boolean {
  for (let node: TS.Node | undefined = declaration; node !== undefined && !ts.isSourceFile(node); node = node.parent) {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return true;
  }
  return false;
}
