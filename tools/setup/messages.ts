import { note, ok, wrong, type Finding } from "./finding.js";

/*
 * What init and doctor say: remarks on changes, and the findings of checks, each named after what is so.
 */

// Remarks on changes.

export const copiedPlugins = (base: string): string =>
  `The plugins of ${base} are copied: a list of plugins in a tsconfig replaces the list that it inherits.`;

export const mendedEntry = (): string => `The entry that was there is kept, and gets "transformProgram": true, without which it cannot work.`;

export const newModuleType = (): string => `"type": "module" makes the program an ECMAScript module, in which await can stand at the top level.`;

export const scriptChanged = (name: string): string => `The script ${name} runs tspc, the compiler with plugins, in place of tsc.`;

// Node.js and what is installed.

export const node = (version: string): Finding => ok("node", `Node.js ${version}`);

export const nodeTooOld = (version: string): Finding =>
  wrong("node", `Node.js ${version} is older than what taskprint works with.`, "Use Node.js 20.19 or later.");

export const packageFound = (version: string): Finding => ok("package", `taskprint ${version}`);

export const packageMissing = (command: string): Finding => wrong("package", "taskprint is not installed.", `Run ${command}.`);

export const packageUndeclared = (command: string): Finding =>
  note("package", "taskprint is installed, but no package.json asks for it, so that a fresh installation may not bring it.", `Run ${command}.`);

export const severalCopies = (places: readonly string[]): Finding =>
  note(
    "copies",
    `There are several copies of taskprint: ${places.join(", ")}. Programs that load more than one have separate settings, and counters, for each.`,
    "Have every package ask for the same version, so that one copy serves them all.",
  );

export const typescriptFits = (version: string): Finding => ok("typescript", `TypeScript ${version}`);

export const typescriptMissing = (command: string): Finding => wrong("typescript", "TypeScript is not installed.", `Run ${command}.`);

export const typescriptWithoutPlugins = (version: string, folder: string, command: string): Finding =>
  wrong("typescript", `tspc would load TypeScript ${version} (${folder}), and version 7 has no plugins: tspc ends with an error there.`, `Run ${command}.`);

export const typescriptTooOld = (version: string, folder: string, command: string): Finding =>
  wrong("typescript", `TypeScript ${version} (${folder}) is too old: taskprint works with 5.9 and 6.0.`, `Run ${command}.`);

export const twoCompilers = (patched: string, patchedAt: string, own: string): Finding =>
  note(
    "typescript",
    `tspc compiles with TypeScript ${patched} (${patchedAt}), though this project has ${own}: ts-patch finds the compiler from where it lies itself.`,
    "Install one version for the whole tree, or name the compiler's folder in the environment variable TSP_COMPILER_TS_PATH.",
  );

export const patchFits = (version: string): Finding => ok("ts-patch", `ts-patch ${version}`);

export const patchMissing = (command: string): Finding =>
  wrong("ts-patch", "ts-patch, which brings the compiler with plugins (tspc), is not installed.", `Run ${command}.`);

export const patchUnfit = (version: string, typescript: string, command: string): Finding =>
  wrong("ts-patch", `ts-patch ${version} does not serve TypeScript ${typescript}: version 3 serves TypeScript 5, and version 4 TypeScript 6.`, `Run ${command}.`);

export const managerUnknown = (manager: string, packages: readonly string[]): Finding =>
  wrong("package", `How ${manager} installs packages for Node.js is not known here.`, `Install ${packages.join(", ")} with it.`);

export const refusedByYarn = (node: string): Finding =>
  note(
    "ts-patch",
    `ts-patch 4 works with Node.js ${node}, but asks for 22.15, and yarn 1 refuses what asks for another Node.js.`,
    `Use Node.js 22.15 or later, or write "ignore-engines true" to .yarnrc, as every later "yarn install" would be refused too.`,
  );

// The tsconfig.

export const configMissing = (path: string): Finding => wrong("plugin", `There is no ${path}.`, "Run taskprint init, or name the program's tsconfig with --project.");

