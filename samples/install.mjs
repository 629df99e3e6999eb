import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));

/**
 * Packs the built package and installs it as a user would, beside a compiler, in a new folder outside
 * the repository, where nothing can be resolved from the repository's own modules.
 *
 * @param {{ typescript?: string, tsPatch?: string }} [versions]
 * @returns {string} The folder. Projects inside it find the package; the caller removes it.
 */
export function packAndInstall({ typescript = "6.0.3", tsPatch = "4.0.1" } = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "taskprint-")));
  // The scripts are left out because "prepack" cleans the folders that a running test or sample is using.
  const [packed] = JSON.parse(npm(REPOSITORY, ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  npm(folder, [
    "install", "--prefer-offline", "--no-audit", "--no-fund",
    `./${packed.filename}`, `typescript@${typescript}`, `ts-patch@${tsPatch}`, "@types/node@20",
  ]);
  return folder;
}

function npm(cwd, args) {
  // What npm says on the way is shown only when it fails, as part of the error.
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" });
}
