import { spawnSync } from "node:child_process";
import { lineEnd } from "./jsonInsert.js";

const STORE = ".taskprint/";

/** With a line for the store, unless one is there. */
export function withStoreIgnored(text: string): string {
  if (text.split(/\r?\n/).some((line) => /^(\*\*)?\/?\.taskprint\/?\s*$/.test(line))) return text;
  const above = text === "" || text.endsWith("\n") ? text : `${text}${lineEnd(text)}`;
  return `${above}${STORE}${lineEnd(text)}`;
}

/** Whether git passes over the store in a folder, by whatever rule; undefined where git does not say. */
export function isIgnoredByGit(folder: string): boolean | undefined {
  const { status } = spawnSync("git", ["check-ignore", "--quiet", STORE], { cwd: folder, stdio: "ignore" });
  return status === 0 ? true : status === 1 ? false : undefined;
}
