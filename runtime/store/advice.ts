import { lmdbAdvice, storeAdvice } from "../messages.js";
import { InTheWay, StoreDamaged } from "./failures.js";

/** What to do about each kind of trouble that the system reports. */
const BY_CODE: Readonly<Record<string, string>> = {
  EACCES: storeAdvice.permit,
  ENOENT: storeAdvice.nameFullPath,
  ENOTDIR: storeAdvice.moveFileAway,
  ENAMETOOLONG: storeAdvice.shortenPath,
  EMFILE: storeAdvice.openFewerFiles,
};

const SAME: Readonly<Record<string, string>> = { EPERM: "EACCES", EROFS: "EACCES", EEXIST: "ENOTDIR", EISDIR: "ENOTDIR", ELOOP: "ENOTDIR", ENFILE: "EMFILE" };

/** The last sentence of a warning about a store that cannot be used: what would mend it. */
export function adviceFor(error: unknown): string {
  if (error instanceof InTheWay) return storeAdvice.moveItAway;
  const code = codeOf(error);
  // Without a code it is LMDB that could not go on.
  if (code === undefined || error instanceof StoreDamaged) return storeAdvice.startEmpty;
  return BY_CODE[SAME[code] ?? code] ?? storeAdvice.mendCause;
}

/** The last sentence of a warning that lmdb could not be loaded. */
export function lmdbAdviceFor(error: unknown): string {
  if (error instanceof EvalError) return lmdbAdvice.allowCode;
  const code = codeOf(error);
  if (code === "ERR_DLOPEN_DISABLED") return lmdbAdvice.allowAddons;
  return code === "ERR_ACCESS_DENIED" ? lmdbAdvice.allowAccess : lmdbAdvice.install;
}

/** The system's name of an error: lmdb puts a number there. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
