import { realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The address of the module that called `below`, as the loader knows it; undefined when it is no file. */
export function callerModule(below: (...args: never) => unknown): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_, sites) => sites[0]?.getFileName();
    Error.captureStackTrace(holder, below);
    // It is made when it is read.
    const name = holder.stack;
    if (typeof name !== "string" || name === "") return undefined;
    if (name.startsWith("file:")) return name;
    return /^([/\\]|[A-Za-z]:)/.test(name) ? pathToFileURL(name).href : undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
    else Reflect.deleteProperty(Error, "prepareStackTrace");
  }
}

/** Whether a module is what the process was started with. */
export function isMain(module: string): boolean {
  const [, main] = process.argv;
  return main !== undefined && realPath(main) === realPath(fileURLToPath(module));
}

/** The program may be named without its ending. */
function realPath(path: string): string {
  for (const ending of ["", ".js", ".mjs", ".cjs"]) {
    try {
      return realpathSync(path + ending);
    } catch {
      continue;
    }
  }
  return path;
}
