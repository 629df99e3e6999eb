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
  return readCommands(script).some((command) => isEmittingTsc(command) && command.parameters.some((each) => /^(-b|--build)$/.test(each)));
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
