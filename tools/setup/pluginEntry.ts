import { findOption, type ConfigChain } from "./configChain.js";
import type { JsonText } from "./jsonText.js";

/** An entry of `plugins` in a tsconfig. */
export type PluginEntry = Readonly<Record<string, unknown>>;

/** The `plugins` that count for a program. */
export interface Plugins {
  readonly entries: readonly unknown[];
  /** The file that holds them; undefined when no file does. */
  readonly path: string | undefined;
}

/** What a new entry says to the build: helpers count as a task's code, which is what people expect. */
const BUILD_ENTRY = { transform: "taskprint/plugin", transformProgram: true, track: "closure" } as const;

/** The plugins of a program. A list in a file replaces those of its bases. */
export function findPlugins(chain: ConfigChain): Plugins {
  const found = findOption(chain, "plugins");
  return { entries: Array.isArray(found?.value) ? (found.value as readonly unknown[]) : [], path: found?.path };
}

/** The entries that run taskprint, by name or by a path into the package. */
export function taskprintEntries({ entries }: Plugins): readonly PluginEntry[] {
  return entries.filter(isTaskprint);
}

function isTaskprint(entry: unknown): entry is PluginEntry {
  if (typeof entry !== "object" || entry === null) return false;
  const { transform } = entry as PluginEntry;
  return typeof transform === "string" && /(^|[\\/])taskprint[\\/]((dist[\\/])?(cjs[\\/])?plugin)([\\/]index(\.js)?)?$/.test(transform);
}

/**
 * With an entry for taskprint. What is there is kept: an entry gets only the `transformProgram` that it cannot work
 * without, and a list in a base is copied, as a list here replaces it.
 */
export function withPluginEntry(chain: ConfigChain): JsonText {
  const { file } = chain;
  const { entries, path } = findPlugins(chain);
  const index = entries.findIndex(isTaskprint);
  if (path === file.path) {
    if (index === -1) return file.withItem(["compilerOptions", "plugins"], spaced(newEntry(entries)));
    return isProgramTransformer(entries[index]) ? file : file.with(["compilerOptions", "plugins", index], "transformProgram", "true");
  }
  if (index !== -1 && isProgramTransformer(entries[index])) return file;
  const mended = entries.map((entry, at) => (at === index ? { ...(entry as PluginEntry), transformProgram: true } : entry));
  const list = index === -1 ? [...mended, newEntry(entries)] : mended;
  return file.with(["compilerOptions"], "plugins", `[${list.map(spaced).join(", ")}]`);
}

/** The editor finds the same entry by its name, unless another has that already. */
function newEntry(entries: readonly unknown[]): PluginEntry {
  const isNamed = entries.some((entry) => (entry as PluginEntry | null)?.["name"] === "taskprint");
  return isNamed ? BUILD_ENTRY : { name: "taskprint", ...BUILD_ENTRY };
}

function isProgramTransformer(entry: unknown): boolean {
  return (entry as PluginEntry)["transformProgram"] === true;
}

/** JSON on one line, with spaces as people write it. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
