import type { Position } from "./position.js";

export interface Station {
  readonly name: string;
  readonly position: Position;
}
