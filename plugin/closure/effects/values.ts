import type TS from "typescript";
import { resolveAlias } from "../../discover/taskSymbol.js";
import { unwrap } from "../../unwrap.js";
import type { Flow } from "./flow.js";
import { mayRunGetter, nameRead } from "./getters.js";
import { heritageOf } from "./members.js";
import { isModule, isPrimitive, resolveTarget } from "./mentions.js";
import { originOf } from "./origin.js";
import { functionAround, isStatic } from "./parts.js";
import { relate, type Call, type Fn, type Place, type Read, type Value } from "./place.js";
import { leadsToClass, newTarget, prototypeOf } from "./prototypes.js";
import { symbolOf } from "./reassigned.js";

const NOTHING: Value = [];

function same(place: Place): Value {
  return [{ place, relation: "same" }];
}

/** Where the value of an expression may come from. Primitive values come from nowhere: nobody can change them. */
export function valueOf(flow: Flow, written: TS.Expression | undefined): Value {
  const { ts } = flow.context;
  const node = written && unwrap(ts, written);
  if (!node) return NOTHING;
  if (ts.isIdentifier(node)) return valueOfName(flow, node);
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return valueOfThis(flow, node);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return valueOfAccess(flow, node);
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return valueOfCall(flow, node);
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.NewKeyword ? newTarget(flow, node) : NOTHING;
  if (ts.isClassExpression(node)) return valueOfClass(flow, node);
  if (ts.isAwaitExpression(node)) return valueOf(flow, node.expression);
  if (ts.isConditionalExpression(node)) return [...valueOf(flow, node.whenTrue), ...valueOf(flow, node.whenFalse)];
  if (ts.isBinaryExpression(node)) return valueOfBinary(flow, node);
  if (ts.isArrayLiteralExpression(node)) return relate(node.elements.flatMap((each) => valueOf(flow, ts.isSpreadElement(each) ? each.expression : each)), "inside");
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return closureOf(node);
  return ts.isObjectLiteralExpression(node) ? relate(node.properties.flatMap((each) => valueOfProperty(flow, each)), "inside") : NOTHING;
}

function valueOfProperty(flow: Flow, property: TS.ObjectLiteralElementLike): Value {
  const { ts } = flow.context;
  if (ts.isPropertyAssignment(property)) return valueOf(flow, property.initializer);
  if (ts.isShorthandPropertyAssignment(property)) return valueOfName(flow, property.name);
  if (ts.isMethodDeclaration(property) || ts.isAccessor(property)) return closureOf(property);
  return ts.isSpreadAssignment(property) ? valueOf(flow, property.expression) : NOTHING;
}

/** A function holds what it keeps of the functions around it. */
function closureOf(fn: Fn): Value {
  return [{ place: { kind: "closure", fn }, relation: "inside" }];
}

function valueOfBinary(flow: Flow, node: TS.BinaryExpression): Value {
  const { SyntaxKind } = flow.context.ts;
  const { kind } = node.operatorToken;
  if (kind === SyntaxKind.EqualsToken || kind === SyntaxKind.CommaToken) return valueOf(flow, node.right);
  const choosing: readonly TS.SyntaxKind[] = [
    SyntaxKind.BarBarToken, SyntaxKind.AmpersandAmpersandToken, SyntaxKind.QuestionQuestionToken,
    SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken, SyntaxKind.QuestionQuestionEqualsToken,
  ];
  return choosing.includes(kind) ? [...valueOf(flow, node.left), ...valueOf(flow, node.right)] : NOTHING;
}

/** Names of CommonJS: what a module stores in them is its own. */
const OF_MODULE: ReadonlySet<string> = new Set(["undefined", "exports", "module", "require", "NaN", "Infinity"]);

function valueOfName(flow: Flow, node: TS.Identifier): Value {
  const { context } = flow;
  if (OF_MODULE.has(node.text)) return NOTHING;
  const fn = node.text === "arguments" ? functionAround(context, node) : undefined;
  if (fn) return same({ kind: "arguments", fn });
  const symbol = symbolOf(context, node);
  const local = symbol && localFunction(flow, symbol);
  if (local) return closureOf(local);
  // A name that nobody declares is the environment's.
  return symbol ? valueOfSymbol(flow, resolveTarget(context, symbol)) : same({ kind: "global" });
}

/** A function declared in another: it keeps variables of that one. */
function localFunction({ context }: Flow, symbol: TS.Symbol): Fn | undefined {
  const { ts } = context;
  const declaration = (symbol.flags & ts.SymbolFlags.Function) !== 0 ? symbol.valueDeclaration : undefined;
  const isLocal = declaration !== undefined && ts.isFunctionDeclaration(declaration) && declaration.body !== undefined && functionAround(context, declaration) !== undefined;
  return isLocal ? declaration : undefined;
}

