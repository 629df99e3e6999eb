import type { Task } from "taskprint";
import { compiled } from "./compiled.js";

/** What the numbered task returns for a number: of many sizes, and known to every process. */
export function numberedValue(at: number): object {
  return { at, text: "x".repeat((at * 37) % 6000), bytes: new Uint8Array((at * 11) % 300).fill(at % 256), map: new Map([[at, [at / 3, -0]]]) };
}

/** The same task in each process that imports this. */
export function numberedTask(onRun: (at: number) => void = () => undefined): Task<(at: number) => object> {
  return compiled("numbered", (at: number): object => {
    onRun(at);
    return numberedValue(at);
  });
}
