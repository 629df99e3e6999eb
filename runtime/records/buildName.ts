import { createHash } from "node:crypto";
import { relative, resolve } from "node:path";

/** What the name of a kept manifest says. */
export interface BuildName {
  /** When it was built, in milliseconds since 1970. */
  readonly time: number;
  /** Of which program it is: see `programOf`. */
  readonly program: string;
  /** Over what it holds: see `digestOf`. */
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

/** Over a manifest: first its names, fingerprints and digests, then all of it. */
export function digestOf(manifest: string): string {
  const counting = manifest.match(/"(?:name|fingerprint|digest)": ?"[^"]*"/g)?.join("\n") ?? "";
  return [counting, manifest].map((text) => createHash("sha256").update(text).digest("hex").slice(0, 12)).join("");
}

/** Whether two manifests differ at most in what counts for no result, such as the lines that tasks stand in. */
export function countAlike(digest: string, other: string): boolean {
  return digest.slice(0, 12) === other.slice(0, 12);
}
