import type TS from "typescript";
import type { Context } from "../context.js";
import { resolveAlias } from "../discover/taskSymbol.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import { holdingOf, holdingOfSymbol, holdingOfType, isSeenAsMember, type Holding, type Taker } from "./environmentHolders.js";
import { joined, namesOfKey, namesOfPattern, takenBy, type EnvironmentRead, type ObjectPattern } from "./environmentNames.js";

/**
 * What is read by handing the environment, or the process, to a declaration. Nothing yet, where its uses are
 * seen by its name; the names of a pattern; unknown where it becomes something that is not seen again.
 */
export function readByTaker(context: Context, taker: Taker, holding: Holding): EnvironmentRead | undefined {
  const { ts, checker } = context;
  const { name } = taker;
  if (ts.isObjectBindingPattern(name)) return readByPattern(context, name, holding);
  const isMember = ts.isPropertyDeclaration(taker) || (ts.isParameter(taker) && ts.isParameterPropertyDeclaration(taker, taker.parent));
  if (isMember && !isSeenAsMember(name.getText(), holding)) return "unknown";
  return holdingOfSymbol(context, checker.getSymbolAtLocation(name)) === holding ? undefined : "unknown";
}

/** `({ HOST } = process.env)`, `this.env = env` */
export function readByTarget(context: Context, target: TS.Node, holding: Holding): EnvironmentRead | undefined {
  if (context.ts.isObjectLiteralExpression(target)) return readByPattern(context, target, holding);
  return holdingOf(context, target) === holding ? undefined : "unknown";
}

function readByPattern(context: Context, pattern: ObjectPattern, holding: Holding): EnvironmentRead | undefined {
  const { ts } = context;
  if (holding === "environment") return namesOfPattern(ts, pattern);
  return joined(takenBy(ts, pattern).map(({ key, into }) => {
    if (key === undefined || into === undefined) return "unknown";
    return key === "env" ? readByEnvironmentOf(context, into) : undefined;
  }));
}

/** `const { env: … } = process` */
function readByEnvironmentOf(context: Context, into: TS.Node): EnvironmentRead | undefined {
  const { ts, checker } = context;
  // Such a pattern is read where it stands.
  if (ts.isObjectBindingPattern(into) && holdingOfType(context, checker.getTypeAtLocation(into)) === "environment") return undefined;
  if (ts.isObjectBindingPattern(into) || ts.isObjectLiteralExpression(into)) return namesOfPattern(ts, into);
  const isSeen = ts.isIdentifier(into) ? holdingOfSymbol(context, valueSymbol(context, into)) : holdingOf(context, into);
  return isSeen === "environment" ? undefined : "unknown";
}

/** Handed to a function: of the project it is a taker; a few of the language look at one variable. */
export function readByCall(context: Context, call: TS.CallExpression | TS.NewExpression, use: TS.Expression, holding: Holding): EnvironmentRead | undefined {
  const { ts } = context;
  const given: readonly TS.Expression[] = call.arguments ?? [];
  const index = given.indexOf(use);
  const key = given[1];
  if (holding === "environment" && index === 0 && key && isLookUp(ts, call)) return namesOfKey(context, key);
  if (index < 0 || given.slice(0, index).some(ts.isSpreadElement)) return "unknown";
  const parameters = implementationOf(context, call)?.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === "this"));
  const parameter = parameters?.[index];
  return parameter === undefined || parameter.dotDotDotToken ? "unknown" : readByTaker(context, parameter, holding);
}

/** `Object.hasOwn(process.env, "NAME")` */
function isLookUp(ts: Context["ts"], call: TS.CallExpression | TS.NewExpression): boolean {
  const callee = unwrap(ts, call.expression);
  return ts.isPropertyAccessExpression(callee) && /^(?:Object\.hasOwn|Reflect\.(?:has|get)|(?:Object\.prototype|\{\})\.hasOwnProperty\.call)$/.test(callee.getText());
}

/** The code that a call runs. What is only declared, such as a method of an interface, may take what it is given for anything. */
function implementationOf(context: Context, call: TS.CallExpression | TS.NewExpression): TS.FunctionLikeDeclaration | undefined {
  const { ts, checker } = context;
  const declared = checker.getResolvedSignature(call)?.getDeclaration();
  if (declared === undefined || declared.getSourceFile().isDeclarationFile) return undefined;
  const symbol = checker.getSymbolAtLocation(unwrap(ts, call.expression));
  const named = symbol && resolveAlias(context, symbol);
  const variable = named?.valueDeclaration;
  const value = variable && ts.isVariableDeclaration(variable) && variable.initializer && unwrap(ts, variable.initializer);
  const overloads = (declared as TS.Node as TS.Declaration & { symbol?: TS.Symbol }).symbol?.declarations ?? [];
  return [declared, ...overloads, ...(value ? [value] : [])].find((each) => isImplementation(ts, each));
}

function isImplementation(ts: Context["ts"], node: TS.Node): node is TS.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}
