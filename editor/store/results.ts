import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { digestBytes } from "../../runtime/digest.js";
import { headOf, markOf, PAYLOAD } from "../../runtime/entry.js";
import { readRange, transactionOf, type Range } from "./range.js";

/** As in the runtime's keys: so many bytes say whose results they are, an account's and a task's. */
const SCOPE_BYTES = 16;

/** What a store holds of a task, in whatever account. */
export interface StoredResults {
  /** Results of the fingerprint that was asked for. */
  readonly own: number;
  /** Results of others. */
  readonly others: number;
  /** Whether there were too many to count. */
  readonly isMore: boolean;
}

interface Asked {
  readonly name: string;
  readonly fingerprint: string | undefined;
}

/** Counts the results of a task by reading its part of the store; undefined where there are none. */
export function countResults(dir: string, { name, fingerprint }: Asked): StoredResults | undefined {
  const ranges = scopesOf(dir, name).flatMap((scope) => rangeOf(dir, scope) ?? []);
  const heads = ranges.flatMap(({ values }) => values.flatMap((value) => headOf(value) ?? []));
  const mark = fingerprint === undefined ? undefined : markOf(fingerprint);
  const own = heads.filter((head) => head.mark === mark).length;
  const isMore = ranges.some((range) => range.isMore);
  return heads.length === 0 ? undefined : { own, others: heads.length - own, isMore };
}

/** The default account's, and those of the accounts that the store notes. */
function scopesOf(dir: string, name: string): readonly string[] {
  const account = process.env["TASKPRINT_ACCOUNT"] || "default";
  const own = digestBytes("scope", [account, name]).subarray(0, SCOPE_BYTES).toString("hex");
  return [...new Set([own, ...(notedScopes(dir).get(name) ?? [])])];
}

interface Noted {
  readonly stamp: string;
  readonly scopes: ReadonlyMap<string, ReadonlySet<string>>;
}

const noted = new Map<string, Noted>();

function notedScopes(dir: string): Noted["scopes"] {
  const path = join(dir, "tasks.jsonl");
  const stats = statSync(path, { throwIfNoEntry: false });
  const stamp = stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : "";
  const known = noted.get(path);
  if (known?.stamp === stamp) return known.scopes;
  const scopes = stats ? readScopes(readFileSync(path, "utf8")) : new Map<string, Set<string>>();
  noted.set(path, { stamp, scopes });
  return scopes;
}

/** A line each; one that was cut off by a kill is passed over. */
function readScopes(text: string): Noted["scopes"] {
  const scopes = new Map<string, Set<string>>();
  for (const line of text.split("\n")) {
    const found = parse(line);
    if (found) scopes.set(found.task, (scopes.get(found.task) ?? new Set()).add(found.scope));
  }
  return scopes;
}

function parse(line: string): { readonly task: string; readonly scope: string } | undefined {
  try {
    const { task, scope } = JSON.parse(line) as { readonly task?: unknown; readonly scope?: unknown };
    return typeof task === "string" && typeof scope === "string" && /^[0-9a-f]{32}$/.test(scope) ? { task, scope } : undefined;
  } catch {
    return undefined;
  }
}

interface Read {
  readonly transaction: bigint;
  readonly range: Range;
}

/** So many tasks' parts of stores are remembered. */
const MOST_KNOWN = 64;

const known = new Map<string, Read>();

/** Read anew only when the store has changed. */
function rangeOf(dir: string, scope: string): Range | undefined {
  const path = join(dir, "data.mdb");
  const key = `${path} ${scope}`;
  const transaction = transactionOf(path);
  const before = known.get(key);
  if (before && before.transaction === transaction) return before.range;
  const range = transaction === undefined ? undefined : readRange(path, Buffer.from(scope, "hex"), PAYLOAD);
  if (known.size >= MOST_KNOWN) known.clear();
  if (range && transaction !== undefined) known.set(key, { transaction, range });
  return range;
}
