import { readOptions } from "#plugin/options";
import { basename } from "node:path";
import { findOption, type ConfigChain } from "../configChain.js";
import type { Finding } from "../finding.js";
import * as say from "../messages.js";
import { findPlugins, taskprintEntries, type PluginEntry } from "../pluginEntry.js";
import type { Project } from "../project.js";
import { parseVersion } from "../version.js";

/** Whether the tsconfig has the plugin, and options that it can work with. */
export function checkConfig({ config, place, tree }: Project, typescript = tree.typescript?.version ?? "6.0"): readonly Finding[] {
  if (!config) return [say.configMissing(place.tsconfig)];
  const unfound = config.unfound.length > 0 ? [say.baseUnfound(config.unfound)] : [];
  return [...unfound, ...checkPlugin(config), checkStrict(config, typescript), ...checkOutputOptions(config)];
}

function checkPlugin(config: ConfigChain): readonly Finding[] {
  const plugins = findPlugins(config);
  const entries = taskprintEntries(plugins);
  const place = basename(plugins.path ?? config.file.path);
  const [entry] = entries;
  if (entries.length > 1) return [say.pluginTwice(place)];
  if (!entry) return [overridden(config) ?? say.pluginMissing(basename(config.file.path))];
  if (entry["transformProgram"] !== true) return [say.pluginNotForProgram(place)];
  return [...checkEntry(entry, place)];
}

function checkEntry(entry: PluginEntry, place: string): readonly Finding[] {
  const { options, problems } = readOptions(entry);
  if (problems.length > 0) return problems.map(({ text }) => say.pluginProblem(text));
  return [say.pluginSet(place), ...(options.track === "body" ? [say.bodyOnly()] : [])];
}

/** A list of plugins replaces the one of a base, in which the entry may be. */
function overridden({ file, bases }: ConfigChain): Finding | undefined {
  const holder = bases.find((base) => taskprintEntries(findPlugins(base)).length > 0);
  return holder && say.pluginOverridden(basename(file.path), basename(findPlugins(holder).path ?? ""));
}

/** Since TypeScript 6, what is left out is strict. */
function checkStrict(config: ConfigChain, typescript: string): Finding {
  const set = findOption(config, "strictNullChecks") ?? findOption(config, "strict");
  if (set) return set.value === true ? say.strict() : say.notStrict(basename(set.path));
  return (parseVersion(typescript)?.[0] ?? 6) >= 6 ? say.strict() : say.strictLeftOut(typescript);
}

function checkOutputOptions(config: ConfigChain): readonly Finding[] {
  const isOn = (name: string) => findOption(config, name)?.value === true;
  const pathOf = (name: string) => basename(findOption(config, name)?.path ?? "");
  const silent = ["noEmit", "emitDeclarationOnly"].filter(isOn).map((name) => say.emitsNothing(name, pathOf(name)));
  const blind = ["noResolve", "noLib"].filter(isOn).map((name) => say.seesOneFile(name, pathOf(name)));
  return silent.length + blind.length > 0 ? [...silent, ...blind] : [say.emits()];
}
