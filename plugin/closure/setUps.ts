import type TS from "typescript";
import { isAssignment } from "../assignment.js";
import { discoverImports } from "../host/imports.js";
import { addTo } from "../listMap.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import type { Closures } from "./closures.js";
import { isOwnSource } from "./loaded.js";
import { isLogging } from "./effects/library.js";
import { followImports } from "./imports.js";
import { unitOf, type Unit } from "./unit.js";

/** What is set up when a module is loaded, the folder of a package or a unit, and by which units, file by file. */
export type SetUps = ReadonlyMap<string | Unit, ReadonlyMap<TS.SourceFile, readonly Unit[]>>;

/**
 * Finds the code that sets something up when a module is loaded: `Decimal.set({ precision: 20 })`,
 * `dayjs.extend(utc)`, `register("a", f)`. A statement that does nothing but call is there for what the call
 * does, so it counts also where it cannot be seen what that is: a package's function, or one that another
 * function made. Of a call whose result is used, the result is what it is for.
 */
export function discoverSetUps(closures: Closures): SetUps {
  const setUps = new Map<string | Unit, Map<TS.SourceFile, Unit[]>>();
  for (const { target, unit } of [...discoverStatements(closures), ...discoverWriting(closures)]) {
    const byFile = setUps.get(target) ?? new Map<TS.SourceFile, Unit[]>();
    setUps.set(target, byFile);
    if (!byFile.get(unit.getSourceFile())?.includes(unit)) addTo(byFile, unit.getSourceFile(), unit);
  }
  for (const units of [...setUps.values()].flatMap((byFile) => [...byFile.values()])) units.sort((a, b) => a.pos - b.pos);
  return setUps;
}

interface SetUp {
  readonly target: string | Unit;
  readonly unit: Unit;
}

/** Code that writes to what a package exports, in whatever way. */
function discoverWriting({ context, effects, packages }: Closures): readonly SetUp[] {
  return effects.foreignWriters().flatMap(({ symbol, units }) => {
    const file = symbol.declarations?.[0]?.getSourceFile().fileName;
    const owner = file && packages.owner(file, context.program.getCurrentDirectory());
    return owner && owner !== "builtin" ? units.map((unit) => ({ target: owner.folder, unit })) : [];
  });
}

function discoverStatements(closures: Closures): readonly SetUp[] {
  const { files } = discoverImports(closures.context.ts, closures.context.program);
  return files.filter(isOwnSource).flatMap(({ statements }) => statements.flatMap((unit) => setUpsOf(closures, unit)));
}

function setUpsOf(closures: Closures, unit: TS.Statement): readonly SetUp[] {
  const { ts } = closures.context;
  const action = ts.isExpressionStatement(unit) ? actionOf(ts, unit) : undefined;
  const root = action && rootOf(ts, action);
  const symbol = root && ts.isIdentifier(root) ? valueSymbol(closures.context, root) : undefined;
  const imported = symbol && followImports(closures, symbol);
  if (action === undefined || imported === undefined) return [];
  if ("owner" in imported) return imported.owner === "builtin" ? [] : [{ target: imported.owner.folder, unit }];
  return isLog(ts, action) ? [] : targetsOf(closures, imported.symbol, unit).map((target) => ({ target, unit }));
}

/** What a statement calls, or assigns to. */
function actionOf(ts: Closures["context"]["ts"], { expression }: TS.ExpressionStatement): TS.Expression | undefined {
  const written = unwrap(ts, expression);
  const action = ts.isAwaitExpression(written) ? unwrap(ts, written.expression) : written;
  if (ts.isCallExpression(action)) return unwrap(ts, action.expression);
  if (ts.isBinaryExpression(action) && isAssignment(ts, action.operatorToken.kind)) return unwrap(ts, action.left);
  return ts.isDeleteExpression(action) ? unwrap(ts, action.expression) : undefined;
}

function rootOf(ts: Closures["context"]["ts"], target: TS.Expression): TS.Node {
  let root: TS.Node = target;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root) || ts.isCallExpression(root)) root = unwrap(ts, root.expression);
  return root;
}

