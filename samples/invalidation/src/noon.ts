import { task } from "taskprint";

/** The mean time of noon at a longitude (degrees, east positive), in hours UTC. No edit of this sample concerns it. */
export const noon = task(function noon(longitude: number): number {
  return 12 - longitude / 15;
});
