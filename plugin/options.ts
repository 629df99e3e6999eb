import type { PluginOptions } from "./context.js";
import { closureNotYet, unknownPluginOption, unknownTrack, type Message } from "./messages.js";

/** The keys of a plugin entry in tsconfig that are ts-patch's own. */
const TS_PATCH_KEYS = [
  "transform", "transformProgram", "import", "type", "after", "afterDeclarations", "tsConfig", "resolvePathAliases", "isEsm",
  // The same entry may name a language-service plugin.
  "name",
];

/** Reads the plugin's entry in tsconfig: the options, and what is wrong with it. */
export function readOptions(entry: Readonly<Record<string, unknown>>): { options: PluginOptions; problems: readonly Message[] } {
  const problems: Message[] = [];
  const { track = "body" } = entry;
  if (track === "closure") problems.push(closureNotYet());
  else if (track !== "body") problems.push(unknownTrack(JSON.stringify(track)));
  for (const key of Object.keys(entry)) {
    if (key !== "track" && !TS_PATCH_KEYS.includes(key)) problems.push(unknownPluginOption(key));
  }
  return { options: { track: "body" }, problems };
}
