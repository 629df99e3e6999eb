import type TS from "typescript";
import { closureAmbient, closureUncarried, closureUnknownSyntax, type Message } from "../messages.js";
import type { Closures, TrackedTask } from "./closures.js";
import { canonicalDeclared, isOfReference, nameOfDeclaration } from "./declared.js";
import { discoverImports } from "../host/imports.js";
import { groupByFile, discoverGlobalEffects, reachedFiles } from "./effectNodes.js";
import { discoverReaching } from "./findings.js";
import { discoverPackageEffects } from "./packageEffects.js";
import { canonicalLoadOrder } from "./loadOrder.js";
import { createNaming, type Naming } from "./naming.js";
import type { ClosureNode, Finding, FindingPath } from "./node.js";
import { canonicalUnit } from "./part.js";
import { discoverUses, reassignments, type Use, type Uses } from "./references.js";
import { keyOf, discoverDestination, type Target } from "./targets.js";
import { unitOf, type Unit } from "./unit.js";

/**
 * A task that leaves something untracked sees the program in its own way, and has nodes of its own; all
 * others share theirs.
 */
type View = TrackedTask | undefined;

/** All that the tasks of a program reach, built as far as they reach it. */
export interface Graph {
  readonly closures: Closures;
  readonly naming: Naming;
  /** By view, and by what a node stands for. */
  readonly nodes: Map<View, Map<unknown, ClosureNode>>;
  readonly uses: Map<unknown, Uses>;
  readonly waiting: (() => void)[];
  /** The folders of the packages that nodes stand for. */
  readonly packages: Map<ClosureNode, string>;
  /** What the views have cut off, by name. */
  readonly cut: Map<View, Set<string>>;
}

/** A graph that begins with the tasks; it is grown from there by `expandAll`. */
export function createGraph(closures: Closures): Graph {
  const graph: Graph = { closures, naming: createNaming(closures.context), nodes: new Map(), uses: new Map(), waiting: [], packages: new Map(), cut: new Map() };
  for (const call of closures.tasks.keys()) nodeOfBody(graph, call);
  return graph;
}

/**
 * Grows the graph by all that its nodes lead to, and by the statements that set up the packages that they
 * reach. No step recurses: closures may be as deep as a program is long.
 */
export function expandAll(graph: Graph): void {
  expandWaiting(graph);
  const effects = discoverPackageEffects(graph.closures);
  // What a statement leads to may be another package that is set up.
  for (let found = effects.size > 0; found; expandWaiting(graph)) found = [...effects].some(([folder, files]) => addPackageEffects(graph, folder, files));
}

function expandWaiting({ waiting }: Graph): void {
  for (let expand = waiting.pop(); expand !== undefined; expand = waiting.pop()) expand();
}

/** Adds the statements that set a package up to the bodies that reach it, where their files load the statements' files. */
function addPackageEffects(graph: Graph, folder: string, effects: ReadonlyMap<TS.SourceFile, readonly Unit[]>): boolean {
  const { ts, program } = graph.closures.context;
  const nodes = nodesOf(graph);
  const reaching = discoverReaching(nodes, nodes.filter((node) => graph.packages.get(node) === folder));
  let isGrown = false;
  for (const [view, group] of graph.nodes) {
    for (const node of group.values()) {
      if (!reaching.has(node) || node.at === undefined || (node.kind !== "body" && node.kind !== "carried")) continue;
      const loaded = reachedFiles(discoverImports(ts, program), node.at.getSourceFile());
      for (const [file, units] of effects) {
        const target = loaded.has(file) ? nodeOfStatements(graph, view, units) : undefined;
        if (target === undefined || node.references.some((each) => each.target === target)) continue;
        node.references.push({ label: "effect", target, at: node.at, isUnordered: true });
        isGrown = true;
      }
    }
  }
  return isGrown;
}

export function nodesOf(graph: Graph): readonly ClosureNode[] {
  return [...graph.nodes.values()].flatMap((nodes) => [...nodes.values()]);
}

type Seed = Pick<ClosureNode, "kind" | "name" | "at"> & { readonly own?: string };

