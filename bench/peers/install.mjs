import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = import.meta.dirname;

/**
 * Installs the peers when they are not there as the lock says. They are no dependencies of the repository, so that its
 * own `npm ci` stays quick. The two over SQLite are native: where neither a built binary nor a compiler with
 * Node's headers is at hand, npm leaves them out, and the table says so.
 */
export function installPeers(say) {
  const [lock, installed] = [readLock("package-lock.json"), readLock("node_modules/.package-lock.json")];
  const isThere = installed !== undefined && Object.keys(lock).every((path) => path === "" || lock[path].optional || installed[path]?.version === lock[path].version);
  if (isThere) return;
  say("Installing the peers …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) say("The peers could not be installed: the table holds taskprint and its limits alone.");
}

function readLock(file) {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : undefined;
}
