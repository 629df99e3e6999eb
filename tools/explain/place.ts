import type { ManifestTask } from "../records/manifest.js";

/** Where a task is defined, such as `src/invoice.ts:12`. */
export function placeOf({ file, line }: ManifestTask): string {
  return `${file}:${line}`;
}