/** The node of a thing under a view: made, and expanded later, when it is first asked for. */
function nodeOf(graph: Graph, { view, key }: { readonly view: View; readonly key: unknown }, seed: () => Seed & { readonly expand?: (node: ClosureNode) => void }): ClosureNode {
  const nodes = graph.nodes.get(view) ?? new Map<unknown, ClosureNode>();
  graph.nodes.set(view, nodes);
  const before = nodes.get(key);
  if (before !== undefined) return before;
  const { expand, own = "", ...rest } = seed();
  const id = graph.naming(rest, view?.found.name);
  const node: ClosureNode = { ...rest, id, own, references: [], environment: new Set(), findings: [] };
  nodes.set(key, node);
  if (expand) graph.waiting.push(() => expand(node));
  return node;
}

/**
 * What another project sees of a declaration: its code, all that is written to it, and, for a variable that
 * is assigned to again, that it is. It has a node of its own, beside that of the code.
 */
export function nodeOfPublished(graph: Graph, name: TS.Node, symbol: TS.Symbol | undefined): ClosureNode {
  const unit = unitOf(graph.closures.context.ts, name) ?? name;
  const use: Use = { label: name.getText().split(/\s/, 1)[0] ?? "", at: name, symbol, target: { kind: "code", unit } };
  const expand = (node: ClosureNode): void => {
    const findings = symbol ? reassignments(graph.closures, name, [use]) : [];
    addUses(graph, { node, view: undefined }, { uses: { uses: [use], environment: new Set(), findings }, reader: name.getSourceFile() });
  };
  return nodeOf(graph, { view: undefined, key: `published ${graph.naming.keyOfStatements([name])}` }, () => ({ kind: "carried", name: "", at: name, expand }));
}

/** What loading a file does to all code. */
export function nodeOfFile(graph: Graph, file: TS.SourceFile): ClosureNode {
  const expand = (node: ClosureNode): void => {
    for (const effect of discoverGlobalEffects(graph.closures, file)) addEffect(graph, { node, view: undefined }, effect);
  };
  return nodeOf(graph, { view: undefined, key: `file ${file.fileName}` }, () => ({ kind: "carried", name: "", at: file, expand }));
}

/** The node that a task is for other code: all that its fingerprint stands for. */
export function nodeOfTask(graph: Graph, call: TS.Node): ClosureNode {
  const { found, signatureDigest } = taskAt(graph, call);
  const own = JSON.stringify([found.name, signatureDigest, found.cacheVersion === undefined ? "code" : ["version", found.cacheVersion]]);
  const expand = (node: ClosureNode): void => void node.references.push({ label: "body", target: nodeOfBody(graph, call), at: call });
  return nodeOf(graph, { view: undefined, key: call }, () => ({ kind: "task", name: found.name, at: call, own, ...(found.cacheVersion === undefined && { expand }) }));
}

/** The node of a task's code. Of one with a version nothing is followed. */
export function nodeOfBody(graph: Graph, call: TS.Node): ClosureNode {
  const task = taskAt(graph, call);
  const { found, codeText } = task;
  const view = found.untracked.length > 0 ? task : undefined;
  const expand = (node: ClosureNode): void => expandBody(graph, { node, view }, task);
  return nodeOf(graph, { view, key: task }, () => ({ kind: "body", name: found.name, at: call, own: codeText, ...(found.cacheVersion === undefined && { expand }) }));
}

function taskAt({ closures }: Graph, call: TS.Node): TrackedTask {
  const task = closures.tasks.get(call);
  if (task === undefined) throw new Error("A closure leads to a task that was not discovered.");
  return task;
}

/** A node under a view. */
interface Seen {
  readonly node: ClosureNode;
  readonly view: View;
}

function expandBody(graph: Graph, seen: Seen, { found, written }: TrackedTask): void {
  const { closures } = graph;
  const uses = remember(graph, found.call, () => discoverUses(closures, { root: found.fn, written }));
  addUses(graph, seen, { uses, reader: unitOf(closures.context.ts, found.fn) ?? found.fn });
  for (const effect of discoverGlobalEffects(closures, found.call.getSourceFile())) addEffect(graph, seen, effect);
}

