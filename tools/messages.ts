import type { Message } from "#runtime/messages";

/** Every message of the command's own. Codes 3xxx; a code is never given to another message. */
function message(code: number, text: string): Message {
  return { code, text: `${text} [TP${code}]` };
}

// 3001–3019: finding what a command works on.

export const noConfig = (path: string) =>
  message(3001, `There is no tsconfig at ${path}. Name the one that your program is built with: --project path/to/tsconfig.json.`);

export const brokenConfig = (path: string, cause: string) => message(3002, `${path} cannot be read: ${cause}. Mend it and try again.`);

export const noTypeScript = (folder: string, cause: string) =>
  message(3003, `TypeScript cannot be loaded from ${folder}: ${cause}. Install the compiler that builds the program: npm install --save-dev typescript@6 ts-patch@4.`);

export const noManifest = (path: string) =>
  message(
    3004,
    `There is no manifest at ${path}. Build the program with "npx tspc" and the plugin "taskprint/plugin" in its tsconfig; where the program is built with ` +
      `another tsconfig, name that with --project.`,
  );

export const noStore = (dir: string) =>
  message(3005, `There is no store in ${dir}. Run the program once, or name the folder of its results with --dir or TASKPRINT_DIR.`);

export const noTask = (name: string, known: readonly string[]) =>
  message(3006, `No task is called ${JSON.stringify(name)}. ${known.length > 0 ? `Known are ${known.join(", ")}.` : "The store and the manifest hold none."}`);

export const badOption = (option: string, value: string, wanted: string) => message(3007, `${option} cannot be ${JSON.stringify(value)}. Give ${wanted}.`);

export const needsYes = (what: string) => message(3008, `${what} needs a yes, and there is no terminal to ask. Nothing was done; add --yes to do it.`);

export const failedOnSystem = (cause: string) => message(3009, `${cause}. Mend that, or name another place, and try again.`);

export const unusableStore = (dir: string) => message(3010, `The store in ${dir} cannot be used, as the warning says. Nothing was done.`);

// 3020–3029: what the store and earlier builds left.

export const badRecord = (path: string, cause: string) =>
  message(3020, `${path} cannot be read as a manifest: ${cause}. Build the program again with "npx tspc" and this release of taskprint, or name another manifest.`);

// 3100–3109: archives.

export const badArchive = (path: string, cause: string) =>
  message(3100, `${path} cannot be imported: ${cause}. Nothing was written. Export it again, and see that the file arrives whole.`);

export const otherArchive = (path: string, found: string, wanted: string) =>
  message(3101, `${path} cannot be imported: it is of ${found}, and this taskprint reads ${wanted}. Nothing was written. Export it with the version of taskprint that imports it, on a machine of the same kind.`);

export const fileExists = (path: string) => message(3102, `${path} is there already. Name another file, or add --force to overwrite it.`);

export const notAllImported = (count: number, dir: string) =>
  message(3103, `${count === 1 ? "1 result" : `${count} results`} could not be written to ${dir}: its disk is full, or maxSize is too small. Make room and import again; what is there already is passed over.`);
// 3040–3059: comparing builds.

export const noGit = (folder: string, cause: string) =>
  message(3041, `${folder} is in no git repository, so it has no revisions (${cause}). Name two manifests instead: taskprint diff before.json after.json.`);

export const noRevision = (revision: string) =>
  message(3042, `${JSON.stringify(revision)} is neither a manifest nor a revision that git knows. Name a file, a branch, a tag or a commit; in CI, fetch enough history.`);

export const gitFailed = (command: string, cause: string) => message(3043, `"${command}" failed: ${cause}. Mend that and try again.`);

export const noPatch = (folder: string) =>
  message(3044, `ts-patch is not installed in ${folder}, and a revision is built with it. Install it: npm install --save-dev typescript@6 ts-patch@4.`);

export const noRevisionManifest = (revision: string, output: string) =>
  message(
    3045,
    `The build of ${revision} wrote no manifest${output === "" ? "" : `:\n${output}\n`} Check that revision out and build it to see why; where it needs generated files ` +
      `or other packages, keep the manifest of a real build and compare that.`,
  );

export const badInput = (cause: string) => message(3046, `--input is no JSON list of arguments (${cause}). Give one as the task is called: --input '[{"id": 1}, "high"]'.`);

// 3060–3069: setting a project up.

export const namesOtherConfigs = (path: string, others: readonly string[]) =>
  message(
    3060,
    `${path} has no files of its own: it names other tsconfigs, which are built with -b. Name the one whose program has tasks: ` +
      `${others.map((other) => `--project ${other}`).join(" or ")}.`,
  );

export const workspaceRoot = (folder: string) =>
  message(3061, `${folder} is the root of a workspace, and has no tsconfig. Run this in the package whose program has tasks, or name its tsconfig with --project.`);

export const installFailed = (command: string, cause: string) =>
  message(3062, `The files are set up, but "${command}" failed: ${cause}. Mend that, and run taskprint init again.`);
