import { InTheWay, StoreDamaged } from "./failures.js";

const ELSEWHERE = "name another directory with TASKPRINT_DIR or configure({ dir })";
const EMPTY = `Delete the directory to start an empty store, or ${ELSEWHERE}.`;

/** What to do about each kind of trouble that the system reports. */
const BY_CODE: Readonly<Record<string, string>> = {
  EACCES: `Give this user the permission to read and write it, set the mode "readonly" if it may only be read, or ${ELSEWHERE}.`,
  ENOENT: "Name a directory that can be made, by its full path, with TASKPRINT_DIR or configure({ dir }), and start the program in a directory that exists.",
  ENOTDIR: `Move away the file that is in its way, or ${ELSEWHERE}.`,
  ENAMETOOLONG: `Choose a shorter path: ${ELSEWHERE}.`,
  EMFILE: "Raise the limit of open files (ulimit -n), or close some.",
};

const SAME: Readonly<Record<string, string>> = { EPERM: "EACCES", EROFS: "EACCES", EEXIST: "ENOTDIR", EISDIR: "ENOTDIR", ELOOP: "ENOTDIR", ENFILE: "EMFILE" };

/** The last sentence of a warning about a store that cannot be used: what would mend it. */
export function adviceFor(error: unknown): string {
  if (error instanceof InTheWay) return `Move it away, or ${ELSEWHERE}.`;
  const code = codeOf(error);
  // Without a code it is LMDB that could not go on.
  if (code === undefined || error instanceof StoreDamaged) return EMPTY;
  return BY_CODE[SAME[code] ?? code] ?? `Mend that, or ${ELSEWHERE}.`;
}

/** The system's name of an error: lmdb puts a number there. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