function remember(graph: Graph, key: unknown, discover: () => Uses): Uses {
  const uses = graph.uses.get(key) ?? discover();
  graph.uses.set(key, uses);
  return uses;
}

function addUses(graph: Graph, seen: Seen, { uses, reader }: { readonly uses: Uses; readonly reader: TS.Node }): void {
  for (const name of uses.environment) {
    if (!isCut(graph, seen.view, ["process.env", `process.env.${name}`])) seen.node.environment.add(name);
  }
  for (const finding of uses.findings) addFinding(graph, seen, finding);
  for (const use of uses.uses) {
    if (!isCut(graph, seen.view, namesOf(use))) addUse(graph, seen, { use, reader });
  }
}

/** All names by which people may mean what a use leads to. */
function namesOf({ label, symbol, target }: Use): readonly string[] {
  const owner = target.kind === "package" ? [target.package.name] : [];
  return [label, label.split(".").at(-1) ?? label, ...(symbol ? [symbol.name] : []), ...owner];
}

function isCut(graph: Graph, view: View, names: readonly string[]): boolean {
  const literal = view?.found.untracked.find(({ text }) => names.includes(text));
  if (literal === undefined) return false;
  graph.cut.set(view, (graph.cut.get(view) ?? new Set()).add(literal.text));
  return true;
}

function addFinding(graph: Graph, { node, view }: Seen, finding: Finding): void {
  if (!isCut(graph, view, [finding.label])) node.findings.push(finding);
}

function addUse(graph: Graph, seen: Seen, { use, reader }: { readonly use: Use; readonly reader: TS.Node }): void {
  const target = nodeOfUse(graph, seen, use);
  if (target === undefined) return;
  seen.node.references.push({ label: use.label, target, at: use.at });
  if (use.symbol === undefined || use.target.kind !== "code") return;
  const { unit } = use.target;
  const writers = graph.closures.effects.writers(use.symbol, reader).filter((each) => each !== unit && each !== reader);
  const groups = groupByFile(writers);
  for (const units of groups) addEffect(graph, seen, { units, at: use.at });
  if (groups.length > 1) addLoadOrder(graph, seen, { writers, at: use.at });
}

/** Several files that write to one thing: which of them comes last counts. */
function addLoadOrder(graph: Graph, { node, view }: Seen, { writers, at }: { readonly writers: readonly Unit[]; readonly at: TS.Node }): void {
  const own = canonicalLoadOrder(graph.closures, [...new Set(writers.map((unit) => unit.getSourceFile()))]);
  const seed: Seed = { kind: "statements", name: "", at, own };
  if (own !== "") node.references.push({ label: "load order", target: nodeOf(graph, { view, key: `order ${own}` }, () => seed), at, isUnordered: true });
}

/** Code that runs when modules are loaded and changes what a node reads. */
function addEffect(graph: Graph, { node, view }: Seen, { units, at }: { readonly units: readonly Unit[] | Target; readonly at: TS.Node }): void {
  const target = "kind" in units ? nodeOfTarget(graph, view, units) : nodeOfStatements(graph, view, units);
  if (target !== undefined && target !== node) node.references.push({ label: "effect", target, at, isUnordered: true });
}

function nodeOfUse(graph: Graph, seen: Seen, { target, at, label }: Use): ClosureNode | undefined {
  if (target.kind === "task") return nodeOfTask(graph, target.call);
  const node = nodeOfTarget(graph, seen.view, target);
  const declaration = "declaration" in target ? target.declaration : undefined;
  const message: Finding["message"] = (task, where) => missing(graph.closures, { declaration, label }, task, where);
  if (node === undefined) addFinding(graph, seen, { at, label, isNondeterminism: false, message });
  return node;
}

/** What is said of a declaration that shows nothing of its code: it is another project's, or nobody's. */
function missing({ context }: Closures, { declaration, label }: { readonly declaration: TS.Node | undefined; readonly label: string }, task: string, where: FindingPath): Message {
  const isReferenced = declaration !== undefined && isOfReference(context.program, declaration.getSourceFile());
  return isReferenced ? closureUncarried(task, where, label) : closureAmbient(task, where, label);
}

