import type TS from "typescript";
import { notAProgramTransformer, type Message } from "../plugin/messages.js";
import { readOptions } from "../plugin/options.js";
import type { PluginOptions } from "../plugin/context.js";

type Entry = Readonly<Record<string, unknown>>;

/** The plugin's options, and what is wrong with its entry in tsconfig. */
export interface ReadEntry {
  readonly options: PluginOptions;
  readonly problems: readonly Message[];
}

/**
 * Reads the entry that the build reads, too: the one that the server loaded this plugin for, or, where the build's
 * stands by itself, that one.
 */
export function readEntry(loaded: Entry, compilerOptions: TS.CompilerOptions): ReadEntry {
  const { global: _, ...own } = loaded;
  const { plugins } = compilerOptions;
  const others = Array.isArray(plugins) ? (plugins as unknown as readonly Entry[]) : [];
  const entry = own["transform"] === undefined ? (others.find(isTransform) ?? own) : own;
  const { options, problems } = readOptions(entry);
  const isLame = entry["transform"] !== undefined && entry["transformProgram"] !== true;
  return { options, problems: isLame ? [notAProgramTransformer(), ...problems] : problems };
}

function isTransform({ transform }: Entry): boolean {
  return transform === "taskprint/plugin";
}
