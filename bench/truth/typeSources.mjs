/** The code bases whose types part 3 reads, with what they depend on, so that their imports resolve. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSources } from "./corpora.mjs";
import { installedFolder } from "./packages.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const SOURCES = /(?<!\.d)\.[cm]?tsx?$/;
const DECLARATIONS = /\.d\.ts$/;

/** What `npm ci` brings. The plugin's own functions are left out: each takes all types of the compiler's API. */
const AT_HAND = [
  { name: "taskprint", folder: () => repository, below: ["runtime", "samples/weather/src"], ending: SOURCES },
  { name: "meriyah", folder: () => join(repository, "node_modules/meriyah"), below: ["src"], ending: SOURCES },
  { name: "fast-check", folder: () => join(repository, "node_modules/fast-check"), below: ["lib/types57"], ending: DECLARATIONS },
  { name: "esbuild", folder: () => join(repository, "node_modules/esbuild"), below: ["lib"], ending: DECLARATIONS },
];

/** Sources where a package publishes them, else declarations; among them types written by hand, generated ones, and types that compute. */
const PUBLISHED = [
  { name: "zod", below: ["src"], ending: SOURCES },
  { name: "effect", below: ["src"], ending: SOURCES },
  { name: "vega-lite", below: ["src"], ending: SOURCES, beside: ["vega"] },
  { name: "kysely", below: ["dist"], ending: DECLARATIONS },
  { name: "@notionhq/client", below: ["build"], ending: DECLARATIONS },
  { name: "@octokit/webhooks-types", below: ["."], ending: DECLARATIONS },
  { name: "vscode-languageserver-types", below: ["lib/esm"], ending: DECLARATIONS },
];

/** The code bases of a scale: `{ name, root, files: [{ path, text }] }`, with absolute paths; `root` holds the node_modules. */
export function typeSources(scale) {
  const published = PUBLISHED.map((each) => ({ ...each, folder: () => installedFolder(each.name, each.beside) }));
  return (scale === "short" ? AT_HAND : [...AT_HAND, ...published]).map(readTypeSource);
}

function readTypeSource({ name, folder, below, ending }) {
  const home = folder().replaceAll("\\", "/").replace(/\/$/, "");
  const files = below.flatMap((part) => readSources(home, part, ending));
  return { name, root: home.split("/node_modules/", 1)[0], files: files.map(({ path, text }) => ({ path: `${home}/${path}`, text })) };
}
