import type { Manifest } from "../../records/manifest.js";
import { textOfThing, thingOf, type Thing } from "./thing.js";

/** One thing before and after, and how the task's body gets there. */
export interface Meeting {
  readonly before: Thing | undefined;
  readonly after: Thing | undefined;
  /** The names on the way. */
  readonly through: readonly string[];
  /** Whether the last of them is the thing's own, and not that of what it is run for. */
  readonly isNamed: boolean;
}

interface Manifests {
  readonly before: Manifest;
  readonly after: Manifest;
}

interface Start {
  readonly before: string;
  readonly after: string;
}

/**
 * All things whose own text or kind moved, each by its shortest way from the task's body: not those that only lead to
 * them. Things are paired by the names that lead to them, as lines, which are part of some ids, move with every edit.
 */
export function discoverMoved(manifests: Manifests, start: Start): readonly Meeting[] {
  const moved: Meeting[] = [];
  const met = new Set<string>();
  const waiting: Meeting[] = [{ before: thingOf(manifests.before, start.before), after: thingOf(manifests.after, start.after), through: [], isNamed: false }];
  for (const meeting of waiting) {
    const key = `${meeting.before?.id}\n${meeting.after?.id}`;
    if (met.has(key) || meeting.before?.node.digest === meeting.after?.node.digest) continue;
    met.add(key);
    const isMoved = isOwnMoved(meeting) || isReordered(manifests, meeting);
    if (isMoved) moved.push(meeting);
    waiting.push(...stepsFrom(manifests, meeting, isMoved));
  }
  return moved;
}

function isOwnMoved({ before, after }: Meeting): boolean {
  if (!before || !after) return true;
  if (before.node.kind !== after.node.kind || textOfThing(before) !== textOfThing(after)) return true;
  // Of these the manifest shows a digest and no text.
  return ["package", "carried", "builtin"].includes(after.node.kind);
}

/** Whether the same statements run in another order. */
function isReordered({ before, after }: Manifests, meeting: Meeting): boolean {
  if (meeting.after?.node.kind !== "statements") return false;
  const texts = (manifest: Manifest, thing: Thing | undefined): readonly string[] =>
    listOf(manifest, Object.values(thing?.node.uses ?? {}).flat()).map(textOfThing);
  const [old, now] = [texts(before, meeting.before), texts(after, meeting.after)];
  return old.join("\n") !== now.join("\n") && [...old].sort().join("\n") === [...now].sort().join("\n");
}

/** Where a thing's own text moved, what its names lead to besides is part of that; what only its effects reach is not. */
function stepsFrom(manifests: Manifests, { before, after, through, isNamed }: Meeting, isMoved: boolean): readonly Meeting[] {
  if (!before || !after) return [];
  const [old, now] = [before.node.uses ?? {}, after.node.uses ?? {}];
  // Statements are known by their number, which moves when another is written above them.
  const isListed = after.node.kind === "statements";
  const labels = isListed ? [STATEMENTS] : [...new Set([...Object.keys(now), ...Object.keys(old)])];
  return labels.flatMap((label) => {
    const targets = (uses: Uses): string | readonly string[] | undefined => (isListed ? Object.values(uses).flat() : uses[label]);
    const pairs = pairThings(listOf(manifests.before, targets(old)), listOf(manifests.after, targets(now)));
    const kept = isMoved && label !== "effect" ? pairs.filter((pair) => pair.before && pair.after) : pairs;
    return kept.map((pair): Meeting => ({ ...pair, ...wayOn({ through, isNamed }, label) }));
  });
}

type Uses = NonNullable<Thing["node"]["uses"]>;

const STATEMENTS = "statements";

type Way = Pick<Meeting, "through" | "isNamed">;

/** No name in the source stands behind some labels; a task, and its body, are known by the name that led to the task. */
function wayOn({ through, isNamed }: Way, label: string): Way {
  if (label === "body" || label === "task") return { through, isNamed };
  const isSilent = ["effect", "load order", STATEMENTS].includes(label);
  return { through: isSilent ? through : [...through, label], isNamed: !isSilent };
}

function listOf(manifest: Manifest, ids: string | readonly string[] | undefined): readonly Thing[] {
  return [ids ?? []].flat().flatMap((id) => thingOf(manifest, id) ?? []);
}

type Pairing = Pick<Meeting, "before" | "after">;

/** First those that are the same, then those of one text, then those of one id, and what is left in order. */
function pairThings(before: readonly Thing[], after: readonly Thing[]): readonly Pairing[] {
  const rest = { before: [...before], after: [...after] };
  const pairs = [byDigest, textOfThing, byId, byKind].flatMap((sign) => takePairs(rest, sign));
  return [...pairs, ...rest.before.map((each): Pairing => ({ before: each, after: undefined })), ...rest.after.map((each): Pairing => ({ before: undefined, after: each }))];
}

const byDigest = ({ node }: Thing): string => node.digest;
const byId = ({ id }: Thing): string => id;
const byKind = ({ node }: Thing): string => node.kind;

function takePairs(rest: { before: Thing[]; after: Thing[] }, sign: (thing: Thing) => string): readonly Pairing[] {
  const pairs: Pairing[] = [];
  for (const before of [...rest.before]) {
    const after = rest.after.find((each) => sign(each) === sign(before));
    if (after === undefined) continue;
    pairs.push({ before, after });
    rest.before = rest.before.filter((each) => each !== before);
    rest.after = rest.after.filter((each) => each !== after);
  }
  return pairs;
}
