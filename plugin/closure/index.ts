import type TS from "typescript";
import { diagnosticAt, type Context } from "../context.js";
import { untrackedUnknown } from "../messages.js";
import { describePublished, publishFiles } from "./carry/publish.js";
import type { Closures, TrackedTask } from "./closures.js";
import { digestNodes } from "./digest.js";
import { discoverEffects } from "./effects/index.js";
import { diagnosticOf, discoverFindings, type ReachedFinding } from "./findings.js";
import { nodeOfBody, taskAt } from "./expand.js";
import { createGraph, nodesOf, viewOf, type Graph, type View } from "./graph.js";
import { growGraph, plantTasks } from "./grow.js";
import { digestIdentities } from "./identity.js";
import type { ClosureNode } from "./node.js";
import { createPackages } from "./packages/index.js";
import { discoverReaching, discoverSources, type Sources } from "./reaching.js";
import { createScripts } from "./packages/scripts.js";

export type { TrackedTask } from "./closures.js";

/** What one task reaches. */
export interface TrackedClosure {
  readonly node: ClosureNode;
  readonly digest: string;
  /** The digests of all nodes of the program, this one's among them. */
  readonly digests: ReadonlyMap<ClosureNode, string>;
  /** Names of the environment variables that the closure reads, in order. */
  readonly environment: readonly string[];
  readonly diagnostics: readonly TS.Diagnostic[];
  /** What is only worth a warning, as errors are reported: among those it would fail the build. */
  readonly warnings: readonly TS.Diagnostic[];
}

/** What a program's closures are: those of its tasks, and what its declaration files carry for other projects. */
export interface TrackedProgram {
  readonly tasks: ReadonlyMap<TS.Node, TrackedClosure>;
  readonly carried: ReadonlyMap<TS.SourceFile, string>;
}

/** Follows what every task of a program reaches, by symbol, and digests it. */
export function trackClosures(context: Context, tasks: ReadonlyMap<TS.Node, TrackedTask>): TrackedProgram {
  const graph = createGraph(closuresOf(context, tasks));
  plantTasks(graph, tasks.keys());
  const published = publishFiles(graph);
  for (const _ of growGraph(graph));
  const declared = [...published.values()].flatMap((file) => [...file.values()]);
  const judged = judge(graph, [...[...tasks.keys()].map((call) => nodeOfBody(graph, call)), ...declared]);
  return {
    tasks: new Map([...tasks].map(([call, task]) => [call, closeTask(judged, call, task)])),
    carried: new Map([...published].map(([file, each]) => [file, describePublished({ context, ...judged }, each)])),
  };
}

/** What is known of a program as a whole; found out as far as it is asked for. */
export function closuresOf(context: Context, tasks: ReadonlyMap<TS.Node, TrackedTask>): Closures {
  const packages = createPackages(context.host);
  return { context, tasks, packages, scripts: createScripts(context, packages), effects: discoverEffects(context, new Set(tasks.keys())) };
}

/** Follows what some of a program's tasks reach; it pauses between its steps. */
export function* trackSome(closures: Closures, calls: readonly TS.Node[]): Generator<void, ReadonlyMap<TS.Node, TrackedClosure>> {
  const graph = createGraph(closures);
  plantTasks(graph, calls);
  yield* growGraph(graph);
  const judged = judge(graph, calls.map((call) => nodeOfBody(graph, call)));
  return new Map(calls.map((call) => [call, closeTask(judged, call, taskAt(graph, call))]));
}

type Noting = ReadonlyMap<string, ReadonlySet<ClosureNode>>;

interface Judged {
  readonly graph: Graph;
  readonly digests: ReadonlyMap<ClosureNode, string>;
  /** For each environment variable, who reads it. */
  readonly environment: Noting;
  /** For each name that a view leaves untracked, who would reach it; what another task leaves untracked is its own. */
  readonly untracked: ReadonlyMap<View, Noting>;
  /** What is to be said of the nodes that were asked for. */
  readonly findings: ReadonlyMap<ClosureNode, readonly ReachedFinding[]>;
  /** The digest of a node with what it reaches, one by one. */
  readonly identify: (node: ClosureNode) => string;
}

/** Judges a graph, for those of its nodes that something is said of: the bodies of tasks, and what other projects may ask for. */
function judge(graph: Graph, asked: readonly ClosureNode[]): Judged {
  const nodes = nodesOf(graph);
  const digests = digestNodes(nodes);
  const sources = discoverSources(nodes);
  const identify = digestIdentities(graph.closures.context.ts, digests, sources);
  const environment = discoverNoting(nodes, sources, (node) => node.environment);
  const untracked = new Map([...graph.nodes].map(([view, group]) => [view, discoverUntracked([...group.values()])]));
  return { graph, digests, identify, environment, untracked, findings: discoverFindings(nodes, sources, asked) };
}

function closeTask(judged: Judged, call: TS.Node, task: TrackedTask): TrackedClosure {
  const { graph, digests, environment } = judged;
  const node = nodeOfBody(graph, call);
  const names = [...environment].filter(([, readers]) => readers.has(node)).map(([name]) => name);
  return { node, digest: judged.identify(node), digests, environment: names.sort(), ...judgeTask(judged, node, task) };
}

function discoverUntracked(nodes: readonly ClosureNode[]): Noting {
  return discoverNoting(nodes, discoverSources(nodes), (node) => node.untracked);
}

/** For each of the names that nodes note, all that note it or lead to what does. */
function discoverNoting(nodes: readonly ClosureNode[], sources: Sources, noted: (node: ClosureNode) => ReadonlySet<string>): Noting {
  const names = new Set(nodes.flatMap((node) => [...noted(node)]));
  return new Map([...names].map((name) => [name, discoverReaching(sources, nodes.filter((node) => noted(node).has(name)))]));
}

/** The errors and warnings of a task's closure. */
function judgeTask({ graph, findings, untracked }: Judged, node: ClosureNode, task: TrackedTask): Pick<TrackedClosure, "diagnostics" | "warnings"> {
  const { found } = task;
  const { context } = graph.closures;
  const { Error, Warning } = context.ts.DiagnosticCategory;
  const { nondeterminism } = context.options;
  const reached = withoutRepeats(findings.get(node) ?? []);
  const isError = ({ finding }: ReachedFinding): boolean => !finding.isNondeterminism || nondeterminism === "error";
  const described = (each: ReachedFinding, category: TS.DiagnosticCategory): TS.Diagnostic => diagnosticOf(context, { task: found.name, body: found.fn, category }, each);
  const cut = untracked.get(viewOf(graph, task));
  const unknown = found.cacheVersion === undefined ? found.untracked.filter(({ text }) => !cut?.get(text)?.has(node)) : [];
  return {
    diagnostics: [
      ...reached.filter(isError).map((each) => described(each, Error)),
      ...unknown.map((literal) => diagnosticAt(literal, untrackedUnknown(found.name, literal.text), Error)),
    ],
    warnings: nondeterminism === "warn" ? reached.filter((each) => !isError(each)).map((each) => described(each, Warning)) : [],
  };
}

/** One thing is reported once for each way out of the body that leads to it, however often it is met behind it. */
function withoutRepeats(findings: readonly ReachedFinding[]): readonly ReachedFinding[] {
  const firsts = new Map<TS.Node, Set<string>>();
  return findings.filter(({ finding, path: [first] }) => {
    const at = first?.at ?? finding.at;
    const labels = firsts.get(at) ?? new Set();
    firsts.set(at, labels);
    return labels.size < labels.add(finding.label).size;
  });
}
