import type TS from "typescript";
import type { Context } from "../context.js";
import { pathInProject } from "../host/projectFolder.js";
import { edgesOf, type Edge, type Walk } from "./graph.js";
import type { Place } from "./overloads.js";

/** Where the fields of a signature's types are declared, such as `src/opts.ts:3`, by paths such as `opts.strict`. */
export type FieldPlaces = Readonly<Record<string, readonly string[]>>;

/** Beyond these, fields are too far down for a person to look for them: a signature can hold ten thousand types. */
const FIELD_LIMIT = 200;

/**
 * The places of parameters, and of the fields that the project declares, by their shortest paths: of several, the first
 * in code units. They are for people, and part of no digest.
 */
export function discoverFieldPlaces(walk: Walk, places: readonly Place[]): FieldPlaces {
  const found = new Map<string, Set<string>>();
  for (const { root, node } of places) note(walk.context, found, { path: root, declarations: [node] });
  const seen = new Set<number>();
  let level: ReadonlyMap<number, string> = new Map(places.map(({ root, to }) => [to, root]));
  while (level.size > 0 && found.size < FIELD_LIMIT) {
    for (const id of level.keys()) seen.add(id);
    const steps = [...level].flatMap(([id, path]) => stepsFrom(walk, id, path));
    // Where some will be left out, which must not depend on the order in which the compiler lists them.
    if (found.size + steps.length > FIELD_LIMIT) steps.sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const step of steps) note(walk.context, found, step);
    level = nextLevel(steps, seen);
  }
  return Object.fromEntries([...found].slice(0, FIELD_LIMIT).map(([path, places]) => [path, [...places].sort()]));
}

const NOWHERE: readonly TS.Node[] = [];

interface Step {
  readonly to: number;
  readonly path: string;
  readonly declarations: readonly TS.Node[];
}

function stepsFrom({ nodes }: Walk, id: number, path: string): readonly Step[] {
  const node = nodes[id];
  const edges: readonly Edge[] = node === undefined ? [] : edgesOf(node);
  return edges.map(({ to, step = "", declarations = NOWHERE }): Step => ({ to, path: path + step, declarations }));
}

function nextLevel(steps: readonly Step[], seen: ReadonlySet<number>): ReadonlyMap<number, string> {
  const next = new Map<number, string>();
  for (const { to, path } of steps) {
    const known = next.get(to);
    if (!seen.has(to) && (known === undefined || path < known)) next.set(to, path);
  }
  return next;
}

function note(context: Context, found: Map<string, Set<string>>, { path, declarations }: Pick<Step, "path" | "declarations">): void {
  for (const node of declarations) {
    const place = placeInProject(context, node);
    const places = found.get(path);
    if (place === undefined || places?.has(place)) continue;
    if (places) places.add(place);
    else found.set(path, new Set([place]));
  }
}

/** Most tasks of a program share their types. */
const known = new WeakMap<TS.Program, Map<TS.Node, string | undefined>>();

function placeInProject({ program }: Context, node: TS.Node): string | undefined {
  const places = known.get(program) ?? new Map<TS.Node, string | undefined>();
  known.set(program, places);
  if (!places.has(node)) places.set(node, describePlace(program, node));
  return places.get(node);
}

/** Where packages declare their types is nothing to look at when one of them moved. */
function describePlace(program: TS.Program, node: TS.Node): string | undefined {
  const file = node.getSourceFile();
  if (file.fileName.includes("/node_modules/")) return undefined;
  return `${pathInProject(program, file)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}
