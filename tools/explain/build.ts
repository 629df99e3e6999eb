import type { Manifest, ManifestTask } from "../records/manifest.js";
import type { Move } from "./move.js";
import { compareTasks } from "./task.js";

/** What became of one task from one build to another. */
export interface TaskChange {
  readonly kind: "kept" | "invalidated" | "added" | "removed";
  /** Its name in the later build, or its last one. */
  readonly name: string;
  /** The task in the two builds; a renamed one has both. */
  readonly before: ManifestTask | undefined;
  readonly after: ManifestTask | undefined;
  /** Why results of before are none of after. */
  readonly moves: readonly Move[];
  /** What is worth a look though it invalidates nothing. */
  readonly notes: readonly Move[];
}

/** The blast radius of a change: what became of every task, by name. */
export function compareBuilds(before: Manifest, after: Manifest): readonly TaskChange[] {
  const renamed = discoverRenamed(before, after);
  const later = after.tasks.map((task): TaskChange => {
    const old = taskOf(before, task.name) ?? renamed.get(task);
    return old === undefined ? bare("added", undefined, task) : compareTask({ before, after }, old, task);
  });
  const paired = new Set(later.map((change) => change.before));
  const gone = before.tasks.filter((task) => !paired.has(task)).map((task) => bare("removed", task, undefined));
  return [...later, ...gone].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function bare(kind: "added" | "removed", before: ManifestTask | undefined, after: ManifestTask | undefined): TaskChange {
  return { kind, name: (after ?? before)?.name ?? "", before, after, moves: [], notes: [] };
}

function compareTask(manifests: { readonly before: Manifest; readonly after: Manifest }, before: ManifestTask, after: ManifestTask): TaskChange {
  const all = compareTasks({ manifest: manifests.before, task: before }, { manifest: manifests.after, task: after });
  const moves = all.filter(({ part }) => part !== "note");
  const isKept = before.fingerprint === after.fingerprint && moves.length === 0;
  return { kind: isKept ? "kept" : "invalidated", name: after.name, before, after, moves, notes: all.filter(({ part }) => part === "note") };
}

/** New names of tasks whose types and code stayed, where one old task only can be meant. */
function discoverRenamed(before: Manifest, after: Manifest): ReadonlyMap<ManifestTask, ManifestTask> {
  const gone = before.tasks.filter(({ name }) => taskOf(after, name) === undefined);
  const pairs = after.tasks.filter(({ name }) => taskOf(before, name) === undefined).flatMap((task) => {
    const alike = gone.filter((old) => contentOf(old) === contentOf(task));
    const [only] = alike;
    return only && alike.length === 1 ? [[task, only] as const] : [];
  });
  const claimed = pairs.map(([, old]) => old);
  return new Map(pairs.filter(([, old]) => claimed.filter((each) => each === old).length === 1));
}

/** What a task was called in an earlier build, where only its name changed since. */
export function renamedFrom(before: Manifest, after: Manifest, task: ManifestTask): ManifestTask | undefined {
  return discoverRenamed(before, after).get(task);
}

function contentOf({ signature, code, version }: ManifestTask): string {
  return JSON.stringify([signature.digest, version?.value ?? code.digest, version === null]);
}

export function taskOf({ tasks }: Manifest, name: string): ManifestTask | undefined {
  return tasks.find((task) => task.name === name);
}
