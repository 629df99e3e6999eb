import { relative } from "node:path";
import type TS from "typescript";
import type { Context } from "./context.js";

/** A place as people write it: the file relative to a folder, by default the working directory, and the line. */
export function placeOf({ program }: Context, node: TS.Node, folder = program.getCurrentDirectory()): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${relative(folder, file.fileName).replaceAll("\\", "/")}:${line + 1}`;
}
