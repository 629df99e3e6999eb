import type TS from "typescript";
import { canonicalNode } from "../../code/index.js";
import { isErased } from "../../code/erased.js";
import { normalizeLineBreaks } from "../../code/literals.js";
import type { Context } from "../../context.js";

/**
 * The statements of a script, each in canonical form, so that comments and format do not count. What has no
 * canonical form (imports, lists of exports, directives) counts as it is written; the forms are told apart.
 */
export function canonicalScript(context: Context, file: TS.SourceFile): readonly string[] {
  if (hasSyntaxErrors(file)) return ["unparsed", file.text];
  return file.statements.filter((statement) => !isErased(context.ts, statement)).flatMap((statement) => {
    const code = canonicalStatement(context, statement);
    return code ?? ["written", normalizeLineBreaks(statement.getText(file))];
  });
}

/** Undefined for what has no canonical form. */
function canonicalStatement(context: Context, node: TS.Statement): readonly [string, string] | undefined {
  const { ts } = context;
  if (isDirective(context, node)) return undefined;
  const isDefault = ts.isExportAssignment(node) && !node.isExportEquals;
  const code = canonicalNode({ ...context, diagnostics: [] }, isDefault ? node.expression : node);
  return code === undefined ? undefined : [isDefault ? "default" : "code", code];
}

/** Any string on its own: some are directives, and none is worth a canonical form. */
function isDirective({ ts }: Context, node: TS.Statement): boolean {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
}

/** The parser mends what it does not understand, and the mended tree may lack some of it. A compiler that does not tell is taken to have done so. */
function hasSyntaxErrors(file: TS.SourceFile): boolean {
  const { parseDiagnostics } = file as { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics?.length !== 0;
}
