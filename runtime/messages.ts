/** Every message of the runtime. Codes 2xxx; a code is never given to another message. */
export interface Message {
  /** The number behind "TP". */
  readonly code: number;
  readonly text: string;
}

function message(code: number, text: string): Message {
  return { code, text: `${text} [TP${code}]` };
}

/** Quotes a value that a person wrote, short enough for one line. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

// 2001–2009: definition.

export const notCompiled = (name: string) =>
  message(
    2001,
    `task() was called for ${name ? `"${name}"` : "a function"} in code that the taskprint plugin did not compile. ` +
      `Install the compiler and its patch with "npm install --save-dev typescript@6 ts-patch", ` +
      `add { "transform": "taskprint/plugin", "transformProgram": true } to "plugins" under "compilerOptions" in tsconfig.json, ` +
      `build with "npx tspc" instead of tsc, and run the output. tsx, swc, esbuild and other tools that strip types do not run the plugin: ` +
      `let them run or bundle what tspc wrote.`,
  );

export const refusedAtCompileTime = (refused: string) =>
  message(2002, `task() was refused when it was compiled, and the build's error was passed over: ${refused} Mend it and build again.`);

export const otherFormat = (name: string, compiled: number, runtime: number) =>
  message(
    2003,
    `Task "${name}" was compiled by a plugin of format ${compiled}, and this runtime is of format ${runtime}. ` +
      `Install one version of taskprint and rebuild everything with it (tspc -b --force, or delete the output first).`,
  );

export const badTtl = (name: string, ttl: unknown) =>
  message(2004, `Task "${name}" has the option ttl: ${shown(ttl)}. Give a number of milliseconds that is not negative, or leave ttl out.`);

export const workerNotAsync = (name: string) =>
  message(2005, `Task "${name}" has the option worker, and its function does not return a promise. Make it async, as its result comes from another thread, or leave worker out.`);

export const workerNotAlone = (name: string, place: string) =>
  message(
    2006,
    `Task "${name}" has the option worker, and is defined in ${place}, which a worker thread cannot load without running the whole program again. ` +
      `Move the task to a module of its own, export it, and import that.`,
  );

export const badWorker = (name: string, value: unknown) => message(2007, `Task "${name}" has the option worker: ${shown(value)}. Give true or false.`);

// 2010–2019: configuration.

export const badMode = (where: string, value: unknown) =>
  message(2010, `task() cannot use the mode ${shown(value)} from ${where}. Use one of "on", "off", "refresh", "readonly".`);

export const badDirectory = (where: string, value: unknown) =>
  message(2011, `task() cannot use the directory ${shown(value)} from ${where}. Give the path of a directory as a string that is not empty.`);

export const badAccount = (where: string, value: unknown) =>
  message(2012, `task() cannot use the account ${shown(value)} from ${where}. Give a string that is not empty.`);

export const badListener = (value: unknown) =>
  message(2013, `task() cannot use onEvent: ${shown(value)} from configure(). Give a function that takes one event.`);

export const badConfiguration = (value: unknown, known: string) =>
  message(2014, `task() cannot be configured with ${shown(value)}. Give configure() an object, such as { dir: "…" }, of these settings: ${known}.`);

export const badSingleFlight = (where: string, value: unknown) =>
  message(2015, `${where} cannot use singleFlight: ${shown(value)}. Give true, false, or { maxWait: milliseconds } with a number that is not negative.`);

export const badShare = (where: string, value: unknown) =>
  message(2016, `${where} cannot use verify: ${shown(value)}. Give a share of the hits from 0 to 1, such as 0.01.`);

export const badTracing = (value: unknown) => message(2017, `task() cannot use tracing: ${shown(value)} from configure(). Give true or false.`);

export const badMapOption = (task: string, option: string, value: unknown, wanted: string) =>
  message(2018, `Task "${task}": map() cannot use ${option}: ${shown(value)}. Give ${wanted}.`);

// 2020–2029: what a call is keyed by.

export const unkeyable = (task: string, path: string, what: string) =>
  message(
    2020,
    `Task "${task}": ${path} ${what}, so it cannot be told whether a stored result belongs to this call. ` +
      `Pass plain data, or leave the parameter out of the key with the option ignore.`,
  );

export const tooDeep = (task: string, depth: number) =>
  message(
    2021,
    `Task "${task}": the arguments nest deeper than the stack allows (about ${depth} levels). Pass a flatter structure, ` +
      `or leave the parameter out of the key with the option ignore.`,
  );

export const tooEntangled = (task: string, path: string) =>
  message(
    2022,
    `Task "${task}": the cycles at ${path} are too entangled to be compared. Pass a structure without cycles, ` +
      `or leave the parameter out of the key with the option ignore.`,
  );

export const unreadable = (task: string, path: string, cause: string) =>
  message(2023, `Task "${task}": ${path} could not be read: ${cause}. Pass data whose getters do not throw, or leave the parameter out of the key with the option ignore.`);

export const notText = (task: string, variable: string, type: string) =>
  message(
    2024,
    `Task "${task}": the environment variable ${variable} is of type ${type} and not text, so it cannot be told whether a stored result ` +
      `belongs to this call. Set it to a string, or delete it, and let an object that stands in for process.env hold strings only.`,
  );

export const argumentStays = (task: string, path: string, what: string) =>
  message(2025, `Task "${task}": ${path} ${what}, which cannot be handed to a worker thread. Pass plain data, or leave the option worker out.`);

export const workerDiffers = (task: string, module: string) =>
  message(2026, `Task "${task}": a worker thread that loaded ${module} found no such task there, or another one. Build again, start the program again, and let the module define the task whenever it is loaded.`);

// 2030–2039: a task's value.

export const unstorable = (task: string, path: string, what: string) =>
  message(
    2030,
    `Task "${task}": ${path} ${what}, which cannot be restored exactly. The value was returned and not stored, ` +
      `so the task runs every time. Return plain data, or set cache: false.`,
  );

export const variableChanged = (task: string, variable: string) =>
  message(
    2031,
    `Task "${task}": the environment variable ${variable} changed between the call and its result, so it cannot be told which value the result ` +
      `was made with. The result was returned and not stored. Set variables before tasks that read them are called.`,
  );

export const differs = (task: string, path: string) =>
  message(
    2032,
    `Task "${task}": for the same inputs, a run gave another value than the stored one: they differ at ${path}. The stored value was returned. Make the function depend on its ` +
      `inputs alone (pass the time, a seed, or what a file or server says), or set cache: false.`,
  );

export const resultStays = (task: string, path: string, what: string) =>
  message(2033, `Task "${task}": ${path} ${what}, which cannot be handed over by the worker thread that ran it. Return plain data, or leave the option worker out.`);

export const inputsVary = (task: string) =>
  message(
    2034,
    `Task "${task}": a getter or a Proxy in its arguments did not answer the same each time, or the run changed what it answers, so it cannot be told which values the result ` +
      `was made with. The result was returned and not stored. Pass plain data (a copy: { ...input }), or ignore the parameter.`,
  );

// 2040–2049: the store.

export const storeBroken = (dir: string, cause: string, advice: string) =>
  message(2040, `task() cannot use the store in ${dir}: ${cause}. Tasks run uncached. ${advice}`);

export const storeVanished = (dir: string) =>
  message(2041, `task() lost the store in ${dir}: it was removed or replaced while the program ran. Tasks run uncached until its directory is there again.`);

export const storeFull = (dir: string, cause: string) =>
  message(
    2042,
    `task() could not write to the store in ${dir}: ${cause}. Stored results are still used, new ones are not stored. Free some space on the disk, ` +
      `or delete the directory to start an empty store.`,
  );

export const addressSpaceShort = (dir: string, cause: string) =>
  message(
    2045,
    `task() cannot map the store in ${dir} into memory: ${cause}. Tasks run uncached where that is so. Raise the limit of the address space (ulimit -v), ` +
      `or delete the directory to start an empty store.`,
  );

export const lmdbMissing = (cause: string, advice: string) =>
  message(
    2043,
    `task() could not load lmdb, which holds the stored results: ${cause}. Tasks run uncached. ${advice}`,
  );

/** The last sentence of `lmdbMissing`: installing cannot help where Node was told not to load it. */
export const lmdbAdvice = {
  install: 'Install it with "npm install lmdb" beside the program (a bundle needs it in node_modules).',
  allowCode: "It makes code from texts when it is loaded: start Node without --disallow-code-generation-from-strings.",
  allowAddons: "It is native code: start Node without --no-addons, and under the permission model with --allow-addons.",
  allowAccess: "Let the permission model grant what it names, or start Node without that model.",
} as const;

