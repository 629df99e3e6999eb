import { task } from "taskprint";
import { DEGREES_AN_HOUR } from "./sky.js";

/**
 * The mean time of noon at a longitude (degrees, east positive), in hours UTC. No edit of this sample concerns
 * it: of the file that the helpers of `daylight` are in, it uses a constant that is never edited.
 */
export const noon = task(function noon(longitude: number): number {
  return 12 - longitude / DEGREES_AN_HOUR;
});
