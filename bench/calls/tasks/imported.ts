/** A program that defines a task and never calls it. */
import { task } from "taskprint";

export const idle = task(function idle(foo: string, n: number): string {
  return foo.repeat(n);
});