export function valueOfSymbol(flow: Flow, symbol: TS.Symbol): Value {
  const { context } = flow;
  const { ts } = context;
  const parameter = symbol.valueDeclaration && ts.isParameter(symbol.valueDeclaration) ? symbol.valueDeclaration : undefined;
  if (parameter) return same({ kind: "parameter", node: parameter });
  // The project may add members to a library's type: what has them is the library's all the same.
  const declarations = (symbol.declarations ?? []).filter((each) => !ts.isInterfaceDeclaration(each) && !ts.isTypeAliasDeclaration(each));
  if (declarations.every((each) => originOf(context, each) === "library")) return same({ kind: "global" });
  return same({ kind: "variable", symbol });
}

/** `this` is the object of the nearest function that is no arrow function; in statics, the class. */
function valueOfThis(flow: Flow, node: TS.Node): Value {
  const { ts, checker } = flow.context;
  const holder = thisContainer(ts, node);
  if (!holder) return NOTHING;
  if (ts.isFunctionLike(holder)) return same({ kind: "this", fn: holder as Fn });
  const around = holder.parent;
  if (!ts.isClassLike(around) || (!ts.isPropertyDeclaration(holder) && !ts.isClassStaticBlockDeclaration(holder))) return NOTHING;
  if (ts.isPropertyDeclaration(holder) && !isStatic(ts, holder)) return [...instanceOf(flow, around), ...thisOfField(ts, node, holder)];
  const symbol = around.name && checker.getSymbolAtLocation(around.name);
  return symbol ? same({ kind: "variable", symbol: resolveTarget(flow.context, symbol) }) : NOTHING;
}

/** `run = () => this.count++` is called as a method is. */
function thisOfField(ts: Flow["context"]["ts"], node: TS.Node, field: TS.PropertyDeclaration): Value {
  let fn: Fn | undefined;
  for (let around = node.parent; around !== field; around = around.parent) if (ts.isArrowFunction(around)) fn = around;
  return fn ? same({ kind: "this", fn }) : NOTHING;
}

function thisContainer(ts: Flow["context"]["ts"], node: TS.Node): TS.Node | undefined {
  for (let holder = node.parent; holder !== undefined; holder = holder.parent) {
    const isOwner = ts.isFunctionLike(holder) || ts.isPropertyDeclaration(holder) || ts.isClassStaticBlockDeclaration(holder);
    if (isOwner && !ts.isArrowFunction(holder)) return holder;
  }
  return undefined;
}

/** The class, known by its root, whose fields hold what an object of it holds. */
export function instanceOf(flow: Flow, node: TS.ClassLikeDeclaration): Value {
  return [{ place: { kind: "instance", root: flow.members.root(node) }, relation: "same" }];
}

function valueOfAccess(flow: Flow, node: TS.PropertyAccessExpression | TS.ElementAccessExpression): Value {
  const { ts, checker } = flow.context;
  const object = unwrap(ts, node.expression);
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  const symbol = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? checker.getSymbolAtLocation(name) : undefined;
  if (symbol && isDeclaredByName(flow, symbol)) return valueOfSymbol(flow, resolveTarget(flow.context, symbol));
  if (leadsToClass(nameRead(ts, node))) return prototypeOf(flow, object);
  const value = [...relate(valueOf(flow, object), "part"), ...valueRead(flow, node)];
  return value.length === 0 || isPrimitive(flow.context, checker.getTypeAtLocation(node)) ? NOTHING : value;
}

/** What a getter gives. */
export function valueRead(flow: Flow, node: Read): Value {
  return mayRunGetter(flow, node) ? same({ kind: "result", call: node }) : NOTHING;
}

/** What a class holds: its base, and what stands in its static fields. */
export function valueOfClass(flow: Flow, node: TS.ClassLikeDeclaration): Value {
  const { ts } = flow.context;
  const fields = node.members.flatMap((each) => (ts.isPropertyDeclaration(each) && isStatic(ts, each) ? valueOf(flow, each.initializer) : []));
  return [...valueOf(flow, heritageOf(ts, node)), ...relate(fields, "inside")];
}

/** Whether a member is a variable, function or class of a module or a namespace, not a property. */
export function isDeclaredByName({ context }: Flow, member: TS.Symbol): boolean {
  const { ts } = context;
  const symbol = resolveAlias(context, member);
  const isValue = (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0;
  return isValue && !isModule(ts, symbol) && (symbol.declarations ?? []).every((each) => originOf(context, each) !== "library");
}

function valueOfCall(flow: Flow, call: Call & TS.Expression): Value {
  const { context } = flow;
  if (flow.tasks.has(call) || isPrimitive(context, context.checker.getTypeAtLocation(call))) return NOTHING;
  return same({ kind: "result", call });
}
