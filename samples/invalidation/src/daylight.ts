import { task } from "taskprint";
import { declination, horizon, radians } from "./sky.js";
import type { Station } from "./station.js";

export type Unit = "hours" | "minutes";

export interface Daylight {
  readonly length: number;
}

/** The length of a day of the year (1 to 365) at a station. */
export const daylight = task(function daylight(station: Station, day: number, unit: Unit): Daylight {
  const latitude = radians(station.position.latitude);
  const sun = declination(day);
  const cosine = (Math.sin(horizon()) - Math.sin(latitude) * Math.sin(sun)) / (Math.cos(latitude) * Math.cos(sun));
  const hours = hoursAbove(cosine);
  return { length: unit === "hours" ? hours : hours * 60 };
});

/** From the cosine of half the sun's way over the horizon to hours. */
function hoursAbove(cosine: number): number {
  return (24 / Math.PI) * Math.acos(Math.max(-1, Math.min(1, cosine)));
}
