import type TS from "typescript";
import type { Compiler } from "./context.js";

/** A parameter named `this` is a type, not an argument. */
export function isThisParameter(ts: Compiler, node: TS.Node): boolean {
  return ts.isParameter(node) && parameterName(ts, node) === "this";
}

/** The parameters that a call passes: positions, in keys and constants, count these. */
export function passedParameters(ts: Compiler, fn: TS.SignatureDeclaration): readonly TS.ParameterDeclaration[] {
  return fn.parameters.filter((each): each is TS.ParameterDeclaration => ts.isParameter(each) && !isThisParameter(ts, each));
}

/** A destructured parameter has no name. */
export function parameterName(ts: Compiler, parameter: TS.ParameterDeclaration | undefined): string | undefined {
  return parameter && ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
}
