/** Builds a folder of TypeScript with the real `tspc`, so that what is measured is what users run. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository, writeConfiguration } from "./project.mjs";

const tspc = join(dirname(createRequire(import.meta.url).resolve("ts-patch/package.json")), "bin/tspc.js");

/** The folder of the built modules. It is removed when the process ends. */
export function compileTasks(sources) {
  const folder = mkdtempSync(join(tmpdir(), "taskprint-tasks-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync(sources, join(folder, "src"), { recursive: true });
  writeConfiguration(folder, [{ transform: "taskprint/plugin", transformProgram: true }]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [tspc, "-p", folder], { cwd: repository, encoding: "utf8" });
  if (status !== 0) throw new Error(`The tasks could not be built: is taskprint ("npm run build")?\n${stdout}${stderr}`);
  return join(folder, "out/src");
}
