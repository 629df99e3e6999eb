import { DAYS_IN_YEAR } from "./calendar.js";
import earth from "./earth.json" with { type: "json" };
import { horizons } from "./horizons.js";

/** How far the sky turns in an hour. */
export const DEGREES_AN_HOUR = 15;

/** The height of the sun over the equator at noon of a day of the year, in radians. */
export function declination(day: number): number {
  return radians(-earth.tilt) * Math.cos((2 * Math.PI * (day + 10)) / DAYS_IN_YEAR);
}

/** The height of the sun at which a day begins and ends, in radians. HORIZON in the environment says by which custom. */
export function horizon(): number {
  return radians(horizons.get(process.env.HORIZON ?? "limb") ?? 0);
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** No task needs it. */
export function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
