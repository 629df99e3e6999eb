import type TS from "typescript";
import { diagnosticAt, type Context } from "../context.js";
import { addTo } from "../listMap.js";
import type { Message } from "../messages.js";
import { placeOf } from "../place.js";
import type { ClosureNode, Finding, Reference } from "./node.js";
import type { Sources } from "./reaching.js";

/** A finding that a task reaches, and the references by which it does. */
export interface ReachedFinding {
  readonly finding: Finding;
  readonly path: readonly Reference[];
}

/**
 * For every one of some nodes the findings that it reaches, each by a shortest path, the nearest first. Each
 * finding is traced back once, whatever the number of those that reach it.
 */
export function discoverFindings(nodes: readonly ClosureNode[], sources: Sources, from: readonly ClosureNode[]): ReadonlyMap<ClosureNode, readonly ReachedFinding[]> {
  const routes = new Map<ClosureNode, Route[]>();
  for (const target of nodes.filter(({ findings }) => findings.length > 0)) {
    const distances = discoverDistances(sources, target);
    for (const node of from) {
      if (distances.has(node)) addTo(routes, node, routeTo(node, target, distances));
    }
  }
  return new Map([...routes].map(([node, each]) => [node, each.sort(compareRoutes).flatMap(findingsOf)]));
}

/** A way from one node to another; the numbers say which reference of each node it takes. */
interface Route {
  readonly target: ClosureNode;
  readonly path: readonly Reference[];
  readonly numbers: readonly number[];
}

/** How many references every node that leads to a node is away from it. */
function discoverDistances(sources: Sources, target: ClosureNode): ReadonlyMap<ClosureNode, number> {
  const distances = new Map([[target, 0]]);
  for (const [node, distance] of distances) {
    for (const source of sources.get(node) ?? []) {
      if (!distances.has(source)) distances.set(source, distance + 1);
    }
  }
  return distances;
}

/** Of several shortest ways the one by the earliest references. */
function routeTo(from: ClosureNode, target: ClosureNode, distances: ReadonlyMap<ClosureNode, number>): Route {
  const path: Reference[] = [];
  const numbers: number[] = [];
  for (let node = from, left = (distances.get(from) ?? 0) - 1; left >= 0; left -= 1) {
    const number = node.references.findIndex((each) => distances.get(each.target) === left);
    const reference = node.references[number];
    if (reference === undefined) break;
    path.push(reference);
    numbers.push(number);
    node = reference.target;
  }
  return { target, path, numbers };
}

function compareRoutes(a: Route, b: Route): number {
  const first = a.numbers.findIndex((number, index) => number !== b.numbers[index]);
  return a.path.length - b.path.length || (a.numbers[first] ?? 0) - (b.numbers[first] ?? 0);
}

function findingsOf({ target, path }: Route): readonly ReachedFinding[] {
  return target.findings.map((finding) => ({ finding, path }));
}

/** Who reaches findings: a task by its name, and the folder that places are named against. */
export interface Reader {
  readonly task: string;
  readonly folder?: string;
}

/** References that are no names of the source, as people are told of them. */
const SAID: Readonly<Record<string, string>> = { effect: "(run when its module is loaded)", before: "(run before it in its module)" };

/** Statements of one file are led to by their number. */
function isNumber(label: string): boolean {
  return /^\d+$/.test(label);
}

/** What is said of a finding, for a task that reaches it. */
export function messageOf(context: Context, { task, folder }: Reader, { finding, path }: ReachedFinding): Message {
  const place = (node: TS.Node): string => placeOf(context, node, folder);
  const through = path.flatMap(({ label }) => SAID[label] ?? (isNumber(label) ? [] : label)).join(" → ");
  return finding.message(task, { place: place(finding.at), through, placeOf: place });
}

/** What is reported of a finding, where the task's body begins to lead to it: other files are not looked at again when the task's is. */
export function diagnosticOf(context: Context, { task, body, category }: Judging, reached: ReachedFinding): TS.Diagnostic {
  const [first] = reached.path;
  const at = first?.at ?? reached.finding.at;
  return diagnosticAt(isWithin(at, body) ? at : body, messageOf(context, { task }, reached), category);
}

interface Judging {
  readonly task: string;
  readonly body: TS.Node;
  readonly category: TS.DiagnosticCategory;
}

function isWithin(node: TS.Node, body: TS.Node): boolean {
  return node.getSourceFile() === body.getSourceFile() && node.pos >= body.pos && node.end <= body.end;
}
