import type TS from "typescript";
import type { Context } from "../context.js";

/** The variables that compiled JSX reads without naming them: the factory, when no import of it is generated. */
export function factoryNames(context: Context, node: TS.Node): readonly string[] {
  const { ts } = context;
  const { jsx, jsxFactory, jsxFragmentFactory, reactNamespace } = context.program.getCompilerOptions();
  if (jsx === ts.JsxEmit.ReactJSX || jsx === ts.JsxEmit.ReactJSXDev) return [];
  const { text } = node.getSourceFile();
  const factories = [reactNamespace ?? "React", jsxFactory, ...comments(text, "jsx")];
  if (ts.isJsxFragment(node)) factories.push(jsxFragmentFactory, ...comments(text, "jsxFrag"));
  return factories.flatMap((factory) => (factory === undefined ? [] : [factory.split(".")[0] ?? factory]));
}

/** The names that comments of a kind give in a file. */
function comments(text: string, kind: string): readonly (string | undefined)[] {
  return [...text.matchAll(new RegExp(`@${kind}\\s+([\\w$.]+)`, "g"))].map((match) => match[1]);
}
