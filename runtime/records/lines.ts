import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";

/** A file of lines that is only appended to, until it is too long. */
export interface LineFile {
  readonly path: string;
  readonly mostBytes: number;
}

/** What every line holds: by what it replaces an earlier one, and when it was noted, in milliseconds since 1970. */
export interface Line {
  readonly id: string;
  readonly at: number;
}

/** How much of a file that is too long is kept. */
const KEPT = 0.5;

/**
 * Adds lines, for the file's owner only, and returns the file's inode. Whoever calls it holds off other processes. Each line is written behind the end of
 * a line, so that one that a full disk or a kill cut off spoils no other.
 */
export function appendLines(file: LineFile, lines: readonly Line[]): number {
  const bytes = Buffer.from(lines.map(textOf).join(""));
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND;
  const { ino, size } = withFile(file.path, flags, (handle) => {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    return fstatSync(handle);
  });
  return size > file.mostBytes ? rewrite(file, newest(readLines(file.path), file.mostBytes * KEPT)) : ino;
}

/** Keeps some of the lines, and of those with one id the last. Whoever calls it holds off other processes. */
export function keepLines(file: LineFile, isKept: (line: Line) => boolean): void {
  const lines = readLines(file.path);
  const kept = newest(lines.filter(isKept), Infinity);
  if (kept.length < lines.length) rewrite(file, kept);
}

/** All lines that are whole, in the order in which they were written; none where there is no such file. */
export function readLines(path: string): readonly Line[] {
  try {
    return withFile(path, constants.O_RDONLY, (handle) => readFileSync(handle, "utf8")).split("\n").flatMap(parse);
  } catch {
    return [];
  }
}

function textOf(line: Line): string {
  return `\n${JSON.stringify(line)}`;
}

function parse(text: string): Line[] {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    return typeof line?.id === "string" && typeof line.at === "number" ? [line as Line] : [];
  } catch {
    return [];
  }
}

/** The last line of each id, and of these the newest that so many bytes hold. */
function newest(lines: readonly Line[], mostBytes: number): readonly Line[] {
  const byId = new Map<string, Line>();
  let bytes = 0;
  for (const line of lines.toReversed()) {
    if (byId.has(line.id)) continue;
    bytes += textOf(line).length;
    if (bytes > mostBytes) break;
    byId.set(line.id, line);
  }
  return [...byId.values()].reverse();
}

/** Readers see the old file or the new one, whose inode is returned. */
function rewrite({ path }: LineFile, lines: readonly Line[]): number {
  const aside = `${path}.new`;
  rmSync(aside, { force: true });
  writeFileSync(aside, lines.map(textOf).join(""), { mode: 0o600, flag: "wx" });
  renameSync(aside, path);
  return statSync(path).ino;
}

/** No link is followed, and nothing that is no file is waited for. */
function withFile<T>(path: string, flags: number, action: (handle: number) => T): T {
  const handle = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  try {
    if (!fstatSync(handle).isFile()) throw new Error(`${path} is not a file`);
    return action(handle);
  } finally {
    closeSync(handle);
  }
}
