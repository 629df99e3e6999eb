import type TS from "typescript";
import type { Message } from "./messages.js";

/** The compiler that runs the build: the instance that was handed in, never an imported one. */
export type Compiler = typeof TS;

/** What every pass takes first. Passes read it and report into it; nothing in it changes otherwise. */
export interface Context {
  readonly ts: Compiler;
  readonly program: TS.Program;
  readonly checker: TS.TypeChecker;
  /** What the program was made with: all files are read through it. */
  readonly host: TS.CompilerHost;
  readonly options: PluginOptions;
  /** The diagnostics of the task under analysis, in the order found. Written by `report` only. */
  readonly diagnostics: TS.Diagnostic[];
}

/** The plugin's own options, from its entry in tsconfig. */
export interface PluginOptions {
  /** What a task's code is: its body, or also all that the body can reach in the project. */
  readonly track: "body" | "closure";
  /** What to do about reads of the clock and of randomness in a closure. */
  readonly nondeterminism: "warn" | "error" | "silent";
}

/** A function that can be a task: it has a body in the program. */
export type TaskFunction = TS.FunctionDeclaration | TS.FunctionExpression | TS.ArrowFunction | TS.MethodDeclaration;

/** A `task(...)` call whose function, name and options could be read. */
export interface FoundTask {
  readonly call: TS.CallExpression;
  readonly name: string;
  /** The node that errors about the name point at. */
  readonly nameNode: TS.Node;
  /** The implementation: the declaration that has the body (an overloaded function has others without). */
  readonly fn: TaskFunction;
  /** The type under which the task is used, where an assertion, a declaration or a type argument gives it another than its function's own. */
  readonly declaredType?: TS.Type;
  /** The explicit version, if the options name one. */
  readonly cacheVersion: string | undefined;
  /** Names of the parameters left out of the key, in the order of the parameters. */
  readonly ignore: readonly string[];
  /** Names and constructs that the task's closure does not follow, each with the literal that names it. */
  readonly untracked: readonly TS.StringLiteralLike[];
}

/**
 * Added to a message's code in a TypeScript diagnostic, where codes are numbers and print as `TS…`:
 * without it TP1020 would print as TypeScript's own TS1020.
 */
export const DIAGNOSTIC_BASE = 900_000;

/**
 * Adds an error at a node. All errors of a program are collected and reported at once.
 * Returns undefined, what a pass returns in place of the result that it could not reach.
 */
export function report(context: Context, node: TS.Node, message: Message): undefined {
  context.diagnostics.push(diagnosticAt(node, message, context.ts.DiagnosticCategory.Error));
  return undefined;
}

/** A message as the compiler reports it, at a node. */
export function diagnosticAt(node: TS.Node, message: Message, category: TS.DiagnosticCategory): TS.DiagnosticWithLocation {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  return { file, start, length: node.getEnd() - start, category, code: DIAGNOSTIC_BASE + message.code, messageText: message.text, source: "taskprint" };
}
