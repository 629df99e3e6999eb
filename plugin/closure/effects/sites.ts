import type TS from "typescript";
import { addTo } from "../../listMap.js";
import { bindCall, type BoundCall } from "./bound.js";
import { functionsOf, type Callee } from "./callees.js";
import { factsOf } from "./facts.js";
import type { CallSite, Flow } from "./flow.js";
import { isCarrier, isListening, isLogging, isMutator, isWriter, writtenArgument } from "./library.js";
import type { Part } from "./parts.js";
import { store, storeByBase } from "./store.js";
import { valueOf } from "./values.js";
import { relate, type Call, type Depth, type Fn, type Holding, type Value } from "./place.js";

/** A write, before it is known what stands behind the value. */
export interface Write {
  readonly part: Part;
  readonly value: Value;
  readonly depth: Depth;
  /** The function that the write stands in; undefined at the top level. */
  readonly fn: Fn | undefined;
}

/** Calls of what a parameter holds, which are known when all other calls are. */
interface Waiting {
  readonly parameter: TS.ParameterDeclaration;
  readonly part: Part;
  readonly bound: BoundCall;
}

/** Binds all calls of the parts, and returns the writes that no function of the project does for them. */
export function bindSites(flow: Flow, parts: Iterable<Part>): readonly Write[] {
  const writes: Write[] = [];
  const waiting: Waiting[] = [];
  for (const part of parts) {
    for (const call of factsOf(flow, part).calls) {
      const bound = bindCall(flow, call);
      storeByBase(flow, call, bound);
      for (const callee of bound.callees) {
        if (callee.kind === "parameter") waiting.push({ parameter: callee.node, part, bound });
        else writes.push(...bindCallee(flow, callee, { part, bound, call }));
      }
    }
  }
  return [...writes, ...bindWaiting(flow, waiting)];
}

interface At {
  readonly part: Part;
  readonly bound: BoundCall;
  readonly call?: Call;
}

function bindCallee(flow: Flow, callee: Callee, { part, bound, call }: At): readonly Write[] {
  switch (callee.kind) {
    case "function":
      addTo(flow.sites, callee.fn, { ...bound, part });
      return [];
    case "library":
      return bindLibrary(flow, callee, { part, bound });
    case "elsewhere":
      return deep(part, bound, [...dataPassed(flow, bound), ...(isLogging(callee.name) || isChained(flow, call) ? [] : bound.receiver)]);
    case "unknown":
    case "parameter":
      return deep(part, bound, [...dataPassed(flow, bound), ...bound.receiver]);
    case "class":
    case "task":
      return [];
    default:
      return callee satisfies never;
  }
}

function deep(part: Part, { caller }: BoundCall, value: Value): readonly Write[] {
  return value.length === 0 ? [] : [{ part, value, depth: "deep", fn: caller }];
}

/** What is passed apart from functions, which are there to be called. */
function dataPassed({ context: { ts } }: Flow, { passed, rest }: BoundCall): Value {
  const isFunction = ({ place }: Holding): boolean => place.kind === "variable" && (place.symbol.flags & ts.SymbolFlags.Function) !== 0;
  return [...passed.flat(), ...rest].filter((each) => !isFunction(each));
}

/** A call of a package's own function whose result is used, such as `_.map(…)`, asks for something; a bare one changes something. */
function isChained(flow: Flow, call: Call | undefined): boolean {
  const { ts } = flow.context;
  if (!call || !ts.isCallExpression(call) || ts.isExpressionStatement(call.parent)) return false;
  return !bindCall(flow, call).receiver.some(({ place }) => place.kind !== "variable" || isOwn(place.symbol));
}

function isOwn(symbol: TS.Symbol): boolean {
  return (symbol.declarations ?? []).some((each) => !each.getSourceFile().isDeclarationFile);
}

type Library = Extract<Callee, { kind: "library" }>;

