import { detect, getUserAgent, resolveCommand, type Agent } from "package-manager-detector";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { JsonText } from "./jsonText.js";
import type { Installing } from "./installing.js";
import { readText } from "./readText.js";
import { compilerFitness, patchMajor } from "./releases.js";
import { isAtLeast, parseVersion } from "./version.js";
import type { Tree } from "./tree.js";

/** Packages that are to be installed, with what is asked of the registry. */
export interface Wanted {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** A command line of a package manager. */
export interface InstallCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Where the packages are declared: in the project's package.json, or in one above it that its workspace shares. */
export type Declared = ReadonlySet<string>;

/** What lacks: what is not installed, does not fit, or is only there because another package brought it. */
export function findWanted({ taskprint, tsPatch, ownTypescript }: Tree, declared: Declared): Wanted {
  const version = ownTypescript && compilerFitness(ownTypescript.version) === "fits" ? ownTypescript.version : undefined;
  const major = patchMajor(version ?? "6.0");
  const isPatchFit = tsPatch?.version.startsWith(`${major}.`) === true && declared.has("ts-patch");
  return {
    dependencies: taskprint && declared.has("taskprint") ? [] : ["taskprint"],
    devDependencies: [...(version && declared.has("typescript") ? [] : [compilerFor(version)]), ...(isPatchFit ? [] : [`ts-patch@${major}`])],
  };
}

/** The release that is there, where it fits. */
function compilerFor(version: string | undefined): string {
  return version?.startsWith("5.") ? "typescript@5.9" : "typescript@6";
}

/** The package manager of the project: what its lock file or package.json says, else the one that runs this, else npm. */
export async function findPackageManager(folder: string): Promise<Agent> {
  const found = await detect({ cwd: folder, strategies: ["lockfile", "packageManager-field", "devEngines-field", "install-metadata"] });
  return found?.agent ?? getUserAgent() ?? "npm";
}

/** Where packages are installed, and by which Node.js. */
export interface InstallPlace {
  readonly folder: string;
  readonly node: string;
}

/** The commands that install what lacks; none where nothing does, undefined where the package manager is not known well enough. */
export function installCommands(agent: Agent, wanted: Wanted, { folder, node }: InstallPlace): readonly InstallCommand[] | undefined {
  if (!["npm", "pnpm", "pnpm@6", "yarn", "yarn@berry", "bun"].includes(agent)) return undefined;
  const root = isWorkspaceRoot(agent, folder) ? [agent === "yarn" ? "-W" : "-w"] : [];
  const engines = isRefusedByYarn(agent, wanted, node) ? ["--ignore-engines"] : [];
  // The compiler first: beside one that taskprint does not work with, npm refuses taskprint.
  const lists = [wanted.devDependencies.length > 0 ? ["-D", ...wanted.devDependencies] : [], wanted.dependencies];
  const commands = lists.filter((list) => list.length > 0).map((list) => resolveCommand(agent, "add", [...root, ...engines, ...list]));
  return commands.filter((command) => command !== null);
}

/** ts-patch 4 asks for Node.js 22.15, though it works with 20.19. Other package managers only warn; the first yarn refuses. */
export function isRefusedByYarn(agent: Agent, { devDependencies }: Wanted, node: string): boolean {
  const version = parseVersion(node);
  return agent === "yarn" && devDependencies.includes("ts-patch@4") && version !== undefined && !isAtLeast(version, [22, 15, 0]);
}

/** A command as a person types it. */
export function commandLine({ command, args }: InstallCommand): string {
  return [command, ...args].join(" ");
}

/** How a package manager installs one thing: what builds the program for development, taskprint for the program itself. */
export function installingWith(agent: Agent): Installing {
  return (wanted) => {
    const command = resolveCommand(agent, "add", wanted === "taskprint" ? [wanted] : ["-D", wanted]);
    return command ? commandLine(command) : `${agent} with ${wanted}`;
  };
}

/** Where pnpm and the first yarn ask to be told that the root itself is meant. */
function isWorkspaceRoot(agent: Agent, folder: string): boolean {
  if (agent === "pnpm" || agent === "pnpm@6") return existsSync(join(folder, "pnpm-workspace.yaml"));
  if (agent !== "yarn" || existsSync(join(folder, ".yarnrc.yml"))) return false;
  const path = join(folder, "package.json");
  return new JsonText(path, readText(path) ?? "{}").has("workspaces");
}