export const baseUnfound = (names: readonly string[]): Finding =>
  wrong("plugin", `The tsconfig extends ${names.join(", ")}, which cannot be found.`, "Install it, or mend the name.");

export const pluginSet = (path: string): Finding => ok("plugin", `the plugin is entered in ${path}`);

export const pluginMissing = (path: string): Finding => wrong("plugin", `${path} does not have the plugin among its "plugins".`, "Run taskprint init.");

export const pluginOverridden = (path: string, base: string): Finding =>
  wrong("plugin", `The plugin is entered in ${base}, but ${path} has "plugins" of its own, which replace those.`, "Run taskprint init.");

export const pluginTwice = (path: string): Finding =>
  wrong("plugin", `${path} has more than one entry for taskprint, and every build would be worked on by each.`, "Remove all but one.");

export const pluginNotForProgram = (path: string): Finding =>
  wrong("plugin", `The entry for taskprint in ${path} lacks "transformProgram": true, without which constants grow stale.`, `Add it, or run taskprint init.`);

export const pluginProblem = (text: string): Finding => wrong("plugin", text, "Mend the entry.");

export const bodyOnly = (): Finding =>
  note(
    "plugin",
    `A task's code is its own body alone: a changed helper serves the old result.`,
    `Set "track": "closure" in the plugin's entry to count helpers too; every task whose code that changes runs once more. To keep it so, write "track": "body".`,
  );

export const strict = (): Finding => ok("strict", "null and undefined are checked");

export const notStrict = (path: string): Finding =>
  wrong(
    "strict",
    `"strictNullChecks" is off (${path}), so that a type does not show whether null and undefined are possible: every task is refused.`,
    `Set "strict": true, or "strictNullChecks": true.`,
  );

export const strictLeftOut = (typescript: string): Finding =>
  wrong(
    "strict",
    `"strictNullChecks" is off, as TypeScript ${typescript} has it where the tsconfig does not say: every task is refused.`,
    `Set "strict": true in the tsconfig.`,
  );

export const emits = (): Finding => ok("output-options", "the compiler writes JavaScript");

export const emitsNothing = (option: string, path: string): Finding =>
  wrong(
    "output-options",
    `"${option}" is on (${path}), so that tspc writes no JavaScript for the program to run.`,
    `Build with a tsconfig that writes, such as one that extends this and sets "${option}": false and "outDir", and name it: taskprint init --project <tsconfig>.`,
  );

export const seesOneFile = (option: string, path: string): Finding =>
  wrong("output-options", `"${option}" is on (${path}), so that the compiler does not know the types of other files.`, "Turn it off.");

// Scripts and other tools.

export const buildByTspc = (scripts: readonly string[]): Finding => ok("build", `tspc builds the program (${named("script", scripts)})`);

export const buildsOthers = (scripts: readonly string[], tsconfig: string): Finding =>
  wrong("build", `tspc builds other tsconfigs (${named("script", scripts)}), and not ${tsconfig}.`, `Add "tspc -p ${tsconfig}" to the build, or name the tsconfig that it builds with --project.`);

export const buildByPatchedTsc = (): Finding => ok("build", `tsc builds the program, patched by "ts-patch install"`);

export const buildByTsc = (scripts: readonly string[]): Finding =>
  wrong(
    "build",
    `${named("The script", scripts)} ${scripts.length === 1 ? "writes" : "write"} with tsc, which runs no plugins: tasks that it compiles throw.`,
    "Write tspc in place of tsc; taskprint init does.",
  );

export const buildByWorkspace = (scripts: readonly string[]): Finding =>
  note(
    "build",
    `${named("The script", scripts)} of the package.json above ${scripts.length === 1 ? "builds" : "build"} referenced projects with tsc, which runs no plugins.`,
    "Where this project is one of them, write tspc in place of tsc there too.",
  );

