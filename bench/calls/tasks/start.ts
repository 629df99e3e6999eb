/** A program as users write them: one task, one call. Says whether the task ran. */
import { task } from "taskprint";

declare const process: { exitCode: number };
const RAN = 3;

const first = task(function first(foo: string, n: number): { readonly id: string; readonly n: number } {
  process.exitCode = RAN;
  return { id: foo, n };
});

first("station", 1);
