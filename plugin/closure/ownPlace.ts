import type TS from "typescript";
import type { Context } from "../context.js";
import { pathInProject } from "../host/projectFolder.js";
import { isLibSymbol } from "../signature/lib.js";
import { wrapping } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";

/** Members of `import.meta` that depend on where the file stands. */
const PLACES: ReadonlySet<string> = new Set(["url", "dirname", "filename", "resolve"]);

/** Members of Node's `module` that do. */
const MODULE_PLACES: ReadonlySet<string> = new Set(["id", "filename", "path", "paths"]);

/**
 * The place of a piece of code, where the code reads it: what it finds beside itself is another file after a
 * move. It is named against the project's folder, so that where a project is checked out never counts.
 */
export function canonicalOwnPlace(context: Context, written: readonly TS.Node[]): readonly string[] {
  const reader = written.find((node) => isPlaceRead(context, node));
  if (reader === undefined) return [];
  return [`(place ${JSON.stringify(pathInProject(context.program, reader.getSourceFile()))})`];
}

function isPlaceRead(context: Context, node: TS.Node): boolean {
  const { ts } = context;
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.ImportKeyword && isPlaceOfModule(ts, node);
  if (ts.isPropertyAccessExpression(node)) return isPlaceOfCommonJs(context, node);
  if (!ts.isIdentifier(node) || (node.text !== "__dirname" && node.text !== "__filename")) return false;
  const symbol = valueSymbol(context, node);
  return symbol === undefined || isLibSymbol(context, symbol);
}

/** `module.filename`, `require.resolve("./rates.csv")` */
function isPlaceOfCommonJs(context: Context, { expression, name }: TS.PropertyAccessExpression): boolean {
  const { ts, checker } = context;
  if (!ts.isIdentifier(expression)) return false;
  const isOfModule = expression.text === "module" && MODULE_PLACES.has(name.text);
  const isOfRequire = expression.text === "require" && name.text === "resolve";
  return (isOfModule || isOfRequire) && isLibSymbol(context, checker.getSymbolAtLocation(expression));
}

/** Whether `import.meta` is used for what depends on its place; as a whole, it may be. */
function isPlaceOfModule(ts: Context["ts"], meta: TS.MetaProperty): boolean {
  const use = wrapping(ts, meta);
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent)) return PLACES.has(parent.name.text);
  if (!ts.isElementAccessExpression(parent) || parent.expression !== use) return true;
  const key = parent.argumentExpression;
  return !ts.isStringLiteralLike(key) || PLACES.has(key.text);
}
