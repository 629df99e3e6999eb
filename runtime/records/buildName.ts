import { createHash } from "node:crypto";
import { relative, resolve } from "node:path";

/** What the name of a kept manifest says. */
export interface BuildName {
  /** When it was built, in milliseconds since 1970. */
  readonly time: number;
  /** Of which program it is: see `programOf`. */
  readonly program: string;
  /** Over what it holds. */
  readonly digest: string;
}

const DIGITS = 13;
const PATTERN = /^(\d{13})-([0-9a-f]{12})-([0-9a-f]{24})\.json\.gz$/;

/** In the order of these names builds are in the order of time. */
export function buildFileName({ time, program, digest }: BuildName): string {
  return `${String(time).padStart(DIGITS, "0")}-${program}-${digest}.json.gz`;
}

/** Undefined for any other file. */
export function readBuildName(file: string): BuildName | undefined {
  const [, time, program, digest] = PATTERN.exec(file) ?? [];
  return time === undefined || program === undefined || digest === undefined ? undefined : { time: Number(time), program, digest };
}

/** Where a tsconfig lies, seen from the store, so that both can be moved together. */
export function placeOf(dir: string, config: string): string {
  return relative(dir, config).replaceAll("\\", "/");
}

/** The tsconfig that such a place names. */
export function configAt(dir: string, place: string): string {
  return resolve(dir, place);
}

/** Stands for a place in names of files. */
export function programOf(place: string): string {
  return createHash("sha256").update(place).digest("hex").slice(0, 12);
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}
