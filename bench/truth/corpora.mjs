/** The real code bases that the measurements of truth read. The short ones are here after `npm ci`. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedTexts } from "./embedded.mjs";
import { packageFolder } from "./packages.mjs";

const repository = fileURLToPath(new URL("../../", import.meta.url));

/** What `short` reads: this repository's own sources, and the one package of `npm ci` that brings its own. */
const AT_HAND = [
  { name: "taskprint", folder: () => repository, below: ["plugin", "runtime", "samples/weather/src"] },
  { name: "meriyah", folder: () => join(repository, "node_modules/meriyah"), below: ["src"] },
];

/** What `full` reads. Each has at least hundreds of functions. */
const PUBLISHED = [
  { name: "rxjs", below: ["src"] },
  { name: "zod", below: ["src"] },
  { name: "effect", below: ["src"] },
  { name: "@loopback/repository", below: ["src"], has: "decorators" },
  { name: "@blueprintjs/core", below: ["src"], has: "JSX" },
];

/**
 * The code bases of a scale: `{ name, has?, root, files: [{ path, text }] }`. Paths are relative to
 * `root`, with `/`; only files that have something to run, so no `.d.ts`.
 */
export function codeBases(scale) {
  const published = PUBLISHED.map((each) => ({ ...each, folder: () => packageFolder(each.name) }));
  return (scale === "short" ? AT_HAND : [...AT_HAND, ...published]).map(readCodeBase);
}

/** Characters. Larger files are documentation pages and generated tables, which cost minutes and hold few functions. */
const LARGEST = 300_000;

function readCodeBase({ name, has, folder, below }) {
  const root = folder();
  const files = below.flatMap((part) => readSources(root, part));
  return { name, has, root, files: files.filter(({ text }) => text.length <= LARGEST) };
}

/** Texts that no code base holds enough of, for the formatters: odd programs, and embedded languages. */
export function oddBases(scale) {
  const made = { name: "made, embedded languages", files: embeddedTexts() };
  return scale === "short" ? [made] : [made, { name: "test262-parser-tests", files: programs() }, ...givenBases()];
}

/**
 * A folder in TASKPRINT_TRUTH_FOLDER is read too: the tests of TypeScript or of a formatter, say, which no
 * package brings.
 */
export function givenBases() {
  const folder = process.env.TASKPRINT_TRUTH_FOLDER;
  return folder ? [{ name: "given", files: readSources(folder, ".", /(?<!\.d)\.[cm]?[jt]sx?$/) }] : [];
}

/** Each program as the body of a function, but modules, which can be none. What does not parse is passed over. */
function programs() {
  const files = readSources(packageFolder("test262-parser-tests"), "pass", /(?<!\.module)\.js$/);
  return files.map(({ path, text }) => ({ path: path.replace(/\.js$/, ".ts"), text: `function theTask() {\n${text}\n}` }));
}

/** The TypeScript files (or those whose name ends as given) below a folder, in the order of their paths. */
export function readSources(root, below = ".", ending = /(?<!\.d)\.[cm]?tsx?$/) {
  const names = readdirSync(join(root, below), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort((a, b) => (a < b ? -1 : 1));
  return names.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
