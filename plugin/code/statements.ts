import type TS from "typescript";
import type { Compiler } from "../context.js";
import { ABSENT, inline, named, stacked, type Code } from "./text.js";
import type { Coder, Writers } from "./coder.js";
import { isErased } from "./erased.js";
import { headOf } from "./modifiers.js";
import { bound } from "./patterns.js";

export const statements: Writers = {
  Block: (coder, node: TS.Block) => stacked("block", [], coder.codes(node.statements)),
  EmptyStatement: () => inline("block"),
  ExpressionStatement: (coder, node: TS.ExpressionStatement) => coder.code(node.expression),
  VariableStatement: (coder, node: TS.VariableStatement) => variables(coder, node.declarationList, node),
  VariableDeclarationList: (coder, node: TS.VariableDeclarationList) => variables(coder, node, node),
  VariableDeclaration: bound,
  IfStatement: ifCode,
  ForStatement: forCode,
  ForInStatement: (coder, node: TS.ForInStatement) => forEachCode(coder, node, "for-in"),
  ForOfStatement: (coder, node: TS.ForOfStatement) =>
    forEachCode(coder, node, node.awaitModifier === undefined ? "for-of" : "for-await-of"),
  WhileStatement: (coder, node: TS.WhileStatement) =>
    stacked("while", [coder.code(node.expression)], [bodyCode(coder, node.statement)]),
  DoStatement: (coder, node: TS.DoStatement) =>
    stacked("do-while", [coder.code(node.expression)], [bodyCode(coder, node.statement)]),
  WithStatement: (coder, node: TS.WithStatement) =>
    stacked("with", [coder.code(node.expression)], [bodyCode(coder, node.statement)]),
  LabeledStatement: (coder, node: TS.LabeledStatement) =>
    stacked("label", [coder.ts.idText(node.label)], [bodyCode(coder, node.statement)]),
  SwitchStatement: (coder, node: TS.SwitchStatement) =>
    stacked("switch", [coder.code(node.expression)], coder.codes(node.caseBlock.clauses)),
  CaseClause: (coder, node: TS.CaseClause) => stacked("case", [coder.code(node.expression)], coder.codes(node.statements)),
  DefaultClause: (coder, node: TS.DefaultClause) => stacked("default", [], coder.codes(node.statements)),
  ReturnStatement: (coder, node: TS.ReturnStatement) =>
    inline("return", ...(node.expression === undefined ? [] : [coder.code(node.expression)])),
  ThrowStatement: (coder, node: TS.ThrowStatement) => inline("throw", coder.code(node.expression)),
  BreakStatement: (coder, node: TS.BreakStatement) => jump(coder, node, "break"),
  ContinueStatement: (coder, node: TS.ContinueStatement) => jump(coder, node, "continue"),
  TryStatement: tryCode,
  CatchClause: catchCode,
  DebuggerStatement: () => inline("debugger"),
};

function variables(coder: Coder, list: TS.VariableDeclarationList, modified: TS.Node): Code {
  return inline(headOf(coder, modified, variableKind(coder.ts, list)), ...coder.codes(list.declarations));
}

function variableKind(ts: Compiler, list: TS.VariableDeclarationList): string {
  const { NodeFlags } = ts;
  switch (list.flags & NodeFlags.BlockScoped) {
    case NodeFlags.AwaitUsing:
      return "await-using";
    case NodeFlags.Using:
      return "using";
    case NodeFlags.Const:
      return "const";
    case NodeFlags.Let:
      return "let";
    default:
      return "var";
  }
}

function ifCode(coder: Coder, node: TS.IfStatement): Code {
  const otherwise = node.elseStatement === undefined ? [] : [bodyCode(coder, node.elseStatement)];
  return stacked("if", [coder.code(node.expression)], [bodyCode(coder, node.thenStatement), ...otherwise]);
}

function forCode(coder: Coder, node: TS.ForStatement): Code {
  const items = [node.initializer, node.condition, node.incrementor].map((part) => coder.optional(part));
  return stacked("for", items, [bodyCode(coder, node.statement)]);
}

function forEachCode(coder: Coder, node: TS.ForInOrOfStatement, head: string): Code {
  return stacked(head, [coder.code(node.initializer), coder.code(node.expression)], [bodyCode(coder, node.statement)]);
}

function jump(coder: Coder, node: TS.BreakOrContinueStatement, head: string): Code {
  return inline(head, ...(node.label === undefined ? [] : [named(coder.ts.idText(node.label))]));
}

function tryCode(coder: Coder, node: TS.TryStatement): Code {
  const last = node.finallyBlock === undefined ? ABSENT : stacked("finally", [], coder.codes(node.finallyBlock.statements));
  return stacked("try", [], [coder.code(node.tryBlock), coder.optional(node.catchClause), last]);
}

function catchCode(coder: Coder, node: TS.CatchClause): Code {
  return stacked("catch", [coder.optional(node.variableDeclaration)], coder.codes(node.block.statements));
}

/** The body of a loop, branch or label: braces around one statement that declares nothing are spelling. */
function bodyCode(coder: Coder, node: TS.Statement): Code {
  let body = node;
  for (let only = onlyStatement(coder.ts, body); only !== undefined; only = onlyStatement(coder.ts, body)) body = only;
  return coder.code(body);
}

function onlyStatement(ts: Compiler, node: TS.Statement): TS.Statement | undefined {
  if (!ts.isBlock(node)) return undefined;
  const [first, ...rest] = node.statements.filter((statement) => !isErased(ts, statement));
  return first === undefined || rest.length > 0 || declares(ts, first) ? undefined : first;
}

/** Whether a statement declares a name that its block keeps to itself. `var` belongs to the function. */
function declares(ts: Compiler, node: TS.Statement): boolean {
  if (ts.isLabeledStatement(node)) return declares(ts, node.statement);
  if (ts.isVariableStatement(node)) return (node.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0;
  return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node);
}
