import type TS from "typescript";
import type { Context, TaskFunction } from "../context.js";

/** The type of a task, when it is not that of its function; `"any"` when nothing of a function is left in it. */
export function discoverDeclaredType(context: Context, call: TS.CallExpression, fn: TaskFunction): TS.Type | "any" | undefined {
  const { ts, checker } = context;
  const parameter = checker.getResolvedSignature(call)?.getParameters()[0];
  const type = parameter && checker.getTypeOfSymbol(parameter);
  const signatures = type ? checker.getSignaturesOfType(type, ts.SignatureKind.Call) : [];
  if (!type || signatures.length === 0) return "any";
  const own = checker.getSignaturesOfType(checker.getTypeAtLocation(fn), ts.SignatureKind.Call);
  const isOwn = signatures.every((signature) => own.some((each) => isOneSignature(each, signature)));
  return isOwn ? undefined : type;
}

/** An instantiated generic signature has the declaration of the generic one, and none of its type parameters. */
function isOneSignature(a: TS.Signature, b: TS.Signature): boolean {
  return a.getDeclaration() === b.getDeclaration() && (a.getTypeParameters()?.length ?? 0) === (b.getTypeParameters()?.length ?? 0);
}
