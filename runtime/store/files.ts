import { accessSync, constants, lstatSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { InTheWay } from "./failures.js";

/** Where LMDB keeps the entries of a directory. */
export function dataFile(dir: string): string {
  return join(dir, "data.mdb");
}

/** Where the locks of the data file lie. */
export function lockFile(dir: string): string {
  return join(dir, "lock.mdb");
}

/** Where a damaged data file is kept: the last one. */
export function asideFile(dir: string): string {
  return join(dir, "data.mdb.damaged");
}

/** The file behind the gate of a store. */
export function gateFile(dir: string): string {
  return join(dir, "gate.mdb");
}

/** LMDB keeps a lock file beside each of its files. */
function allFiles(dir: string): readonly string[] {
  return [dataFile(dir), lockFile(dir), gateFile(dir), `${gateFile(dir)}-lock`];
}

/**
 * Tells whether all of LMDB's files are those that were opened. Who holds a data file and a lock file that others do not would
 * undo what they commit.
 */
export function inodesOf(dir: string): string {
  return allFiles(dir).map((path) => statSync(path, { throwIfNoEntry: false })?.ino).join();
}

/**
 * Asserts that LMDB will be able to open or make each of its files: lmdb-js ends the process when it is not.
 * The files are not opened for it, since closing a lock file would undo the locks that this process holds on it.
 */
export function assertWritableFiles(dir: string): void {
  const exist = allFiles(dir).map((path) => assertFile(path, constants.R_OK | constants.W_OK));
  if (exist.includes(false)) accessSync(dir, constants.W_OK | constants.X_OK);
}

/** Asserts that a file, if there is one, is a regular one with that access: to open a FIFO would wait for ever. Returns whether there is one. */
export function assertFile(path: string, access: number): boolean {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new InTheWay(`${basename(path)} is not a file`);
  accessSync(path, access);
  return true;
}
