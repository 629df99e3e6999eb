/**
 * What `gc` removes.
 *
 * @example
 * ```ts
 * import type { GcOptions } from "taskprint";
 *
 * export const weekly: GcOptions = { unusedFor: 7 * 24 * 60 * 60 * 1000, dryRun: true };
 * ```
 */
export interface GcOptions {
  /** Paths of the `*.taskprint.json` files of all programs that use the store, one at least: results of tasks that none of them holds are removed. */
  readonly manifests?: readonly string[];
  /** Results that were neither used nor written for so many milliseconds are removed. */
  readonly unusedFor?: number;
  /** Reports what would be removed, and removes nothing. */
  readonly dryRun?: boolean;
}

/**
 * What `gc` did.
 *
 * @example
 * ```ts
 * import type { GcReport } from "taskprint";
 *
 * export const share = ({ removed, kept }: GcReport): number => removed.bytes / (removed.bytes + kept.bytes);
 * ```
 */
export interface GcReport {
  readonly removed: { readonly entries: number; readonly bytes: number };
  readonly kept: { readonly entries: number; readonly bytes: number };
}

/**
 * What `verify` does about what it finds.
 *
 * @example
 * ```ts
 * import type { VerifyOptions } from "taskprint";
 *
 * export const mend: VerifyOptions = { remove: true };
 * ```
 */
export interface VerifyOptions {
  /** Removes entries that are damaged, cut off or of another format. They are misses anyway. Default: `false`. */
  readonly remove?: boolean;
}

/**
 * What `verify` found.
 *
 * @example
 * ```ts
 * import type { VerifyReport } from "taskprint";
 *
 * export const isSound = ({ damaged, pages }: VerifyReport): boolean => damaged === 0 && pages === undefined;
 * ```
 */
export interface VerifyReport {
  /** All entries, the damaged ones among them. */
  readonly entries: number;
  /** What they take of the file, in bytes. */
  readonly bytes: number;
  /** Entries whose bytes are not what was written, or of another format. */
  readonly damaged: number;
  /** How many of those were removed. */
  readonly removed: number;
  /** What is wrong with LMDB's own pages; the next process that opens the store will set it aside. */
  readonly pages?: string;
}

/**
 * Removes results that nobody will ask for: of tasks that no given manifest holds any more (a task whose name, types,
 * code or version changed has another fingerprint), results not used for a time, and entries that no release
 * of this format can read. Works on the store of the configuration in force.
 *
 * The manifests are those of *all* programs that use the store: what only a program uses that was left out is removed.
 *
 * @param options what to remove; without any, only what cannot be read
 * @returns what was removed and what stayed; sizes are in bytes
 * @throws TaskprintError for a wrong option (TP2072), a manifest that cannot be read (TP2073), and in the modes
 * `off` and `readonly` (TP2074). A store that cannot be used counts as empty, after its one warning
 *
 * @example
 * ```ts
 * import { gc } from "taskprint";
 *
 * const month = 30 * 24 * 60 * 60 * 1000;
 * const { removed, kept } = await gc({ manifests: ["dist/tsconfig.taskprint.json"], unusedFor: month });
 * console.log(`${removed.entries} results removed (${removed.bytes} bytes), ${kept.entries} kept`);
 * ```
 */
export async function gc(options: GcOptions = {}): Promise<GcReport> {
  const { collect } = await import("./store/collect.js");
  return collect(options);
}

/**
 * Walks the store of the configuration in force, and checks every page of it and every entry against its checksum.
 *
 * @param options whether entries that are damaged are removed
 * @returns counts of entries, and what is wrong with the pages, if anything is
 * @throws TaskprintError for a wrong option (TP2072), and in the modes `off` and `readonly` (TP2074)
 *
 * @example
 * ```ts
 * import { verify } from "taskprint";
 *
 * const { entries, damaged, pages } = await verify({ remove: true });
 * if (damaged > 0 || pages !== undefined) console.error(`${damaged} of ${entries} entries were damaged; pages: ${pages ?? "sound"}`);
 * ```
 */
export async function verify(options: VerifyOptions = {}): Promise<VerifyReport> {
  const { check } = await import("./store/check.js");
  return check(options);
}
