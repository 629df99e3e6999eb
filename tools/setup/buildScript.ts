import { join, resolve } from "node:path";
import { readCommands, type ScriptCommand } from "./commandLine.js";

/** Scripts of package.json by name. */
export type Scripts = Readonly<Record<string, string>>;

/** Options with which `tsc` writes no JavaScript, so that the plugin has nothing to do. */
const WITHOUT_OUTPUT = /^--?(noEmit|init|version|v|help|h|all|showConfig|listFilesOnly)$/i;

/**
 * The scripts that are to be written anew so that tspc builds the program; a `build` where there is none.
 *
 * @param config the tsconfig as scripts name it; undefined for the one that the compiler finds by itself
 */
export function scriptsWithTspc(scripts: Scripts, config: string | undefined): Scripts {
  if (Object.values(scripts).some(patchesTsc)) return {};
  const changed = Object.entries(scripts).flatMap(([name, script]) => {
    const built = withTspc(script);
    return built === script ? [] : [[name, built] as const];
  });
  const isBuilt = changed.length > 0 || Object.values(scripts).some(runsTspc);
  if (isBuilt || scripts["build"] !== undefined) return Object.fromEntries(changed);
  return { build: config === undefined ? "tspc" : `tspc -p ${config}` };
}

/** Whether a script runs the compiler with plugins. */
export function runsTspc(script: string): boolean {
  return readCommands(script).some(({ program }) => isProgram(program, "tspc"));
}

/**
 * Whether a script may build a tsconfig with plugins, as far as can be seen: what follows references, or goes into another folder, may.
 *
 * @param root the folder in which scripts are run
 * @param tsconfig the path of the tsconfig
 */
export function mayBuild(script: string, root: string, tsconfig: string): boolean {
  const commands = readCommands(script);
  if (commands.some(({ program }) => program === "cd")) return runsTspc(script);
  return commands.some(({ program, parameters }) => isProgram(program, "tspc") && (followsReferences(parameters) || configOf(parameters, root) === tsconfig));
}

function followsReferences(parameters: readonly string[]): boolean {
  return parameters.some((each) => /^--?(b|build)$/.test(each));
}

function configOf(parameters: readonly string[], root: string): string {
  const option = parameters.findIndex((each) => /^--?(p|project)$/i.test(each));
  const named = resolve(root, (option === -1 ? undefined : parameters[option + 1]) ?? "tsconfig.json");
  return named.endsWith(".json") ? named : join(named, "tsconfig.json");
}

/** Whether a script patches the installed compiler, after which `tsc` is `tspc`. */
export function patchesTsc(script: string): boolean {
  return readCommands(script).some(({ program, parameters }) => isProgram(program, "ts-patch") && parameters.includes("install"));
}

/** Whether a script runs the compiler without plugins, and lets it write. */
export function emitsWithTsc(script: string): boolean {
  return readCommands(script).some(isEmittingTsc);
}

/** Whether a script builds several tsconfigs, by their references, without plugins. */
export function buildsReferencesWithTsc(script: string): boolean {
  return readCommands(script).some((command) => isEmittingTsc(command) && followsReferences(command.parameters));
}

/** The script with `tspc` for every `tsc` that is the compiler and writes; the rest stays as it is. */
function withTspc(script: string): string {
  return readCommands(script)
    .filter(isEmittingTsc)
    .reduceRight((text, { program, offset }) => {
      const end = offset + program.length;
      return `${text.slice(0, end - "tsc".length)}tspc${text.slice(end)}`;
    }, script);
}

function isEmittingTsc({ program, parameters }: ScriptCommand): boolean {
  return isProgram(program, "tsc") && !parameters.some((each) => WITHOUT_OUTPUT.test(each));
}

function isProgram(program: string, name: string): boolean {
  return program === name || program.endsWith(`node_modules/.bin/${name}`);
}
