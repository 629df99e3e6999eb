import type TS from "typescript";
import { unwrap } from "../../unwrap.js";
import { returnedBy } from "./callees.js";
import { sourcesOf, type Flow } from "./flow.js";
import { keptBy } from "./kept.js";
import { resolveTarget } from "./mentions.js";
import { isProjectFile } from "./origin.js";
import { isStatic } from "./parts.js";
import { relate, type Fn, type Place, type Value } from "./place.js";
import { leadsToClass } from "./prototypes.js";
import { resultOf } from "./results.js";
import { instanceOf, isDeclaredByName, valueOf, valueOfClass, valueOfSymbol, valueRead } from "./values.js";

/** The values that a place may hold, as far as the source says where they come from. */
export function valueBehind(flow: Flow, place: Place): Value {
  switch (place.kind) {
    case "variable":
      return [...(place.symbol.declarations ?? []).flatMap((each) => declaredValue(flow, each)), ...sourcesOf(flow, place).flat()];
    case "parameter":
      return [...valueOf(flow, place.node.initializer), ...sourcesOf(flow, place).flat()];
    case "this":
      return [...ownerOfThis(flow, place.fn), ...sourcesOf(flow, place).flat()];
    case "arguments":
      return relate(place.fn.parameters.flatMap((each) => (flow.context.ts.isParameter(each) ? parameterValue(each) : [])), "inside");
    case "instance":
      return [...fieldsOf(flow, place.root), ...sourcesOf(flow, place).flat()];
    case "returns":
      return returnedBy(flow, place.fn).flatMap((each) => valueOf(flow, each));
    case "closure":
      return relate(keptBy(flow, place.fn).flatMap((symbol) => valueOfSymbol(flow, symbol)), "inside");
    case "result":
      return [...resultOf(flow, place.call), ...sourcesOf(flow, place).flat()];
    case "global":
      return [];
    default:
      return place satisfies never;
  }
}

export function parameterValue(node: TS.ParameterDeclaration): Value {
  return [{ place: { kind: "parameter", node }, relation: "same" }];
}

function declaredValue(flow: Flow, declaration: TS.Node): Value {
  const { context } = flow;
  const { ts } = context;
  if (!isProjectFile(context, declaration.getSourceFile())) return [];
  if (ts.isBindingElement(declaration)) return [...patternValue(flow, declaration), ...valueOf(flow, declaration.initializer)];
  if (ts.isClassLike(declaration)) return valueOfClass(flow, declaration);
  if (ts.isExportAssignment(declaration)) return valueOf(flow, declaration.expression);
  if (!ts.isVariableDeclaration(declaration)) return [];
  const loop = declaration.parent.parent;
  return ts.isForOfStatement(loop) ? relate(valueOf(flow, loop.expression), "part") : valueOf(flow, declaration.initializer);
}

/** What a name in a pattern takes out of what is taken apart; a module's export is known by its name. */
function patternValue(flow: Flow, element: TS.BindingElement): Value {
  const { ts, checker } = flow.context;
  const name = element.propertyName ?? element.name;
  const key = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
  const member = key !== undefined && ts.isObjectBindingPattern(element.parent) ? checker.getTypeAtLocation(element.parent).getProperty(key) : undefined;
  if (member && isDeclaredByName(flow, member)) return valueOfSymbol(flow, resolveTarget(flow.context, member));
  const relation = element.dotDotDotToken ? "inside" : leadsToClass(key) ? "prototype" : "part";
  return [...relate(holderValue(flow, element.parent.parent), relation), ...valueRead(flow, element)];
}

export function holderValue(flow: Flow, holder: TS.VariableDeclaration | TS.ParameterDeclaration | TS.BindingElement): Value {
  const { ts } = flow.context;
  if (ts.isBindingElement(holder)) return [...patternValue(flow, holder), ...valueOf(flow, holder.initializer)];
  return ts.isParameter(holder) ? [...parameterValue(holder), ...valueOf(flow, holder.initializer)] : declaredValue(flow, holder);
}

/** What the object that a method is called on is known to be, or to hold. */
function ownerOfThis(flow: Flow, fn: Fn): Value {
  const { ts, checker } = flow.context;
  const { parent } = fn;
  if (ts.isClassLike(parent)) {
    const symbol = isStatic(ts, fn) && parent.name ? checker.getSymbolAtLocation(parent.name) : undefined;
    if (symbol) return valueOfSymbol(flow, checker.getExportSymbolOfSymbol(symbol));
    const own = ts.isConstructorDeclaration(fn) ? fn.parameters.filter((each) => ts.isParameterPropertyDeclaration(each, fn)) : [];
    return relate([...instanceOf(flow, parent), ...own.flatMap(parameterValue)], "inside");
  }
  const literal = ts.isPropertyAssignment(parent) ? parent.parent : parent;
  const holder = ts.isObjectLiteralExpression(literal) ? outermost(ts, literal) : undefined;
  const symbol = holder && ts.isIdentifier(holder.name) ? checker.getSymbolAtLocation(holder.name) : undefined;
  return symbol ? valueOfSymbol(flow, checker.getExportSymbolOfSymbol(symbol)) : [];
}

/** The variable that an object literal, or one around it, is the value of. */
function outermost(ts: Flow["context"]["ts"], literal: TS.Node): TS.VariableDeclaration | undefined {
  let node = literal;
  while (ts.isObjectLiteralExpression(node) || ts.isPropertyAssignment(node) || ts.isArrayLiteralExpression(node) || isWrapper(ts, node)) node = node.parent;
  return ts.isVariableDeclaration(node) ? node : undefined;
}

function isWrapper(ts: Flow["context"]["ts"], node: TS.Node): boolean {
  return ts.isExpression(node) && unwrap(ts, node) !== node;
}

function fieldsOf(flow: Flow, root: TS.Node): Value {
  const { ts } = flow.context;
  const members = [root as TS.ClassLikeDeclaration, ...flow.members.subclasses(root)].flatMap((each) => [...each.members]);
  const written = members.flatMap((each) => {
    if (ts.isConstructorDeclaration(each)) return each.parameters.filter((own) => ts.isParameterPropertyDeclaration(own, each)).map(({ initializer }) => initializer);
    return ts.isPropertyDeclaration(each) && !isStatic(ts, each) ? [each.initializer] : [];
  });
  return relate(written.flatMap((each) => valueOf(flow, each)), "inside");
}