function isLog(ts: Closures["context"]["ts"], action: TS.Expression): boolean {
  return ts.isPropertyAccessExpression(action) && isLogging(action.name.text);
}

/**
 * What a call of a variable or function of the project may change. Of a function with code the effects say
 * whether it writes; of one that was made by a call, all that it was made from may be changed.
 */
function targetsOf(closures: Closures, symbol: TS.Symbol, statement: Unit): readonly Unit[] {
  const { ts } = closures.context;
  const unit = symbol.valueDeclaration && !symbol.valueDeclaration.getSourceFile().isDeclarationFile ? unitOf(ts, symbol.valueDeclaration) : undefined;
  if (unit === undefined) return [];
  if (isFunction(ts, unit)) return variablesIn(closures, unit).some((each) => closures.effects.writers(each, statement).includes(statement)) ? [unit] : [];
  return ts.isVariableDeclaration(unit) && isMadeByProject(closures, unit) ? behind(closures, unit) : [];
}

function isFunction(ts: Closures["context"]["ts"], unit: Unit): boolean {
  const value = ts.isVariableDeclaration(unit) && unit.initializer ? unwrap(ts, unit.initializer) : unit;
  return ts.isFunctionDeclaration(value) || ts.isArrowFunction(value) || ts.isFunctionExpression(value);
}

/**
 * Whether a variable holds what a function of the project made, or a member of something: what the
 * language and Node make, such as a server, does what is known, and what is written in place can be seen.
 */
function isMadeByProject({ context, tasks }: Closures, { initializer }: TS.VariableDeclaration): boolean {
  const { ts } = context;
  const written = initializer && unwrap(ts, initializer);
  const value = written && ts.isAwaitExpression(written) ? unwrap(ts, written.expression) : written;
  if (value === undefined || tasks.has(value)) return false;
  if (!ts.isCallExpression(value)) return ts.isPropertyAccessExpression(value);
  const callee = unwrap(ts, value.expression);
  const isBound = ts.isPropertyAccessExpression(callee) && callee.name.text === "bind";
  const declaration = context.checker.getResolvedSignature(value)?.getDeclaration();
  return isBound || (declaration !== undefined && !declaration.getSourceFile().isDeclarationFile);
}

/** A variable, and those that its value was made from. */
function behind(closures: Closures, unit: Unit): readonly Unit[] {
  const { ts } = closures.context;
  const reached = new Set([unit]);
  for (const each of reached) {
    for (const { valueDeclaration } of isFunction(ts, each) ? [] : variablesIn(closures, each)) {
      const next = valueDeclaration && unitOf(ts, valueDeclaration);
      if (next !== undefined && ts.isVariableDeclaration(next)) reached.add(next);
    }
  }
  return [...reached].filter((each) => !isFunction(ts, each));
}

/** The variables of modules that a piece of code names. */
function variablesIn(closures: Closures, unit: Unit): readonly TS.Symbol[] {
  const { context } = closures;
  const { ts } = context;
  const symbols = new Set<TS.Symbol>();
  const visit = (node: TS.Node): void => {
    if (ts.isTypeNode(node)) return;
    const named = ts.isIdentifier(node) ? valueSymbol(context, node) : undefined;
    const imported = named && followImports(closures, named);
    const symbol = imported && "symbol" in imported ? imported.symbol : undefined;
    const declaration = symbol?.valueDeclaration;
    if (symbol && declaration && symbol.flags & ts.SymbolFlags.Variable && unitOf(ts, declaration) !== unit && isTopLevelVariable(ts, declaration)) symbols.add(symbol);
    ts.forEachChild(node, visit);
  };
  visit(unit);
  return [...symbols];
}

function isTopLevelVariable(ts: Closures["context"]["ts"], declaration: TS.Node): boolean {
  if (declaration.getSourceFile().isDeclarationFile) return false;
  for (let node = declaration.parent; node !== undefined; node = node.parent) {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  }
  return true;
}
