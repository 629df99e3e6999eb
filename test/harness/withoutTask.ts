import type TS from "typescript";
import type { Compiler } from "./compilers.js";

/**
 * Replaces every `task(fn, …)` by `fn`, so that the original functions can be run as they were written.
 * The calls are found by their spelling: the harness must not share the plugin's idea of a task.
 */
export function withoutTask({ ts }: Compiler, spellings: readonly string[]): TS.CustomTransformers {
  const transformer: TS.TransformerFactory<TS.SourceFile> = (context) => {
    const visit = (node: TS.Node): TS.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      return ts.isCallExpression(visited) && visited.arguments[0] && isTask(ts, visited.expression, spellings)
        ? visited.arguments[0]
        : visited;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
  return { before: [transformer] };
}

function isTask(ts: typeof TS, callee: TS.Expression, spellings: readonly string[]): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && spellings.includes(name.text);
}
