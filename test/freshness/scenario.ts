import type { Edit } from "./edits.js";
import type { State } from "./project.js";

/** A program, and the edits that are made to it one after another. */
export interface Scenario {
  readonly label: string;
  readonly start: State;
  /** How many tasks the program holds at the start. */
  readonly tasks: number;
  readonly edits: readonly Edit[];
}
