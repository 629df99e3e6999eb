import type { Datum } from "./datum.js";

/** In degrees, north and east positive. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly datum: Datum;
}
