import type TS from "typescript";
import { wrapping } from "../../unwrap.js";
import { functionsOf } from "./callees.js";
import { constructingParts } from "./constructing.js";
import { mentionedPart, partsOf, type Flow } from "./flow.js";
import { mayRunGetter } from "./getters.js";
import { isReadAtOnce, mayRunImplicitly } from "./implicit.js";
import { pathLoaded } from "./loading.js";
import { discoverMention, isInside, partsOfModule } from "./mentions.js";
import { functionAround, type Part } from "./parts.js";
import { isPutInto } from "./putInto.js";
import type { Call, Fn } from "./place.js";
import { discoverAssigned, type Assigned } from "./targets.js";
import { eachChild } from "../../eachChild.js";

/** What the syntax of one part says. */
export interface Facts {
  /** Code that it may run. */
  readonly leadsTo: ReadonlySet<Part>;
  readonly writes: readonly Assigned[];
  readonly calls: readonly Call[];
  /** The paths of modules that it loads by calls. */
  readonly loads: readonly TS.StringLiteralLike[];
  /** What it names, each with the functions that name it; undefined for the part's own level. */
  readonly uses: ReadonlyMap<TS.Symbol, ReadonlySet<Fn | undefined>>;
  /** What of that it does more with than to put something in. */
  readonly reads: ReadonlySet<TS.Symbol>;
}

interface Collecting {
  readonly leadsTo: Set<Part>;
  readonly writes: Assigned[];
  readonly calls: Call[];
  readonly loads: TS.StringLiteralLike[];
  readonly uses: Map<TS.Symbol, Set<Fn | undefined>>;
  readonly reads: Set<TS.Symbol>;
}

/** The facts of a part, read when they are first asked for. */
export function factsOf(flow: Flow, part: Part): Facts {
  const known = flow.facts.get(part);
  if (known) return known;
  const found: Collecting = { leadsTo: new Set(), writes: [], calls: [], loads: [], uses: new Map(), reads: new Set() };
  for (const inner of part.kind === "mentioned" ? partsOf(flow, part.unit).later.values() : []) {
    if (isInside(inner.node, part.node)) found.leadsTo.add(inner);
  }
  if (part.kind !== "executed" || isActive(flow, part)) walk(flow, part, (node) => collect(flow, { part, node }, found));
  flow.facts.set(part, found);
  return found;
}

/**
 * Whether anything happens when a unit is loaded, apart from the declaration: most units only declare, and
 * what they name need not be looked up.
 */
function isActive(flow: Flow, part: Part): boolean {
  const { ts } = flow.context;
  let isFound = false;
  walk(flow, part, (node) => {
    isFound ||= mayRunImplicitly(flow, node) || pathLoaded(ts, node) !== undefined || isCall(flow, node) || discoverAssigned(ts, node).length > 0;
  });
  return isFound;
}

/** What a part names itself, also where nothing happens in it but reading. */
export function namedBy(flow: Flow, part: Part): ReadonlySet<TS.Symbol> {
  const found = new Set<TS.Symbol>();
  walk(flow, part, (node) => {
    const { symbols } = flow.context.ts.isIdentifier(node) ? discoverMention(flow, node) : { symbols: [] };
    for (const symbol of symbols) found.add(symbol);
  });
  return found;
}

interface At {
  readonly part: Part;
  readonly node: TS.Node;
}

function collect(flow: Flow, { part, node }: At, found: Collecting): void {
  const { ts } = flow.context;
  const isHeld = part.kind === "executed" && partsOf(flow, part.unit).held.has(node) && !isReadAtOnce(flow, node);
  if (ts.isIdentifier(node)) return isHeld ? collectHeld(flow, node, found) : collectMention(flow, node, found);
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) collectThis(flow, { part, node }, found);
  found.writes.push(...discoverAssigned(ts, node));
  if (isCall(flow, node)) found.calls.push(node);
  const path = pathLoaded(ts, node);
  if (path) found.loads.push(path);
  const module = isHeld ? undefined : moduleImported(flow, node);
  for (const each of module ? partsOfModule(flow, module) : []) found.leadsTo.add(each);
}

