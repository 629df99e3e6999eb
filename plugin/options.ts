import type { PluginOptions } from "./context.js";
import { unknownNondeterminism, unknownPluginOption, unknownTrack, type Message } from "./messages.js";

const TRACKS: readonly unknown[] = ["body", "closure"] satisfies readonly PluginOptions["track"][];
const NONDETERMINISM: readonly unknown[] = ["warn", "error", "silent"] satisfies readonly PluginOptions["nondeterminism"][];
const OPTIONS = ["track", "nondeterminism"];

/** The keys of a plugin entry in tsconfig that are ts-patch's own. */
const TS_PATCH_KEYS = [
  "transform", "transformProgram", "import", "type", "after", "afterDeclarations", "tsConfig", "resolvePathAliases", "isEsm",
  // The same entry may name a language-service plugin.
  "name",
];

const DEFAULTS: PluginOptions = { track: "body", nondeterminism: "warn" };

/** Reads the plugin's entry in tsconfig: the options, and what is wrong with it. */
export function readOptions(entry: Readonly<Record<string, unknown>>): { options: PluginOptions; problems: readonly Message[] } {
  const problems: Message[] = [];
  const { track = "body", nondeterminism = "warn" } = entry;
  if (!TRACKS.includes(track)) problems.push(unknownTrack(JSON.stringify(track)));
  if (!NONDETERMINISM.includes(nondeterminism)) problems.push(unknownNondeterminism(JSON.stringify(nondeterminism)));
  for (const key of Object.keys(entry)) {
    if (!OPTIONS.includes(key) && !TS_PATCH_KEYS.includes(key)) problems.push(unknownPluginOption(key));
  }
  return { options: problems.length > 0 ? DEFAULTS : ({ track, nondeterminism } as PluginOptions), problems };
}
