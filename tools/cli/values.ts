import { InvalidArgumentError } from "commander";

/** Milliseconds of each unit in which a length of time can be given. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A length of time such as `30d`, in milliseconds. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text) ?? [];
  const length = unit === undefined ? undefined : UNITS[unit];
  if (length === undefined) throw new InvalidArgumentError(`Give a number with its unit (${Object.keys(UNITS).join(", ")}), such as 30d.`);
  return Number(amount) * length;
}

/** A whole number that is not negative. */
export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Give a whole number, such as 20.");
  return Number(text);
}
