import type TS from "typescript";
import { report, type Context } from "../context.js";
import type { Message } from "../messages.js";
import { placeOf } from "../place.js";
import type { ClosureNode, Finding, Reference } from "./node.js";

/** A finding that a task reaches, and the references by which it does. */
export interface ReachedFinding {
  readonly finding: Finding;
  readonly path: readonly Reference[];
}

/** The findings that a node reaches, each by a shortest path. */
export function discoverFindings(from: ClosureNode, reaching: ReadonlySet<ClosureNode>): readonly ReachedFinding[] {
  const steps = new Map<ClosureNode, Step | undefined>([[from, undefined]]);
  for (const [node, before] of steps) {
    for (const reference of node.references) {
      if (reaching.has(reference.target) && !steps.has(reference.target)) steps.set(reference.target, { reference, before });
    }
  }
  return [...steps].flatMap(([{ findings }, last]) => findings.map((finding) => ({ finding, path: pathTo(last) })));
}

interface Step {
  readonly reference: Reference;
  readonly before: Step | undefined;
}

function pathTo(last: Step | undefined): readonly Reference[] {
  const path: Reference[] = [];
  for (let step = last; step !== undefined; step = step.before) path.push(step.reference);
  return path.reverse();
}

/** Who reaches findings: a task by its name, and the folder that places are named against. */
export interface Reader {
  readonly task: string;
  readonly folder?: string;
}

/** What is said of a finding, for a task that reaches it. */
export function messageOf(context: Context, { task, folder }: Reader, { finding, path }: ReachedFinding): Message {
  const place = (node: TS.Node): string => placeOf(context, node, folder);
  const through = path.map(({ label }) => (label === "effect" ? "(run when its module is loaded)" : label)).join(" → ");
  return finding.message(task, { place: place(finding.at), through, placeOf: place });
}

/** Reports a finding where the task's body begins to lead to it: other files are not looked at again when the task's is. */
export function reportFinding(context: Context, { task, body }: { readonly task: string; readonly body: TS.Node }, reached: ReachedFinding): void {
  const [first] = reached.path;
  const at = first?.at ?? reached.finding.at;
  report(context, isWithin(at, body) ? at : body, messageOf(context, { task }, reached));
}

function isWithin(node: TS.Node, body: TS.Node): boolean {
  return node.getSourceFile() === body.getSourceFile() && node.pos >= body.pos && node.end <= body.end;
}
