import type TS from "typescript";
import { addTo } from "../listMap.js";
import { discoverImports } from "../host/imports.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import type { Closures } from "./closures.js";
import { isOwnSource } from "./effectNodes.js";
import { followImports } from "./imports.js";
import type { Unit } from "./unit.js";

/** Statements by the folder of the package that they set up, and by file. */
export type PackageEffects = ReadonlyMap<string, ReadonlyMap<TS.SourceFile, readonly Unit[]>>;

/**
 * Finds the statements that set a package up when a module is loaded: `Decimal.set({ precision: 20 })`,
 * `axios.defaults.timeout = 1`, `dayjs.extend(utc)`. Only a statement that does nothing else is one: of a
 * call whose result is used, what it returns is what it is for.
 */
export function discoverPackageEffects(closures: Closures): PackageEffects {
  const effects = new Map<string, Map<TS.SourceFile, Unit[]>>();
  for (const { folder, unit } of [...discoverPlain(closures), ...discoverWriting(closures)]) {
    const byFile = effects.get(folder) ?? new Map<TS.SourceFile, Unit[]>();
    effects.set(folder, byFile);
    if (!byFile.get(unit.getSourceFile())?.includes(unit)) addTo(byFile, unit.getSourceFile(), unit);
  }
  for (const units of [...effects.values()].flatMap((byFile) => [...byFile.values()])) units.sort((a, b) => a.pos - b.pos);
  return effects;
}

interface SetUp {
  readonly folder: string;
  readonly unit: Unit;
}

function discoverPlain(closures: Closures): readonly SetUp[] {
  const { files } = discoverImports(closures.context.ts, closures.context.program);
  return files.filter(isOwnSource).flatMap(({ statements }) => statements.flatMap((unit) => {
    const folder = folderSetUpBy(closures, unit);
    return folder === undefined ? [] : [{ folder, unit }];
  }));
}

/** Code that runs when a module is loaded and writes to what a package exports, in whatever way. */
function discoverWriting({ context, effects, packages }: Closures): readonly SetUp[] {
  return effects.foreignWriters().flatMap(({ symbol, units }) => {
    const file = symbol.declarations?.[0]?.getSourceFile().fileName;
    const owner = file && packages.owner(file, context.program.getCurrentDirectory());
    return owner && owner !== "builtin" ? units.map((unit) => ({ folder: owner.folder, unit })) : [];
  });
}

function folderSetUpBy(closures: Closures, statement: TS.Statement): string | undefined {
  const { ts } = closures.context;
  if (!ts.isExpressionStatement(statement)) return undefined;
  const expression = unwrap(ts, statement.expression);
  const action = ts.isAwaitExpression(expression) ? unwrap(ts, expression.expression) : expression;
  const target = targetOf(ts, action);
  const root = target && rootOf(ts, target);
  const symbol = root && ts.isIdentifier(root) ? valueSymbol(closures.context, root) : undefined;
  const imported = symbol && followImports(closures, symbol);
  return imported && "owner" in imported && imported.owner !== "builtin" ? imported.owner.folder : undefined;
}

/** What a statement calls, or assigns to. */
function targetOf(ts: Closures["context"]["ts"], action: TS.Node): TS.Expression | undefined {
  if (ts.isCallExpression(action)) return action.expression;
  const isAssignment = ts.isBinaryExpression(action) && action.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && action.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  if (isAssignment) return action.left;
  return ts.isDeleteExpression(action) ? action.expression : undefined;
}

function rootOf(ts: Closures["context"]["ts"], target: TS.Expression): TS.Node {
  let root: TS.Node = unwrap(ts, target);
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root) || ts.isCallExpression(root)) root = unwrap(ts, root.expression);
  return root;
}
