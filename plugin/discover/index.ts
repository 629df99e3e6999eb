import type TS from "typescript";
import { report, type Context, type FoundTask } from "../context.js";
import { functionUnreadable, nameUnreadable, strictNullChecksOff, taskNotCalled } from "../messages.js";
import { hasStrictNullChecks } from "../host/internals.js";
import { discoverIgnored } from "./ignored.js";
import { discoverDeclaredType } from "./declaredType.js";
import { discoverFunction, isConst, type FoundFunction } from "./taskFunction.js";
import { discoverOptions, type ReadOptions } from "./taskOptions.js";
import { resolveAlias } from "./taskSymbol.js";
import { wrapping } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import { eachChild } from "../eachChild.js";

/** A `task(...)` call, with what could be read of it; `found` is missing when errors were reported. */
export interface DiscoveredCall {
  readonly call: TS.CallExpression;
  readonly found: FoundTask | undefined;
  readonly diagnostics: readonly TS.Diagnostic[];
}

/**
 * Finds every call of `task` in a file, by the callee's type: whatever the import's form, and also
 * through a local variable. A use of `task` that is not a call is an error, since it could make a task
 * that nobody compiles.
 */
export function discoverTasks(context: Context, file: TS.SourceFile, symbols: ReadonlySet<TS.Symbol>): readonly DiscoveredCall[] {
  const { ts } = context;
  const names = discoverNames(context, file, symbols);
  const calls: DiscoveredCall[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) && isTaskCall(context, node, symbols)) {
      const scoped: Context = { ...context, diagnostics: [] };
      calls.push({ call: node, found: discoverTask(scoped, node), diagnostics: scoped.diagnostics });
    } else if (ts.isIdentifier(node) && names.has(node.text)) {
      reportStrayUse(context, node, symbols);
    }
    eachChild(ts, node, visit);
  };
  eachChild(ts, file, visit);
  return calls;
}

/** Names under which this file may hold `task`; only these identifiers are worth asking the checker about. */
function discoverNames(context: Context, file: TS.SourceFile, symbols: ReadonlySet<TS.Symbol>): ReadonlySet<string> {
  const { ts, checker } = context;
  const names = new Set(["task"]);
  const visit = (node: TS.Node): void => {
    if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isImportEqualsDeclaration(node)) {
      const symbol = node.name && checker.getSymbolAtLocation(node.name);
      if (symbol && symbols.has(resolveAlias(context, symbol))) names.add(symbol.name);
    }
    eachChild(ts, node, visit);
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) visit(statement);
  }
  return names;
}

function isTaskCall(context: Context, call: TS.CallExpression, symbols: ReadonlySet<TS.Symbol>): boolean {
  if (call.expression.kind === context.ts.SyntaxKind.ImportKeyword || call.expression.kind === context.ts.SyntaxKind.SuperKeyword) {
    return false;
  }
  const type = context.checker.getTypeAtLocation(call.expression);
  return symbols.has(type.symbol) || symbols.has(context.checker.getNonNullableType(type).symbol);
}

/** Reports `task` passed along, stored or bound, where the call itself would not be seen. */
function reportStrayUse(context: Context, node: TS.Identifier, symbols: ReadonlySet<TS.Symbol>): void {
  const { ts } = context;
  const symbol = valueSymbol(context, node);
  if (!symbol || !symbols.has(resolveAlias(context, symbol))) return;
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  const use = wrapping(ts, isMember ? (node.parent as TS.PropertyAccessExpression) : node);
  const isCallee = ts.isCallExpression(use.parent) && use.parent.expression === use && isTaskCall(context, use.parent, symbols);
  if (!isCallee && !isDeclarationOrType(ts, use.parent)) report(context, node, taskNotCalled());
}

function isDeclarationOrType(ts: Context["ts"], parent: TS.Node): boolean {
  return (
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isBindingElement(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isQualifiedName(parent) ||
    ts.isJSDoc(parent)
  );
}

function discoverTask(context: Context, call: TS.CallExpression): FoundTask | undefined {
  const strict = hasStrictNullChecks(context.ts, context.program.getCompilerOptions());
  if (!strict) report(context, call.expression, strictNullChecksOff());
  const found = discoverFunction(context, call);
  const options = discoverOptions(context, call);
  if (!found || !options) return undefined;
  const declaredType = discoverDeclaredType(context, call, found.fn);
  if (declaredType === "any") return report(context, call.arguments[0] ?? call, functionUnreadable('its type is "any"'));
  const named = discoverName(context, call, { found, options });
  if (!named) return report(context, call.expression, nameUnreadable());
  const ignore = discoverIgnored(context, { name: named.name, fn: found.fn, options });
  return ignore && { call, ...named, fn: found.fn, ...(declaredType && { declaredType }), cacheVersion: options.cacheVersion?.text, ignore, untracked: options.untracked };
}

interface Naming {
  readonly found: FoundFunction;
  readonly options: ReadOptions;
}

/** The task's name: by option, else the function's own, else that of the `const` it is assigned to. */
function discoverName(context: Context, call: TS.CallExpression, { found, options }: Naming): Pick<FoundTask, "name" | "nameNode"> | undefined {
  if (options.name) return { name: options.name.text, nameNode: options.name };
  if (found.name !== undefined) return { name: found.name, nameNode: found.nameNode };
  const assigned = discoverConst(context, call);
  return assigned && { name: assigned.text, nameNode: assigned };
}

function discoverConst(context: Context, call: TS.CallExpression): TS.Identifier | undefined {
  const { parent } = wrapping(context.ts, call);
  const isNamed = context.ts.isVariableDeclaration(parent) && context.ts.isIdentifier(parent.name) && isConst(context, parent);
  return isNamed ? (parent.name as TS.Identifier) : undefined;
}
