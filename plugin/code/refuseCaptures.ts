import type TS from "typescript";
import { report, type Compiler, type Context, type FoundTask } from "../context.js";
import { codeCaptures, codeEvalMayCapture } from "../messages.js";
import { factoryNames } from "./jsxFactory.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";

/**
 * Refuses a task that uses a variable of a function around it, or of one turn of a loop around it:
 * two tasks of one text and different captures would share results. Each variable is reported once.
 */
export function reportCaptures(context: Context, found: FoundTask, written: readonly TS.Node[]): void {
  const scopes = discoverScopes(context.ts, found.fn);
  if (scopes.length === 0) return;
  const refusal: Refusal = { found, scopes, reported: new Set() };
  for (const node of written) {
    if (isDirectEval(context.ts, node)) report(context, node, codeEvalMayCapture(found.name));
    reportCapturesAt(context, node, refusal);
  }
}

/** What is looked for in one task, and the variables that were reported already. */
interface Refusal {
  readonly found: FoundTask;
  readonly scopes: readonly TS.Node[];
  readonly reported: Set<TS.Symbol>;
}

function reportCapturesAt(context: Context, node: TS.Node, { found, scopes, reported }: Refusal): void {
  for (const symbol of symbolsOf(context, node)) {
    if (reported.has(symbol) || !isCaptured(context.ts, symbol, { fn: found.fn, scopes })) continue;
    reported.add(symbol);
    report(context, node, codeCaptures(found.name, readableName(context.ts, node, symbol)));
  }
}

/** The name as written: the checker keeps private names in another form. JSX does not write its factory. */
function readableName(ts: Compiler, node: TS.Node, symbol: TS.Symbol): string {
  return ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? ts.idText(node) : symbol.name;
}

interface Surroundings {
  readonly fn: TS.Node;
  readonly scopes: readonly TS.Node[];
}

/** The functions and loops around a function: what can run more than once, each time with new variables. */
function discoverScopes(ts: Compiler, fn: TS.Node): readonly TS.Node[] {
  const scopes: TS.Node[] = [];
  for (let node = fn.parent; node !== undefined; node = node.parent) {
    if (ts.isFunctionLike(node) || ts.isIterationStatement(node, false)) scopes.push(node);
  }
  return scopes;
}

function symbolsOf(context: Context, node: TS.Node): readonly TS.Symbol[] {
  const { ts, checker } = context;
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) {
    const names = factoryNames(context, node);
    return names.length === 0 ? [] : checker.getSymbolsInScope(node, ts.SymbolFlags.Value).filter(({ name }) => names.includes(name));
  }
  const symbol = ts.isIdentifier(node) ? valueSymbol(context, node) : ts.isPrivateIdentifier(node) ? privateOf(context, node) : undefined;
  return symbol === undefined ? [] : [symbol];
}

/** A private name belongs to the nearest class around it that declares it, whatever the type in front of it. */
function privateOf({ ts, checker }: Context, node: TS.PrivateIdentifier): TS.Symbol | undefined {
  for (let scope = node.parent; scope !== undefined; scope = scope.parent) {
    const members: readonly TS.ClassElement[] = ts.isClassLike(scope) ? scope.members : [];
    const names = members.flatMap((member) => (member.name !== undefined && ts.isPrivateIdentifier(member.name) ? [member.name] : []));
    const name = names.find(({ text }) => text === node.text);
    if (name !== undefined) return checker.getSymbolAtLocation(name);
  }
  return undefined;
}

function isCaptured(ts: Compiler, symbol: TS.Symbol, around: Surroundings): boolean {
  // `var` in a loop at the top level is one variable of the file, whatever the turn.
  const isOneForAllTurns = (symbol.flags & ts.SymbolFlags.FunctionScopedVariable) !== 0;
  const scopes = around.scopes.filter((scope) => !(isOneForAllTurns && ts.isIterationStatement(scope, false)));
  return (symbol.declarations ?? []).some((declaration) => isDeclaredAround(declaration, { fn: around.fn, scopes }));
}

/** Climbs from a declaration: what is met first, the task itself or a scope around it, tells whose variable it is. */
function isDeclaredAround(declaration: TS.Node, { fn, scopes }: Surroundings): boolean {
  if (declaration === fn) return false;
  for (let node = declaration.parent; node !== undefined; node = node.parent) {
    if (node === fn) return false;
    if (scopes.includes(node)) return true;
  }
  return false;
}

/** `eval(text)` sees the variables around it; `eval?.(text)` and `globalThis.eval(text)` do not. */
function isDirectEval(ts: Compiler, node: TS.Node): boolean {
  if (!ts.isCallExpression(node) || node.questionDotToken !== undefined) return false;
  const callee = unwrap(ts, node.expression);
  return ts.isIdentifier(callee) && ts.idText(callee) === "eval";
}
