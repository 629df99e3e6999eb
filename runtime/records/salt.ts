import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { readNote, writeNote } from "../store/notes.js";

const BYTES = 16;

/** What the values of environment variables are digested with in this store; undefined where none was noted yet. */
export function readSalt(dir: string): string | undefined {
  const salt = readNote(saltFile(dir));
  return salt.length === BYTES * 2 ? salt : undefined;
}

/** The same, made where there is none. Whoever calls it holds off other processes. */
export function makeSalt(dir: string): string {
  const known = readSalt(dir);
  if (known !== undefined) return known;
  const salt = randomBytes(BYTES).toString("hex");
  writeNote(saltFile(dir), salt);
  return salt;
}

/** Stands for the value of a variable, which may be a secret; null where it is unset. */
export function digestVariable(salt: string, name: string, value: unknown): string | null {
  if (typeof value !== "string") return null;
  return createHash("sha256").update(JSON.stringify([salt, name, value])).digest("hex").slice(0, 24);
}

function saltFile(dir: string): string {
  return join(dir, "salt");
}
