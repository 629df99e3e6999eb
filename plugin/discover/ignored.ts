import { report, type Context, type TaskFunction } from "../context.js";
import { ignoreMoves, ignoreUnknown } from "../messages.js";
import { parameterName, passedParameters } from "../parameters.js";
import type { ReadOptions } from "./taskOptions.js";

interface Ignoring {
  readonly name: string;
  readonly fn: TaskFunction;
  readonly options: ReadOptions;
}

/** The names of the parameters left out of the key, in the order of the parameters; undefined when an error was reported. */
export function discoverIgnored(context: Context, { name, fn, options }: Ignoring): readonly string[] | undefined {
  const parameters = passedParameters(context.ts, fn).map((each) => parameterName(context.ts, each));
  const known = options.ignore.filter((literal) => parameters.includes(literal.text));
  const unknown = options.ignore.filter((literal) => !known.includes(literal));
  for (const literal of unknown) report(context, literal, ignoreUnknown(name, literal.text));
  const moved = known.filter(({ text }) => movesInOverload(context, fn, { text, position: parameters.indexOf(text) }));
  for (const literal of moved) report(context, literal, ignoreMoves(name, literal.text));
  if (unknown.length > 0 || moved.length > 0) return undefined;
  const wanted = new Set(options.ignore.map(({ text }) => text));
  return parameters.filter((each) => each !== undefined && wanted.has(each)) as readonly string[];
}

/** What is left out goes by position: an overload that has the name elsewhere would leave out another argument. */
function movesInOverload(context: Context, fn: TaskFunction, { text, position }: { readonly text: string; readonly position: number }): boolean {
  const { ts, checker } = context;
  const signatures = checker.getSignaturesOfType(checker.getTypeAtLocation(fn), ts.SignatureKind.Call);
  return signatures.some((signature) => {
    const at = signature.parameters.findIndex((symbol) => symbol.name === text);
    return at >= 0 && at !== position;
  });
}
