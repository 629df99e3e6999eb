import type TS from "typescript";
import { report, type Compiler, type Context, type FoundTask } from "../context.js";
import {
  codeDecoratorMetadata,
  codeIsGenerator,
  codeUsesArguments,
  codeUsesNewTarget,
  codeUsesSuper,
  codeUsesThis,
  type Message,
} from "../messages.js";
import { valueSymbol } from "../valueSymbol.js";

/**
 * Refuses what a function gets from its caller beside its arguments (`this`, `arguments`,
 * `new.target`, `super`), generators, and decorators whose metadata would make types part of the code.
 */
export function reportOwnBindings(context: Context, found: FoundTask, written: readonly TS.Node[]): void {
  const star = found.fn.asteriskToken;
  if (star !== undefined) report(context, star, codeIsGenerator(found.name));
  for (const node of written) {
    const message = refusalOf(context, found, node);
    if (message !== undefined) report(context, node, message);
  }
}

function refusalOf(context: Context, found: FoundTask, node: TS.Node): Message | undefined {
  const { ts } = context;
  if (ts.isDecorator(node) && context.program.getCompilerOptions().emitDecoratorMetadata === true) {
    return codeDecoratorMetadata(found.name);
  }
  const message = bindingMessage(context, node);
  return message !== undefined && belongsTo(ts, node, found.fn) ? message(found.name) : undefined;
}

function bindingMessage(context: Context, node: TS.Node): ((name: string) => Message) | undefined {
  const { ts } = context;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return codeUsesThis;
  if (node.kind === ts.SyntaxKind.SuperKeyword) return codeUsesSuper;
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.NewKeyword ? codeUsesNewTarget : undefined;
  return isArguments(context, node) ? codeUsesArguments : undefined;
}

/** The built-in `arguments` has no declaration; a variable of that name has one. */
function isArguments(context: Context, node: TS.Node): boolean {
  if (!context.ts.isIdentifier(node) || context.ts.idText(node) !== "arguments") return false;
  return (valueSymbol(context, node)?.declarations ?? []).length === 0;
}

/** Whether a `this` or its like is the task's own, or comes to it from outside, and not that of a function or class inside it. */
function belongsTo(ts: Compiler, node: TS.Node, fn: TS.Node): boolean {
  let child = node;
  while (child !== fn) {
    const { parent } = child;
    if (parent === undefined || (parent !== fn && bindsThis(ts, parent))) return false;
    child = outsideOf(ts, parent) ?? parent;
  }
  return true;
}

/** A computed key or a decorator of a member runs outside the member: the climb goes on from the member itself. */
function outsideOf(ts: Compiler, node: TS.Node): TS.Node | undefined {
  if (!ts.isComputedPropertyName(node) && !ts.isDecorator(node)) return undefined;
  const owner = node.parent;
  return ts.isParameter(owner) ? owner.parent : owner;
}

function bindsThis(ts: Compiler, node: TS.Node): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}
