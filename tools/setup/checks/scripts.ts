import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { buildsReferencesWithTsc, emitsWithTsc, mayBuild, patchesTsc, runsTspc } from "../buildScript.js";
import { findOption } from "../configChain.js";
import type { Finding } from "../finding.js";
import * as say from "../messages.js";
import { findToolUses, findUnusedTools } from "../otherTools.js";
import { scriptsAbove, scriptsOf, type Project } from "../project.js";
import { readText } from "../readText.js";

/** Whether the scripts build with the plugin, and nothing gets past it. */
export function checkScripts(project: Project): readonly Finding[] {
  return [checkBuild(project), ...checkWorkspace(project), ...checkTools(project), ...checkTests(project)];
}

function checkBuild(project: Project): Finding {
  const scripts = Object.entries(scriptsOf(project));
  const named = (is: (script: string) => boolean) => scripts.filter(([, script]) => is(script)).map(([name]) => name);
  if (named(patchesTsc).length > 0) return say.buildByPatchedTsc();
  const [past, by] = [named(emitsWithTsc), named(runsTspc)];
  if (past.length > 0) return say.buildByTsc(past);
  if (by.length === 0) return say.nothingBuilds();
  const { root, place } = project;
  const fitting = named((script) => mayBuild(script, root, place.tsconfig));
  return fitting.length > 0 ? say.buildByTspc(fitting) : say.buildsOthers(by, relative(root, place.tsconfig));
}

/** A workspace can build its packages from its root, by their references. */
function checkWorkspace(project: Project): readonly Finding[] {
  const building = Object.entries(scriptsAbove(project)).filter(([, script]) => buildsReferencesWithTsc(script));
  return building.length === 0 ? [] : [say.buildByWorkspace(building.map(([name]) => name))];
}

function checkTools(project: Project): readonly Finding[] {
  const uses = findToolUses(scriptsOf(project));
  const unused = findUnusedTools(askedBy(project), uses);
  if (uses.length + unused.length === 0) return [say.noOtherTools()];
  const used = uses.map(({ tool, script, kind, isInTheWay }) => (isInTheWay ? say.toolInTheWay(tool, script, kind) : say.toolBeside(tool, script)));
  return [...used, ...unused.map(say.toolInstalled)];
}

function askedBy({ manifest }: Project): ReadonlySet<string> {
  return new Set(["dependencies", "devDependencies"].flatMap((field) => Object.keys((manifest?.value(field) as object | undefined) ?? {})));
}

/** What runs tests over sources, by its packages and its configuration. */
function checkTests(project: Project): readonly Finding[] {
  const asked = askedBy(project);
  const runners = ["vitest", "@swc/jest", "esbuild-jest", "babel-jest", "ava"].filter((name) => asked.has(name));
  const isBlindJest = asked.has("ts-jest") && isTranspiledByJest(project);
  return [...runners, ...(isBlindJest ? ["ts-jest with isolatedModules"] : [])].map(say.testsByThemselves);
}

/** ts-jest compiles file by file when it is told to, by its own option or by the compiler's. */
function isTranspiledByJest({ config, manifest, root }: Project): boolean {
  const files = readdirSync(root).filter((name) => /^jest\.config\.[cm]?[jt]s(on)?$/.test(name));
  const texts = [JSON.stringify(manifest?.value("jest") ?? {}), ...files.map((name) => readText(join(root, name)) ?? "")];
  const isSaid = texts.some((text) => /isolatedModules["']?\s*:\s*true/.test(text));
  return isSaid || (config !== undefined && findOption(config, "isolatedModules")?.value === true);
}