function collectMention(flow: Flow, node: TS.Identifier, { leadsTo, uses, reads }: Collecting): void {
  const { parts, symbols } = discoverMention(flow, node);
  for (const each of parts) leadsTo.add(each);
  if (symbols.length === 0) return;
  const home = homeOf(flow, node);
  const isRead = !isPutInto(flow.context, node);
  for (const symbol of symbols) {
    uses.set(symbol, (uses.get(symbol) ?? new Set()).add(home));
    if (isRead) reads.add(symbol);
  }
}

/** A value that holds a name does not run it; one that is made by a class runs its constructor. */
function collectHeld(flow: Flow, node: TS.Identifier, found: Collecting): void {
  const { ts } = flow.context;
  if (!ts.isNewExpression(wrapping(ts, node).parent)) return;
  const callees = functionsOf(flow, node, 0);
  if (!callees.every(({ kind }) => kind === "class" || kind === "function" || kind === "library")) return collectMention(flow, node, found);
  for (const callee of callees) {
    for (const part of callee.kind === "class" ? constructingParts(flow, callee.node) : []) found.leadsTo.add(part);
  }
}

/** `this.m` leads to the members of the same object, which nobody needs to name. */
function collectThis(flow: Flow, { part, node }: At, { leadsTo }: Collecting): void {
  const { ts, checker } = flow.context;
  const { parent } = wrapping(ts, node as TS.Expression);
  const symbol = ts.isPropertyAccessExpression(parent) ? checker.getSymbolAtLocation(parent.name) : undefined;
  const own = (symbol?.declarations ?? []).filter((each) => isInside(each, part.unit));
  for (const each of own.length > 0 ? own : [part.unit]) leadsTo.add(mentionedPart(flow, part.unit, each));
}

/** Calls in every form, and reads of what a project's getter computes. */
function isCall(flow: Flow, node: TS.Node): node is Call {
  const { ts } = flow.context;
  if (ts.isCallExpression(node)) return node.expression.kind !== ts.SyntaxKind.ImportKeyword;
  if (mayRunGetter(flow, node)) return true;
  return ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isDecorator(node);
}

function moduleImported({ context: { ts, checker } }: Flow, node: TS.Node): TS.Symbol | undefined {
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [path] = node.arguments;
  return path && ts.isStringLiteralLike(path) ? checker.getSymbolAtLocation(path) : undefined;
}

/** The function that a node runs in, seen through functions that are called at once or passed to a call. */
function homeOf(flow: Flow, node: TS.Node): Fn | undefined {
  const { ts } = flow.context;
  let fn = functionAround(flow.context, node);
  while (fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) {
    const { parent } = wrapping(ts, fn);
    const isInCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
    if (!isInCall) break;
    fn = functionAround(flow.context, parent);
  }
  return fn;
}

/** Visits the nodes of a part: not its types, its tasks, or what runs at another time. */
function walk(flow: Flow, part: Part, visit: (node: TS.Node) => void): void {
  const { ts } = flow.context;
  const { later } = partsOf(flow, part.unit);
  const walkWorker = (node: TS.Node): void => {
    if (flow.tasks.has(node) || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))) return;
    if (later.has(node) && !(part.kind === "later" && part.node === node)) return walkHead(node);
    visit(node);
    eachChild(ts, node, walkWorker);
  };
  /** Decorators and computed names run where the class is made. */
  const walkHead = (node: TS.Node): void => {
    if (part.kind === "later") return;
    for (const each of ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : []) walkWorker(each);
    const { name } = node as TS.NamedDeclaration;
    if (name && ts.isComputedPropertyName(name)) walkWorker(name);
    if (ts.isFunctionLike(node)) node.parameters.forEach((each) => ts.isParameter(each) && ts.getDecorators(each)?.forEach(walkWorker));
  };
  walkWorker(part.node);
}
