import type { EntryRecord, ManifestTask } from "../records/index.js";
import type { Move } from "./move.js";
import { markOf } from "./stored.js";
import { parseSignature } from "./types/signature.js";
import type { Question, Records } from "./why.js";

/** What keeps an entry of this very fingerprint from being used; an entry of another has its fingerprint to blame. */
export function blockersOf(records: Records, question: Question, entry: EntryRecord): readonly Move[] {
  if (!isOfFingerprint(entry, question.task.fingerprint)) return [{ part: "code", sentence: "another fingerprint" }];
  return [...accountMoves(question, entry), ...ignoreMoves(question, entry), ...environmentMoves(records, entry), ...ageMoves(records, entry)];
}

export function isOfFingerprint({ of, mark }: EntryRecord, fingerprint: string): boolean {
  return of ? of.fingerprint === fingerprint : mark === markOf(fingerprint);
}

function accountMoves({ account }: Question, { of }: EntryRecord): readonly Move[] {
  if (!of || of.account === account) return [];
  return [{ part: "key", sentence: `account ${of.account} → ${account}` }];
}

/** Which arguments count is part of every key, and of no fingerprint. */
function ignoreMoves({ task }: Question, { of }: EntryRecord): readonly Move[] {
  if (!of) return [];
  return parameterNames(task).flatMap((name, index): Move[] => {
    const bare = name.replace(/^\.\.\./, "");
    const [before, after] = [of.ignore?.includes(index) === true || index >= (of.ignoreFrom ?? Infinity), task.ignore.includes(bare)];
    return before === after ? [] : [{ part: "key", sentence: `parameter ${bare} is ${after ? "ignored now" : "no longer ignored"}` }];
  });
}

function environmentMoves({ environment }: Records, { of }: EntryRecord): readonly Move[] {
  return Object.entries(of?.environment ?? {}).flatMap(([name, value]): Move[] => {
    const now = environment(name);
    if (now === undefined || now === value) return [];
    const what = now === null ? "is not set now" : value === null ? "is set now" : "has another value now";
    return [{ part: "environment", sentence: `environment variable ${name} ${what}` }];
  });
}

function ageMoves({ now }: Records, { of, writtenAt }: EntryRecord): readonly Move[] {
  return of?.ttl !== undefined && now - writtenAt >= of.ttl ? [{ part: "key", sentence: `expired: results are used for ${of.ttl / 1000} s` }] : [];
}

/** As the function itself calls them; a rest parameter begins with dots. */
export function parameterNames({ signature }: ManifestTask): readonly string[] {
  const { overloads, ownNames } = parseSignature(signature.text);
  if (ownNames !== "") return ownNames.slice("by (".length, -1).split(", ");
  const [first] = overloads;
  return (first?.parameters ?? []).map(({ name, isRest }) => (isRest ? `...${name}` : name));
}
