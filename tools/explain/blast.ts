import type { ManifestTask } from "../records/index.js";
import type { TaskChange } from "./build.js";
import type { Move } from "./move.js";
import { placeOf } from "./place.js";
import { NOTHING_STORED, sumStored, type Stored } from "./stored.js";

/** One task that is not what it was. */
export interface Changed {
  readonly name: string;
  /** Such as `src/invoice.ts:12`. */
  readonly place: string;
  readonly moves: readonly Move[];
  /** What its results of before are, which are made anew; undefined where there is no store to ask. */
  readonly stored: Stored | undefined;
}

/** What a change comes to. */
export interface Blast {
  /** How many tasks there were. */
  readonly tasks: number;
  readonly invalidated: readonly Changed[];
  readonly added: readonly Changed[];
  readonly removed: readonly Changed[];
  /** Tasks whose body moved under a `cacheVersion` that did not. */
  readonly pinned: readonly Changed[];
  /** What moved, each with the tasks that it invalidates: those that invalidate the most first. */
  readonly causes: readonly Cause[];
  /** All results that are made anew. */
  readonly lost: Stored;
}

/** One thing that moved. */
export interface Cause {
  readonly what: string;
  readonly tasks: readonly string[];
  readonly stored: Stored;
}

/** Sums up what became of tasks. */
export function describeBlast(changes: readonly TaskChange[], stored: ((task: ManifestTask) => Stored) | undefined): Blast {
  const of = (kind: TaskChange["kind"]): readonly Changed[] => changes.filter((change) => change.kind === kind).map((change) => describeChange(change, stored));
  const invalidated = of("invalidated");
  const pinned = changes.filter(({ notes }) => notes.length > 0).map((change) => ({ ...describeChange(change, stored), moves: change.notes }));
  const lost = sumStored(invalidated.map((each) => each.stored ?? NOTHING_STORED));
  const tasks = changes.filter(({ before }) => before !== undefined).length;
  return { tasks, invalidated, added: of("added"), removed: of("removed"), pinned, causes: discoverCauses(invalidated), lost };
}

function describeChange({ name, before, after, moves }: TaskChange, stored: ((task: ManifestTask) => Stored) | undefined): Changed {
  const shown = after ?? before;
  return { name, place: shown ? placeOf(shown) : "", moves, stored: before && stored?.(before) };
}

/** What stands in the source and moved for several tasks is one cause, whatever the ways to it. */
function discoverCauses(invalidated: readonly Changed[]): readonly Cause[] {
  const found = new Map<string, Changed[]>();
  for (const each of invalidated) {
    const causes = new Set(each.moves.filter(({ part }) => part !== "key").map((move) => causeOf(move)));
    for (const cause of causes) found.set(cause, [...(found.get(cause) ?? []), each]);
  }
  const causes = [...found].map(([what, tasks]): Cause => ({ what, tasks: tasks.map(({ name }) => name), stored: sumStored(tasks.map((each) => each.stored ?? NOTHING_STORED)) }));
  return causes.sort((a, b) => b.tasks.length - a.tasks.length || (a.what < b.what ? -1 : 1));
}

function causeOf({ sentence }: Move): string {
  return sentence.replace(/^code changed: /, "").replace(/, reached through [^()]*$/, "");
}
