import { readableCode } from "../../readable/index.js";
import { readableSignature } from "../types/readable.js";
import type { Manifest, ManifestNode, ManifestTask } from "../../records/manifest.js";

/** One thing that a closure reaches: its id in the manifest and what that says of it. */
export interface Thing {
  readonly id: string;
  readonly node: ManifestNode;
  /** The task that a node of kind "task" or "body" stands for. */
  readonly task: ManifestTask | undefined;
}

/** Undefined where the manifest has no such node. */
export function thingOf(manifest: Manifest, id: string): Thing | undefined {
  const node = manifest.closure?.[id];
  return node && { id, node, task: taskOf(manifest, id, node) };
}

function taskOf({ tasks }: Manifest, id: string, { kind }: ManifestNode): ManifestTask | undefined {
  if (kind === "body") return tasks.find(({ closure }) => closure?.node === id);
  return kind === "task" ? tasks.find(({ name }) => bareName(id) === `task ${name}`) : undefined;
}

/** What people call it: `helper roundTax`, `constant RATE`, `statement`, `file rates.json`. */
export function nameOfThing(thing: Thing): string {
  const { id, node } = thing;
  const name = bareName(id);
  switch (node.kind) {
    case "code":
      return isFile(thing) ? `JSON file ${withoutView(id)}` : name === "" ? "statement" : `${nounOfCode(node)} ${name}`;
    case "task":
    case "body":
      return `task ${name.replace(/^(?:task|body of) /, "")}`;
    case "namespace":
      return `what ${id.split("#")[0]} exports`;
    case "package":
      return `package ${id}`;
    case "carried":
      return name === "" ? `file ${id} of another project` : `${name} of another project`;
    case "statements":
      return "statements that run when modules are loaded";
    default:
      return name || id;
  }
}

/** A file that counts as a whole, as imported JSON does. */
export function isFile({ id, node }: Thing): boolean {
  return node.kind === "code" && withoutView(id).endsWith(".json");
}

/** Code without a name of its own. */
export function isStatement(thing: Thing): boolean {
  return thing.node.kind === "code" && bareName(thing.id) === "" && !isFile(thing);
}

/** Where it stands: the file below the project's folder, and the line; undefined for packages. */
export function placeOfThing({ id, node: { kind, line } }: Thing): string | undefined {
  if (kind === "package" || kind === "builtin") return undefined;
  const file = fileOf(id);
  return line === undefined || file.endsWith(".json") ? file : `${file}:${line}`;
}

/** Its text by itself, in one piece; of a task what its fingerprint says beside its code. */
export function textOfThing({ node, task }: Thing): string {
  if (task && node.kind === "task") return [task.name, ...task.signature.text, JSON.stringify(task.version)].join("\n");
  return ((node.kind === "body" ? task?.code.text : node.text) ?? []).join("\n");
}

/** The same for people. */
export function readableThing(thing: Thing): string {
  const { node, task } = thing;
  if (task && node.kind === "task") return readableSignature(task.signature.text);
  return readableCode((node.kind === "body" ? task?.code.text : node.text) ?? []);
}

/** The name by which a package's node is known apart from its version: `decimal.js`, and what of it is used. */
export function packageOf({ id }: Thing): { readonly name: string; readonly version: string; readonly part: string } {
  const [, name = id, version = "", part = ""] = /^(@?[^@]+)@(\S*) ?(.*)$/s.exec(withoutView(id)) ?? [];
  return { name, version, part };
}

function fileOf(id: string): string {
  return /^(.*?)(?:#|:\d+(?: and |$)|$)/s.exec(withoutView(id))?.[1] ?? id;
}

function bareName(id: string): string {
  const bare = withoutView(id);
  const hash = bare.indexOf("#");
  return hash < 0 ? "" : bare.slice(hash + 1);
}

/** Names that a task leaves untracked stand behind the id of what it reaches. */
function withoutView(id: string): string {
  return id.replace(/ \(without .*\)$/s, "");
}

function nounOfCode({ text = [] }: ManifestNode): string {
  const [first = "", second = ""] = text;
  const code = first === "variable" || first === "default" || first === "using" ? second : first;
  if (/^\((?:async-)?function|^\(= \S+ \((?:async-)?(?:=>|function)/.test(code)) return "helper";
  if (/^\(class|^\(= \S+ \(class/.test(code)) return "class";
  if (/^\((?:const-)?enum /.test(code)) return "enum";
  return "constant";
}