export const nothingBuilds = (): Finding =>
  wrong("build", "No script of package.json runs tspc.", `Build with tspc before anything else: "build": "tspc", or "tspc && …" before what a script does now.`);

export const noOtherTools = (): Finding => ok("tools", "no script runs TypeScript past the plugin");

export const toolInTheWay = (tool: string, script: string, kind: "runs" | "compiles" | "bundles"): Finding =>
  wrong(
    "tools",
    `The script ${script} ${kind} with ${tool}, which takes TypeScript one file at a time and does not run the plugin: tasks throw.`,
    `Let it take what tspc wrote: ${TOOL_REMEDIES[kind]}`,
  );

export const toolBeside = (tool: string, script: string): Finding =>
  note("tools", `The script ${script} uses ${tool}, which does not run the plugin.`, "It is fine as long as it does not take sources with tasks in them: let it take what tspc wrote.");

export const toolInstalled = (name: string): Finding =>
  note("tools", `${name} is among the dependencies, and does not run the plugin.`, "Wherever it is used, let it not take sources with tasks in them, but what tspc wrote.");

const TOOL_REMEDIES = {
  runs: `"tspc && node dist/index.js"; while you work, "tspc --watch" beside "node --watch dist/index.js".`,
  compiles: `"tspc" in its place, or "tspc && …" with the output of tspc as its input.`,
  bundles: `"tspc && …" with the output of tspc as its entry; keep lmdb out of the bundle.`,
} as const;

export const testsByThemselves = (runner: string): Finding =>
  note(
    "tests",
    `${runner} compiles TypeScript one file at a time, without the plugin: a test that imports sources with tasks in them throws.`,
    "Have tests import what tspc wrote.",
  );

// Where results live, and what was built.

export const ignored = (): Finding => ok("gitignore", "git passes over .taskprint/");

export const notIgnored = (path: string): Finding => note("gitignore", "Git does not pass over .taskprint/, which holds results.", `Add .taskprint/ to ${path}; taskprint init does.`);

export const lmdbLoads = (version: string): Finding => ok("lmdb", `lmdb ${version} can be loaded`);

export const lmdbFails = (cause: string): Finding =>
  wrong(
    "lmdb",
    `lmdb, the store, cannot be loaded, so that every task runs uncached: ${cause}`,
    "Install again for this system, with optional dependencies; a node_modules folder that was copied from another system has the wrong build.",
  );

export const storeWritable = (dir: string): Finding => ok("store", `results can be written to ${dir}`);

export const storeUnwritable = (dir: string, cause: string): Finding =>
  wrong("store", `Results cannot be written to ${dir}: ${cause}.`, "Mend that, or name another folder in TASKPRINT_DIR.");

export const notBuilt = (): Finding => note("output", "The program was not built yet.", "Build it with tspc.");

export const built = (tasks: number): Finding => ok("output", `the output holds ${tasks === 1 ? "1 task" : `${tasks} tasks`}, compiled by the plugin`);

export const noTasks = (): Finding => note("output", "No source file imports taskprint yet.", "Write a task.");

export const builtWithoutPlugin = (manifest: string): Finding =>
  wrong("output", `The output was compiled without the plugin: there is no ${manifest}. Its tasks throw.`, "Build it with tspc.");

export const overwritten = (files: readonly string[]): Finding =>
  wrong("output", `${listed(files)} lacks what the plugin wrote there: something else has compiled it since, or the build was not finished.`, "Build with tspc, and with nothing else into the same folder.");

export const outOfDate = (files: readonly string[]): Finding =>
  note("output", `The output is older than ${listed(files)}.`, "Build again, unless the file was only touched.");

export const outputUnread = (cause: string): Finding => note("output", `Whether the output is up to date could not be seen: ${cause}`, "Build it again.");

function named(what: string, names: readonly string[]): string {
  return `${what}${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
}

/** The first few of a list. */
function listed(files: readonly string[]): string {
  return files.length > 3 ? `${files.slice(0, 3).join(", ")} and ${files.length - 3} more` : files.join(", ");
}
