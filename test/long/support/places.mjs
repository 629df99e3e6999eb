import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [made, mounted] = [new Set(), new Set()];

process.once("exit", () => {
  for (const folder of mounted) unmount(folder);
  for (const folder of made) removePlace(folder);
});

/** A new folder, removed when the process ends if not before. */
export function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), "taskprint-long-"));
  made.add(folder);
  return folder;
}

export function removePlace(folder) {
  rmSync(folder, { recursive: true, force: true });
  made.delete(folder);
}

/** A file system of its own with so many bytes; undefined where this process may not mount one. */
export function mountSmall(bytes) {
  const folder = newPlace();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder]).status !== 0) return undefined;
  mounted.add(folder);
  return folder;
}

export function unmount(folder) {
  spawnSync("umount", ["-l", folder]);
  mounted.delete(folder);
}
