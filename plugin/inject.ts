import type TS from "typescript";
import { FORMAT } from "../runtime/digest.js";
import type { Compiler, Context, FoundTask } from "./context.js";
import { parameterName, passedParameters } from "./parameters.js";
import type { AnalysedCall, TaskRecord } from "./pipeline.js";

/**
 * Makes the transformer that gives each `task()` call of a file its constants, as a third argument.
 * Nodes are updated, never replaced, so that positions and source maps survive.
 */
export function injectConstants(context: Context, callsOf: (file: TS.SourceFile) => readonly AnalysedCall[]): TS.TransformerFactory<TS.SourceFile> {
  const { ts } = context;
  return (transformation) => (file) => {
    const original = ts.getOriginalNode(file, ts.isSourceFile) ?? file;
    const calls = new Map<TS.Node, AnalysedCall>(callsOf(original).map((each) => [each.call, each]));
    if (calls.size === 0) return file;
    const visit = (node: TS.Node): TS.Node => {
      const visited = ts.visitEachChild(node, visit, transformation);
      const analysed = calls.get(ts.getOriginalNode(node));
      return analysed && ts.isCallExpression(visited) ? injectCall(context, visited, analysed) : visited;
    };
    return ts.visitEachChild(file, visit, transformation);
  };
}

function injectCall(context: Context, call: TS.CallExpression, analysed: AnalysedCall): TS.CallExpression {
  const { factory } = context.ts;
  const constants = analysed.record
    ? fingerprintConstants(context, analysed.record)
    : refusalConstants(context, analysed);
  const options = call.arguments[1] ?? factory.createVoidZero();
  const task = call.arguments[0] ?? factory.createVoidZero();
  return factory.updateCallExpression(call, call.expression, call.typeArguments, [task, options, constants]);
}

function fingerprintConstants(context: Context, record: TaskRecord): TS.ObjectLiteralExpression {
  const { factory } = context.ts;
  const { found, fingerprint } = record;
  return injectObject(context, {
    format: factory.createNumericLiteral(FORMAT),
    name: factory.createStringLiteral(found.name),
    fingerprint: factory.createStringLiteral(fingerprint),
    async: record.async ? factory.createTrue() : factory.createFalse(),
    ...parameterConstants(context, found),
    ...environmentConstants(context, record),
    ...(record.plan !== undefined && { plan: factory.createStringLiteral(record.plan, true) }),
  });
}

/** Positions in place of names: the runtime never looks at the function's source. */
function parameterConstants({ ts }: Context, { fn, ignore }: FoundTask): Record<string, TS.Expression> {
  const parameters = passedParameters(ts, fn);
  const isIgnored = (each: TS.ParameterDeclaration): boolean => ignore.includes(parameterName(ts, each) ?? "");
  const numbers = parameters.flatMap((each, index) => (isIgnored(each) && !each.dotDotDotToken ? [numeral(ts, index)] : []));
  const rest = parameters.findIndex((each) => each.dotDotDotToken);
  const restParameter = parameters[rest];
  return {
    ...(numbers.length > 0 && { ignore: ts.factory.createArrayLiteralExpression(numbers) }),
    ...(restParameter && { [isIgnored(restParameter) ? "ignoreFrom" : "rest"]: numeral(ts, rest) }),
  };
}

/** The environment variables that the code reads: their values join the key of every call. */
function environmentConstants({ ts: { factory } }: Context, { closure }: TaskRecord): Record<string, TS.Expression> {
  if (!closure || closure.environment.length === 0) return {};
  return { env: factory.createArrayLiteralExpression(closure.environment.map((name) => factory.createStringLiteral(name))) };
}

function numeral(ts: Compiler, value: number): TS.NumericLiteral {
  return ts.factory.createNumericLiteral(value);
}

/** A task that was refused throws when it is defined, also where the build's error was overlooked. */
function refusalConstants(context: Context, { diagnostics, call }: AnalysedCall): TS.ObjectLiteralExpression {
  const { ts } = context;
  const reasons = diagnostics.map((each) => ts.flattenDiagnosticMessageText(each.messageText, " "));
  const refused = reasons.length > 0 ? reasons.join("\n") : `task() at ${call.getSourceFile().fileName} did not compile.`;
  return injectObject(context, {
    format: ts.factory.createNumericLiteral(FORMAT),
    refused: ts.factory.createStringLiteral(refused),
  });
}

function injectObject({ ts }: Context, fields: Record<string, TS.Expression>): TS.ObjectLiteralExpression {
  return ts.factory.createObjectLiteralExpression(
    Object.entries(fields).map(([name, value]) => ts.factory.createPropertyAssignment(name, value)),
  );
}
