import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../harness/project.js";

/** The package as it would be published. */
export interface Tarball {
  readonly path: string;
  /** The files in it, by path below the package's root. */
  readonly files: readonly string[];
}

let packed: Tarball | undefined;

/**
 * Packs the package once per process. What was built before the tests is what is packed: the package's own
 * `prepack` would delete the tests while they run.
 */
export function packTarball(): Tarball {
  packed ??= packTarballWorker();
  return packed;
}

function packTarballWorker(): Tarball {
  const folder = mkdtempSync(join(tmpdir(), "tp-tarball-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const options = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const printed = execFileSync("npm", options, { cwd: repository, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const [described] = JSON.parse(printed) as [{ filename: string; files: { path: string }[] }];
  return { path: join(folder, described.filename), files: described.files.map(({ path }) => path).sort() };
}
