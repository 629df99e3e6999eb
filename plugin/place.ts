import { relative } from "node:path";
import type TS from "typescript";
import type { Context } from "./context.js";

/** A place as people write it: the file relative to the working directory, and the line. */
export function placeOf(context: Context, node: TS.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${relative(context.program.getCurrentDirectory(), file.fileName)}:${line + 1}`;
}
