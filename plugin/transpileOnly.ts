import type TS from "typescript";
import { report, type Context } from "./context.js";
import { transpileOnly } from "./messages.js";
import type { AnalysedFile } from "./pipeline.js";

/** The option that makes a program blind to other files, if it has one: its types would be plausible and wrong. */
export function blindingOption(program: TS.Program): string | undefined {
  const { noResolve, noLib } = program.getCompilerOptions();
  if (noResolve) return "noResolve";
  return noLib ? "noLib" : undefined;
}

/** Refuses every import of taskprint in a program that cannot see other files. Its calls stay uncompiled, and throw. */
export function refuseTranspileOnly(context: Context, option: string): ReadonlyMap<TS.SourceFile, AnalysedFile> {
  const refused = new Map<TS.SourceFile, AnalysedFile>();
  for (const file of context.program.getSourceFiles()) {
    if (file.isDeclarationFile) continue;
    const scoped: Context = { ...context, diagnostics: [] };
    reportImports(scoped, file, option);
    if (scoped.diagnostics.length > 0) refused.set(file, { calls: [], diagnostics: scoped.diagnostics });
  }
  return refused;
}

function reportImports(context: Context, file: TS.SourceFile, option: string): void {
  for (const statement of file.statements) {
    const specifier = discoverSpecifier(context, statement);
    if (specifier?.text === "taskprint") report(context, specifier, transpileOnly(option));
  }
}

function discoverSpecifier({ ts }: Context, statement: TS.Statement): TS.StringLiteral | undefined {
  const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
  const specifier = isImport ? statement.moduleSpecifier : undefined;
  return specifier && ts.isStringLiteral(specifier) ? specifier : undefined;
}
