import type TS from "typescript";
import { resolveAlias } from "../discover/taskSymbol.js";
import { closureUnknownSyntax } from "../messages.js";
import type { TrackedTask } from "./closures.js";
import { canonicalDeclared, messageOfMissing, nameOfDeclaration } from "./declared.js";
import { effectGroups } from "./effectGroups.js";
import { discoverGlobalEffects } from "./effectNodes.js";
import { nodeOf, viewOf, type Graph, type Key, type Seed, type Seen, type View } from "./graph.js";
import { isImported } from "./loaded.js";
import { canonicalLoadOrder } from "./loadOrder.js";
import type { ClosureNode, Finding } from "./node.js";
import { canonicalOwnPlace } from "./ownPlace.js";
import { canonicalUnit } from "./part.js";
import { discoverUses, reassignments, type Use, type Uses } from "./references.js";
import { discoverDestination, keyOf, type Target } from "./targets.js";
import { unitOf, type Unit } from "./unit.js";
import { addFinding, isUntracked, namesOf } from "./untracked.js";

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
  const { found, codeText, written } = task;
  const own = (): string => [codeText, ...canonicalOwnPlace(graph.closures.context, written)].join("\n");
  const view = viewOf(graph, task);
  const expand = (node: ClosureNode): void => expandBody(graph, { node, view }, task);
  return nodeOf(graph, { view, key: task }, () => ({ kind: "body", name: found.name, at: call, own: own(), ...(found.cacheVersion === undefined && { expand }) }));
}

export function taskAt({ closures }: Graph, call: TS.Node): TrackedTask {
  const task = closures.tasks.get(call);
  if (task === undefined) throw new Error("A closure leads to a task that was not discovered.");
  return task;
}

function expandBody(graph: Graph, seen: Seen, { found, written }: TrackedTask): void {
  const { closures } = graph;
  const uses = remember(graph, found.call, () => discoverUses(closures, { root: found.fn, written }));
  addUses(graph, seen, { uses, reader: unitOf(closures.context.ts, found.fn) ?? found.fn });
  addGlobalEffects(graph, seen, found.call.getSourceFile());
}

function remember(graph: Graph, key: unknown, discover: () => Uses): Uses {
  const uses = graph.uses.get(key) ?? discover();
  graph.uses.set(key, uses);
  return uses;
}

/** Adds what a piece of code uses to its node, but for what its view cuts off. */
export function addUses(graph: Graph, seen: Seen, { uses, reader }: { readonly uses: Uses; readonly reader: TS.Node }): void {
  for (const name of uses.environment) {
    if (!isUntracked(seen, ["process.env", `process.env.${name}`])) seen.node.environment.add(name);
  }
  for (const finding of uses.findings) addFinding(seen, finding);
  for (const use of uses.uses) {
    if (!isUntracked(seen, namesOf(use))) addUse(graph, seen, { use, reader });
  }
}

function addUse(graph: Graph, seen: Seen, { use, reader }: { readonly use: Use; readonly reader: TS.Node }): void {
  const target = nodeOfUse(graph, seen, use);
  if (target === undefined) return;
  seen.node.references.push({ label: use.label, target, at: use.at });
  const isWritable = use.target.kind === "code" || use.target.kind === "declared";
  if (use.symbol === undefined || !isWritable) return;
  const unit = use.target.kind === "code" ? use.target.unit : undefined;
  // What stands around a task in its unit is other code than the task's.
  const groups = effectGroups(graph.closures, { symbol: use.symbol, unit, reader, isWhole: seen.node.kind === "code" });
  for (const units of groups) addEffect(graph, seen, { units, at: use.at });
  if (groups.length > 1) addLoadOrder(graph, seen, { writers: groups.flatMap(([first]) => first ?? []), at: use.at });
}

/** What the modules do to all code that a file loads. */
export function addGlobalEffects(graph: Graph, seen: Seen, file: TS.SourceFile): void {
  const effects = discoverGlobalEffects(graph.closures, file);
  for (const effect of effects) addEffect(graph, seen, effect);
  const writers = effects.map(({ at }) => at);
  if (effects.length > 1) addLoadOrder(graph, seen, { writers, at: file });
}

/** Several files that write to one thing: which of them comes last counts. */
function addLoadOrder(graph: Graph, { node, view }: Seen, { writers, at }: { readonly writers: readonly TS.Node[]; readonly at: TS.Node }): void {
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
  const message: Finding["message"] = (task, where) => messageOfMissing(graph.closures, { declaration, label }, task, where);
  if (node === undefined) addFinding(seen, { at, label, isNondeterminism: false, message });
  return node;
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
    case "statements":
      return nodeOfStatements(graph, view, target.units);
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

function nodeOfPackage(graph: Graph, at: Key, { package: { name, version, digest, folder }, part }: Extract<Target, { kind: "package" }>): ClosureNode {
  const own = `(package ${digest} ${JSON.stringify(part)})`;
  const node = nodeOf(graph, at, () => ({ kind: "package", name: `${name}@${version} ${part}`, at: undefined, own }));
  graph.packages.set(node, folder);
  return node;
}

export function nodeOfCode(graph: Graph, view: View, unit: Unit): ClosureNode {
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
    addFinding(seen, { at: unit, label, isNondeterminism: false, message: (task, where) => closureUnknownSyntax(task, where, label) });
  }
  addUses(graph, seen, { uses: remember(graph, unit, () => discoverUses(closures, { root: unit, written: part.written })), reader: unit });
}

/** All that a module or namespace exports, by name: what it is when it is handed on as a whole. */
function expandNamespace(graph: Graph, seen: Seen, symbol: TS.Symbol): void {
  const { ts, checker } = graph.closures.context;
  const members = checker.getExportsOfModule(symbol).sort((a, b) => (a.name < b.name ? -1 : 1));
  const at = seen.node.at;
  for (const member of members) {
    const target = resolveAlias(graph.closures.context, member);
    if (at === undefined || !(target.flags & ts.SymbolFlags.Value)) continue;
    const found = discoverDestination(graph.closures, member);
    const uses = found.targets.map((each) => ({ label: member.name, at, symbol: found.symbol, target: each }));
    addUses(graph, seen, { uses: { uses, environment: new Set(), findings: reassignments(graph.closures, at, uses) }, reader: at });
  }
}

/** The statements of one file that write to something, in their order. */
export function nodeOfStatements(graph: Graph, view: View, units: readonly Unit[]): ClosureNode {
  return nodeOf(graph, { view, key: graph.naming.keyOfStatements(units) }, () => ({
    kind: "statements",
    name: "",
    at: units[0],
    // Whether any module loads the file, or it is where a program begins.
    own: units[0] && isImported(graph.closures, units[0].getSourceFile()) ? "imported" : "entry",
    expand: (node) => {
      for (const [index, unit] of units.entries()) node.references.push({ label: String(index), target: nodeOfCode(graph, view, unit), at: unit });
    },
  }));
}
