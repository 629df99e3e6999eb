import { task } from "taskprint";
import type { Station } from "./station.js";

export type Unit = "hours" | "minutes";

export interface Daylight {
  readonly length: number;
}

/** The length of a day of the year (1 to 365) at a station. */
export const daylight = task(function daylight(station: Station, day: number, unit: Unit): Daylight {
  const latitude = radians(station.position.latitude);
  const cosine = -Math.tan(latitude) * Math.tan(declination(day));
  const hours = (24 / Math.PI) * Math.acos(Math.max(-1, Math.min(1, cosine)));
  return { length: unit === "hours" ? hours : hours * 60 };
});

/** The height of the sun over the equator at noon, in radians. */
function declination(day: number): number {
  return radians(-23.44) * Math.cos((2 * Math.PI * (day + 10)) / 365);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
