import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { FileChange } from "./plan.js";

/** What changes in a file, line by line with its surroundings, as `diff -u` shows it. A new file is shown whole. */
export function formatDiff({ before, after }: FileChange, path: string): string {
  const patch = createTwoFilesPatch(before === undefined ? "/dev/null" : path, path, before ?? "", after, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY });
  return patch.replaceAll("\r", "").trimEnd();
}