export const storeSetAside = (dir: string, cause: string, aside: string) =>
  message(
    2044,
    `task() found the store in ${dir} damaged: ${cause}. It was set aside as ${aside}, and a new one was begun, so that results are made again. ` +
      `Delete that file, and check the disk if this happens again.`,
  );

const ELSEWHERE = "name another directory with TASKPRINT_DIR or configure({ dir })";

/** The last sentence of `storeBroken`: what would mend it. */
export const storeAdvice = {
  permit: `Give this user the permission to read and write it, set the mode "readonly" if it may only be read, or ${ELSEWHERE}.`,
  nameFullPath: "Name a directory that can be made, by its full path, with TASKPRINT_DIR or configure({ dir }), and start the program in a directory that exists.",
  moveFileAway: `Move away the file that is in its way, or ${ELSEWHERE}.`,
  shortenPath: `Choose a shorter path: ${ELSEWHERE}.`,
  openFewerFiles: "Raise the limit of open files (ulimit -n), or close some.",
  moveItAway: `Move it away, or ${ELSEWHERE}.`,
  startEmpty: `Delete the directory to start an empty store, or ${ELSEWHERE}.`,
  mendCause: `Mend that, or ${ELSEWHERE}.`,
} as const;

// 2050–2059: listeners.

export const listenerFailed = (cause: string) =>
  message(2050, `task() called the onEvent listener and it threw: ${cause}. The call went on. Mend the listener given to configure().`);

