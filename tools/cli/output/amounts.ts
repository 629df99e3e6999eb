const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** Milliseconds of each unit, the largest first. */
const TIME_UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** A number of bytes for people: `812 B`, `1.4 MiB`. */
export function showBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  for (; amount >= 1024 && unit < BYTE_UNITS.length - 1; unit++) amount /= 1024;
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${BYTE_UNITS[unit] ?? ""}`;
}

/** A length of time for people: `12 ms`, `3.4 s`, `2.5 h`. */
export function showDuration(ms: number): string {
  if (ms > 0 && ms < 1) return "<1 ms";
  const [unit, length] = TIME_UNITS.find(([, size]) => ms >= size) ?? (["ms", 1] as const);
  const amount = ms / length;
  return `${unit === "ms" || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${unit}`;
}

/** How long ago a time was, for people. */
export function showAgo(time: number, now: number = Date.now()): string {
  const ms = now - time;
  return ms < 1000 ? "just now" : `${showDuration(ms).replace(/\.\d/, "")} ago`;
}

/** A count, in groups of three digits. */
export function showCount(count: number): string {
  return count.toLocaleString("en");
}

/** A count with its noun: `1 result`, `2 results`. */
export function showNumber(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