function bindLibrary(flow: Flow, { owner, name, isMethod }: Library, { part, bound }: At): readonly Write[] {
  const all = [...bound.passed.flat(), ...bound.rest];
  const written = writtenArgument(owner, name);
  const target = written === undefined ? [] : (bound.passed[written] ?? bound.rest);
  const writes = [...bindCallbacks(flow, part, { name, bound }), ...(isCarrier(owner, name) ? deep(part, bound, dataPassed(flow, bound)) : [])];
  store(flow, target, all);
  if (!isMethod || !isMutator(name, owner)) return [...writes, ...shallow(part, bound, target)];
  store(flow, bound.receiver, all);
  const receiver = isListening(name) ? bound.receiver.filter(({ place }) => place.kind !== "global") : bound.receiver;
  return [...writes, ...shallow(part, bound, [...target, ...receiver])];
}

function shallow(part: Part, { caller }: BoundCall, value: Value): readonly Write[] {
  return value.length === 0 ? [] : [{ part, value, depth: "shallow", fn: caller }];
}

/** The library calls functions that it is given with parts of what it is called on, or with. Returns what those of the library itself write to. */
function bindCallbacks(flow: Flow, part: Part, { name, bound }: { readonly name: string; readonly bound: BoundCall }): readonly Write[] {
  const { ts } = flow.context;
  const { written, receiver, passed, rest } = bound;
  const all = [...passed.flat(), ...rest];
  const value = [...relate([...receiver, ...all], "part"), ...all];
  // The first parameter of a reducer is what was reduced so far, not an element.
  const isReducing = /^reduce(?:Right)?$/.test(name) && written.length > 1;
  const writes: Write[] = [];
  for (const argument of written) {
    if (ts.isSpreadElement(argument) || value.length === 0 || !mayBeFunction(flow, argument)) continue;
    for (const callee of functionsOf(flow, argument, 0)) {
      const site = isReducing ? { passed: [all, value, [], value], rest: [] } : { passed: [], rest: value };
      if (callee.kind === "function") addTo(flow.sites, callee.fn, { part, ...site, receiver: value, callee: valueOf(flow, argument), caller: bound.caller });
      if (callee.kind === "library" && isWriter(callee.owner, callee.name)) writes.push(...shallow(part, bound, value));
    }
  }
  return writes;
}

function mayBeFunction({ context }: Flow, argument: TS.Expression): boolean {
  return context.checker.getTypeAtLocation(argument).getCallSignatures().length > 0;
}

/** Binds calls of parameters to what is passed for those, until nothing new is found. */
function bindWaiting(flow: Flow, waiting: readonly Waiting[]): readonly Write[] {
  const bound = new Map<Waiting, Set<Fn>>(waiting.map((each) => [each, new Set()]));
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const [{ parameter, part, bound: call }, fns] of bound) {
      for (const fn of functionsPassed(flow, parameter)) {
        if (fn.kind !== "function" || fns.has(fn.fn)) continue;
        isNew = true;
        fns.add(fn.fn);
        bindCallee(flow, fn, { part, bound: call });
      }
    }
  }
  return waiting.flatMap(({ parameter, part, bound: call }) => functionsPassed(flow, parameter).flatMap((callee) => (callee.kind === "function" ? [] : bindCallee(flow, callee, { part, bound: call }))));
}

/** The functions that a parameter may hold; unknown where nobody is seen to pass one. */
function functionsPassed(flow: Flow, parameter: TS.ParameterDeclaration): readonly Callee[] {
  const found = functionsPassedWorker(flow, parameter, new Set());
  return found.length > 0 ? found : [{ kind: "unknown" }];
}

function functionsPassedWorker(flow: Flow, parameter: TS.ParameterDeclaration, seen: Set<TS.Node>): readonly Callee[] {
  if (seen.has(parameter)) return [];
  seen.add(parameter);
  const fn = parameter.parent as Fn;
  const index = fn.parameters.indexOf(parameter as never);
  const written = (flow.sites.get(fn) ?? []).flatMap((site: CallSite) => site.written?.[index] ?? []);
  const passed = [...written, ...(parameter.initializer ? [parameter.initializer] : [])].flatMap((each) => functionsOf(flow, each, 0));
  return passed.flatMap((each) => (each.kind === "parameter" ? functionsPassedWorker(flow, each.node, seen) : [each]));
}
