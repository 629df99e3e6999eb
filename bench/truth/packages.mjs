/**
 * Packages of the npm registry that the measurements of truth read or run, brought when first needed and
 * kept below the system's folder for temporary files. Nothing of them is committed.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Pinned, so that a figure can be had again. */
export const VERSIONS = {
  "@biomejs/biome": "2.6.8",
  "@blueprintjs/core": "5.10.0",
  "@dprint/formatter": "0.6.0",
  "@dprint/typescript": "0.96.1",
  "@loopback/repository": "8.0.15",
  "@notionhq/client": "5.26.0",
  "@octokit/webhooks-types": "7.6.1",
  "@stryker-mutator/instrumenter": "9.6.1",
  effect: "4.1.0",
  kysely: "0.28.18",
  rxjs: "7.8.2",
  "test262-parser-tests": "0.0.5",
  vega: "6.4.0",
  "vega-lite": "6.4.3",
  "vscode-languageserver-types": "3.18.5",
  zod: "4.6.7",
};

const cache = join(tmpdir(), `taskprint-truth-${userInfo().uid}`);
mkdirSync(cache, { recursive: true, mode: 0o700 });

/** The folder of a package as it was published, without what it depends on. */
export function packageFolder(name) {
  const kept = join(cache, `${plain(name)}-${versionOf(name)}`);
  if (!existsSync(kept)) {
    fill(kept, (folder) => {
      npm(folder, "pack", "--silent", `${name}@${versionOf(name)}`);
      const archive = readdirSync(folder).find((file) => file.endsWith(".tgz"));
      execFileSync("tar", ["-xzf", archive, "--strip-components=1"], { cwd: folder });
      rmSync(join(folder, archive));
    });
  }
  return kept;
}

/**
 * The folder of a package as it is installed, below a node_modules with all that it depends on and
 * with the packages in `beside`, so that its types resolve and it can be run.
 */
export function installedFolder(name, beside = []) {
  const names = [name, ...beside];
  const kept = join(cache, `installed-${names.map((each) => `${plain(each)}-${versionOf(each)}`).join("+")}`);
  if (!existsSync(kept)) {
    const wanted = names.map((each) => `${each}@${versionOf(each)}`);
    fill(kept, (folder) => npm(folder, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", folder, ...wanted));
  }
  return join(kept, "node_modules", name);
}

/** Imports an installed package. */
export async function importPackage(name) {
  const path = createRequire(join(installedFolder(name), "package.json")).resolve(name);
  const loaded = await import(pathToFileURL(path).href);
  return loaded.default ?? loaded;
}

function versionOf(name) {
  const version = VERSIONS[name];
  if (version === undefined) throw new Error(`${name} has no pinned version in bench/truth/packages.mjs.`);
  return version;
}

function plain(name) {
  return name.replace("@", "").replaceAll("/", "-");
}

/** Fills a folder under another name first, so that one that exists is always whole. */
function fill(kept, work) {
  const folder = mkdtempSync(join(cache, "filling-"));
  try {
    work(folder);
    if (!existsSync(kept)) renameSync(folder, kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function npm(cwd, ...args) {
  execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
}
