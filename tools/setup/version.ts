/** A release: major, minor and patch number. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Reads the numbers of `6.0.3` or `v22.15.0-nightly`; undefined for what is no version. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

/** Whether a release is the other or a later one. */
export function isAtLeast(version: Version, least: Version): boolean {
  const [one, other] = [version, least];
  const differing = one.findIndex((part, index) => part !== other[index]);
  return differing === -1 || (one[differing] ?? 0) > (other[differing] ?? 0);
}
