import type TS from "typescript";
import type { Context } from "../context.js";

/** The variables that compiled JSX reads without naming them: the factory, when no import of it is generated. */
export function factoryNames(context: Context, node: TS.Node): readonly string[] {
  const { ts } = context;
  const { jsx, jsxFactory, jsxFragmentFactory, reactNamespace } = context.program.getCompilerOptions();
  if (jsx === ts.JsxEmit.ReactJSX || jsx === ts.JsxEmit.ReactJSXDev) return [];
  const comments = node.getSourceFile().text.matchAll(/@jsx(?:Frag)?\s+([\w$.]+)/g);
  const factories = [reactNamespace ?? "React", jsxFactory, jsxFragmentFactory, ...[...comments].map((match) => match[1])];
  return factories.flatMap((factory) => (factory === undefined ? [] : [factory.split(".")[0] ?? factory]));
}
