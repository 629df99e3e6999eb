import type TS from "typescript";
import { unwrap } from "../../unwrap.js";
import { parameterValue, valueBehind } from "./behind.js";
import { argumentFor, bindCall, type BoundCall } from "./bound.js";
import { functionsOf, type Callee } from "./callees.js";
import type { Flow } from "./flow.js";
import { resultOfFunction, resultOfMethod, type ResultOf } from "./library.js";
import { isInside } from "./mentions.js";
import { compose, keyOfPlace, relate, type Call, type Fn, type Holding, type Place, type Value } from "./place.js";
import { prototypeOf } from "./prototypes.js";
import { instanceOf } from "./values.js";

/** What a call gives, by what it may run. */
export function resultOf(flow: Flow, call: Call): Value {
  const bound = bindCall(flow, call);
  return bound.callees.flatMap((callee) => resultOfCallee(flow, callee, bound));
}

function resultOfCallee(flow: Flow, callee: Callee, bound: BoundCall): Value {
  const all = [...bound.passed.flat(), ...bound.rest];
  switch (callee.kind) {
    case "function":
      return bound.isNew ? [] : substitute(callee.fn, summaryOf(flow, callee.fn), bound);
    case "class":
      return relate([...all, ...instanceOf(flow, callee.node)], "inside");
    case "parameter":
    case "unknown":
      return [...relate([...all, ...bound.receiver], "part"), ...relate(bound.callee, "returned")];
    case "elsewhere":
      return relate([...all, ...bound.receiver], "part");
    case "task":
      return [];
    case "library": {
      const result = callee.isMethod ? resultOfMethod(callee.owner, callee.name) : resultOfFunction(callee.owner, callee.name);
      if (result === "prototype") return prototypeOf(flow, bound.written[0]);
      return [...libraryResult(result, bound), ...callbackResults(flow, bound)];
    }
    default:
      return callee satisfies never;
  }
}

function libraryResult(result: Exclude<ResultOf, "prototype">, { receiver, passed, rest }: BoundCall): Value {
  const all = [...passed.flat(), ...rest];
  switch (result) {
    case "receiver":
      return receiver;
    case "copy":
      return relate([...receiver, ...all], "inside");
    case "part":
      return [...relate(receiver, "part"), ...all];
    case "argument":
      return [...(passed[0] ?? rest), ...relate(all, "inside")];
    case "arguments":
      return relate(all, "part");
    case "copied arguments":
      return relate(all, "inside");
    case "nothing":
      return [];
    default:
      return result satisfies never;
  }
}

/** What callbacks return may come out of the library's function that calls them. */
function callbackResults(flow: Flow, { written }: BoundCall): Value {
  const { ts } = flow.context;
  const callbacks = written.filter((each) => !ts.isSpreadElement(each) && isFunctionLiteral(ts, unwrap(ts, each)));
  const functions = callbacks.flatMap((each) => functionsOf(flow, each, 0)).flatMap((each) => (each.kind === "function" ? [each.fn] : []));
  return functions.map((fn): Holding => ({ place: { kind: "returns", fn }, relation: "same" }));
}

function isFunctionLiteral(ts: Flow["context"]["ts"], node: TS.Node): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function substitute(fn: Fn, summary: Value, bound: BoundCall): Value {
  return summary.flatMap(({ place, relation }) => {
    if (place.kind === "parameter" && place.node.parent === fn) return relate(argumentFor(fn, place.node, bound), relation);
    if (place.kind === "arguments" && place.fn === fn) return relate(relate([...bound.passed.flat(), ...bound.rest], "inside"), relation);
    return place.kind === "this" && place.fn === fn ? relate(bound.receiver, relation) : [{ place, relation }];
  });
}

/** What a function returns, by its parameters, its `this`, and what stands outside of it. */
function summaryOf(flow: Flow, fn: Fn): Value {
  const known = flow.summaries.get(fn);
  if (known) return known;
  // Inside of a recursion: what is passed may come back as a part of itself.
  flow.summaries.set(fn, relate(fn.parameters.flatMap((each) => (flow.context.ts.isParameter(each) ? parameterValue(each) : [])), "part"));
  const summary = summaryWorker(flow, fn);
  flow.summaries.set(fn, summary);
  return summary;
}

function summaryWorker(flow: Flow, fn: Fn): Value {
  const summary: Holding[] = [];
  const seen = new Map<unknown, Set<string>>();
  const waiting: Holding[] = [{ place: { kind: "returns", fn }, relation: "same" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { place, relation } = next;
    const visits = seen.get(keyOfPlace(place)) ?? new Set<string>();
    seen.set(keyOfPlace(place), visits);
    if (visits.has(`${place.kind} ${relation}`)) continue;
    visits.add(`${place.kind} ${relation}`);
    if (isEnd(place, fn)) summary.push(next);
    else waiting.push(...(relation === "returned" ? givenBy(flow, place) : []), ...valueBehind(flow, place).map((each) => ({ place: each.place, relation: compose(relation, each.relation) })));
  }
  return summary;
}

/** What the functions give that a place stands for; it may be any part of that. */
export function givenBy({ context: { ts } }: Flow, place: Place): Value {
  const declared = place.kind === "variable" ? (place.symbol.declarations ?? []).filter(ts.isFunctionDeclaration) : [];
  const functions: readonly Fn[] = place.kind === "closure" ? [place.fn] : declared;
  return functions.map((fn): Holding => ({ place: { kind: "returns", fn }, relation: "part" }));
}

function isEnd(place: Place, fn: Fn): boolean {
  if (place.kind === "variable") return !(place.symbol.declarations ?? []).every((each) => isInside(each, fn));
  return place.kind === "parameter" || place.kind === "this" || place.kind === "arguments" || place.kind === "global" || place.kind === "instance";
}
