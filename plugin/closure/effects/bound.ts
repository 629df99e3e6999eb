import type TS from "typescript";
import { unwrap } from "../../unwrap.js";
import { holderValue } from "./behind.js";
import { calleeOf, discoverCallees, functionsOf, type Callee } from "./callees.js";
import type { CallSite, Flow } from "./flow.js";
import { accessorsOf, isRead } from "./getters.js";
import { functionAround } from "./parts.js";
import { symbolOf } from "./reassigned.js";
import { assignedTo } from "./targets.js";
import { relate, type Call, type Fn, type Read, type Value } from "./place.js";
import { valueOf, valueOfSymbol } from "./values.js";

/** A call with all that it may run, and the values that it passes. */
export interface BoundCall extends Omit<CallSite, "part" | "written"> {
  readonly callees: readonly Callee[];
  readonly written: readonly TS.Expression[];
  readonly isNew: boolean;
}

/** Binds a call, when it is first asked for. */
export function bindCall(flow: Flow, call: Call): BoundCall {
  const bound = flow.bound.get(call) ?? bindCallWorker(flow, call);
  flow.bound.set(call, bound);
  return bound;
}

function bindCallWorker(flow: Flow, call: Call): BoundCall {
  const { ts } = flow.context;
  if (isRead(ts, call)) return bindRead(flow, call);
  const callees = discoverCallees(flow, call);
  const callee = calleeOf(flow, call);
  const isMember = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee);
  const receiver = isMember ? valueOf(flow, callee.expression) : callee.kind === ts.SyntaxKind.SuperKeyword ? valueOf(flow, callee) : boundObject(flow, callee);
  const indirect = isMember && ts.isPropertyAccessExpression(callee) ? bindIndirect(flow, { call, callee, callees }) : undefined;
  const shared = { callees, receiver, callee: isMember ? receiver : valueOf(flow, callee), caller: functionAround(flow.context, call) };
  return indirect ?? { ...shared, isNew: ts.isNewExpression(call), ...passedBy(flow, call) };
}

/** A getter is called on what it is read from, a setter with what is assigned. */
function bindRead(flow: Flow, read: Read): BoundCall {
  const { ts } = flow.context;
  const isElement = ts.isBindingElement(read);
  const receiver = isElement ? holderValue(flow, read.parent.parent) : valueOf(flow, read.expression);
  const { value, isPart } = (isElement ? undefined : assignedTo(ts, read)) ?? {};
  const passed = isPart ? relate(valueOf(flow, value), "part") : valueOf(flow, value);
  const shared = { receiver, callee: receiver, caller: functionAround(flow.context, read) };
  return { ...shared, callees: accessorsOf(flow, read), passed: [passed], rest: [], written: value && !isPart ? [value] : [], isNew: false };
}

/** Of `const add = table.set.bind(table)`, the table, when `add` is called. */
function boundObject(flow: Flow, callee: TS.Expression): Value {
  const { ts } = flow.context;
  const declaration = ts.isIdentifier(callee) ? symbolOf(flow.context, callee)?.valueDeclaration : undefined;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const made = initializer && unwrap(ts, initializer);
  const isBound = made && ts.isCallExpression(made) && ts.isPropertyAccessExpression(made.expression) && made.expression.name.text === "bind";
  return isBound ? valueOf(flow, made.arguments[0]) : [];
}

type Passed = Pick<BoundCall, "passed" | "rest" | "written">;

function passedBy(flow: Flow, call: Exclude<Call, Read>): Passed {
  const { ts } = flow.context;
  if (ts.isDecorator(call)) return { passed: [decorated(flow, call)], rest: [], written: [] };
  if (!ts.isTaggedTemplateExpression(call)) return passedAs(flow, call.arguments ?? []);
  const spans = ts.isTemplateExpression(call.template) ? call.template.templateSpans.map(({ expression }) => expression) : [];
  const { passed, rest, written } = passedAs(flow, spans);
  return { passed: [[], ...passed], rest, written };
}

/** From a spread on, any argument may be any element. */
function passedAs(flow: Flow, written: readonly TS.Expression[]): Passed {
  const { ts } = flow.context;
  const spread = written.findIndex((each) => ts.isSpreadElement(each));
  const [fixed, open] = spread < 0 ? [written, []] : [written.slice(0, spread), written.slice(spread)];
  const rest = open.flatMap((each) => (ts.isSpreadElement(each) ? relate(valueOf(flow, each.expression), "part") : valueOf(flow, each)));
  return { passed: fixed.map((each) => valueOf(flow, each)), rest, written };
}

/** A decorator gets the class, or an object that belongs to it. */
function decorated(flow: Flow, { parent }: TS.Decorator): Value {
  const { ts, checker } = flow.context;
  let around: TS.Node = parent;
  while (!ts.isClassLike(around) && around.parent !== undefined) around = around.parent;
  const symbol = ts.isClassLike(around) && around.name ? checker.getSymbolAtLocation(around.name) : undefined;
  return symbol ? valueOfSymbol(flow, checker.getExportSymbolOfSymbol(symbol)) : [];
}

interface Indirect {
  readonly call: Exclude<Call, Read>;
  readonly callee: TS.PropertyAccessExpression;
  readonly callees: readonly Callee[];
}

/** `f.call(object, …)`, `f.apply(object, list)` and `f.bind(object, …)`; what is bound may be called at any time. */
function bindIndirect(flow: Flow, { call, callee, callees }: Indirect): BoundCall | undefined {
  const { ts } = flow.context;
  const isFunctions = callees.some((each) => each.kind === "library" && /Function$/.test(each.owner));
  if (!isFunctions || !ts.isCallExpression(call) || !/^(?:call|apply|bind)$/.test(callee.name.text)) return undefined;
  const [object, ...others] = call.arguments;
  const functions = functionsOf(flow, unwrap(ts, callee.expression), 0);
  const from = functionAround(flow.context, call);
  const shared = { callees: functions, receiver: valueOf(flow, object), callee: valueOf(flow, callee.expression), caller: from, isNew: false };
  if (callee.name.text !== "apply") return { ...shared, ...passedAs(flow, others) };
  return { ...shared, passed: [], rest: relate(others.flatMap((each) => valueOf(flow, each)), "part"), written: others };
}

/** The value that a parameter gets by a call. */
export function argumentFor(fn: Fn, parameter: TS.ParameterDeclaration, { passed, rest }: Pick<CallSite, "passed" | "rest">): Value {
  const index = fn.parameters.indexOf(parameter as never) - (isThisFirst(fn) ? 1 : 0);
  if (parameter.dotDotDotToken) return relate([...passed.slice(index).flat(), ...rest], "inside");
  return [...(passed[index] ?? []), ...rest];
}

function isThisFirst({ parameters: [first] }: Fn): boolean {
  return first !== undefined && "text" in first.name && first.name.text === "this";
}