/** The node of what a name leads to; undefined where that cannot be known. */
function nodeOfTarget(graph: Graph, view: View, target: Target): ClosureNode | undefined {
  const at = { view, key: keyOf(target) };
  switch (target.kind) {
    case "code":
      return nodeOfCode(graph, view, target.unit);
    case "namespace":
      return nodeOf(graph, at, () => ({
        kind: "namespace",
        name: target.symbol.name,
        at: target.symbol.declarations?.[0],
        expand: (node) => expandNamespace(graph, { node, view }, target.symbol),
      }));
    case "constant":
      return nodeOf(graph, at, () => ({
        kind: "code",
        name: target.member.name,
        at: target.member.declarations?.[0],
        own: `(constant ${JSON.stringify(target.member.name)} ${JSON.stringify(target.value)})`,
      }));
    case "package":
      return nodeOfPackage(graph, at, target);
    case "builtin":
      return nodeOf(graph, at, () => ({ kind: "builtin", name: `node:${target.part}`, at: undefined, own: `(builtin ${JSON.stringify(target.part)})` }));
    case "declared": {
      const declared = canonicalDeclared(graph.closures, target.declaration);
      return declared && nodeOf(graph, at, () => ({
        kind: "carried",
        name: declared.name,
        at: target.declaration,
        own: declared.own,
        expand: (node) => addUses(graph, { node, view }, { uses: declared, reader: target.declaration }),
      }));
    }
    case "ambient":
      return undefined;
    default:
      return target satisfies never;
  }
}

type Key = Parameters<typeof nodeOf>[1];

function nodeOfPackage(graph: Graph, at: Key, { package: { name, version, digest, folder }, part }: Extract<Target, { kind: "package" }>): ClosureNode {
  const own = `(package ${digest} ${JSON.stringify(part)})`;
  const node = nodeOf(graph, at, () => ({ kind: "package", name: `${name}@${version} ${part}`, at: undefined, own }));
  graph.packages.set(node, folder);
  return node;
}

function nodeOfCode(graph: Graph, view: View, unit: Unit): ClosureNode {
  return nodeOf(graph, { view, key: unit }, () => ({
    kind: "code",
    name: nameOfDeclaration(graph.closures.context.ts, unit),
    at: unit,
    expand: (node) => expandCode(graph, { node, view }, unit),
  }));
}

function expandCode(graph: Graph, seen: Seen, unit: Unit): void {
  const { closures } = graph;
  const part = canonicalUnit(closures, unit);
  seen.node.own = part.text;
  if (part.isUnknown) {
    const label = seen.node.name;
    addFinding(graph, seen, { at: unit, label, isNondeterminism: false, message: (task, where) => closureUnknownSyntax(task, where, label) });
  }
  addUses(graph, seen, { uses: remember(graph, unit, () => discoverUses(closures, { root: unit, written: part.written })), reader: unit });
}

/** All that a module or namespace exports, by name: what it is when it is handed on as a whole. */
function expandNamespace(graph: Graph, seen: Seen, symbol: TS.Symbol): void {
  const { ts, checker } = graph.closures.context;
  const members = checker.getExportsOfModule(symbol).sort((a, b) => (a.name < b.name ? -1 : 1));
  const at = seen.node.at;
  for (const member of members) {
    const target = member.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(member) : member;
    if (at === undefined || !(target.flags & ts.SymbolFlags.Value)) continue;
    const found = discoverDestination(graph.closures, member);
    const uses = found.targets.map((each) => ({ label: member.name, at, symbol: found.symbol, target: each }));
    addUses(graph, seen, { uses: { uses, environment: new Set(), findings: reassignments(graph.closures, at, uses) }, reader: at });
  }
}

/** The statements of one file that write to something, in their order. */
function nodeOfStatements(graph: Graph, view: View, units: readonly Unit[]): ClosureNode {
  return nodeOf(graph, { view, key: graph.naming.keyOfStatements(units) }, () => ({
    kind: "statements",
    name: "",
    at: units[0],
    expand: (node) => {
      for (const [index, unit] of units.entries()) node.references.push({ label: String(index), target: nodeOfCode(graph, view, unit), at: unit });
    },
  }));
}