export const progressFailed = (task: string, cause: string) =>
  message(2051, `Task "${task}": map() called onProgress and it threw: ${cause}. The calls went on. Mend that function.`);

// 2060–2069: packages that only some programs have.

export const packageMissing = (wanted: string, name: string, cause: string) =>
  message(2060, `task() could not load ${name}, which ${wanted} needs: ${cause}. The program goes on without. Install it with "npm install ${name}".`);

// 2070–2079: the size of the store, and its upkeep.

export const badMaxSize = (where: string, value: unknown) =>
  message(2070, `task() cannot use maxSize: ${shown(value)} from ${where}. Give a number of bytes, 2097152 (2 MiB) or more, or leave it out.`);

export const badMaxAge = (where: string, value: unknown) =>
  message(2071, `task() cannot use maxAge: ${shown(value)} from ${where}. Give a number of milliseconds that is not negative, or leave it out.`);

export const badUpkeep = (call: string, what: string) => message(2072, `${call} cannot use ${what}.`);

export const badManifest = (path: string, cause: string) =>
  message(2073, `gc() cannot read the manifest ${shown(path)}: ${cause}. Nothing was removed. Name the *.taskprint.json files that tspc wrote for the programs that use the store.`);

export const notOwnStore = (call: string, mode: string) =>
  message(2074, `${call} cannot work on the store in the mode "${mode}". Call it in the mode "on" or "refresh", where the store may be written.`);
