import type TS from "typescript";
import type { Compiler } from "../context.js";
import { unfitCompiler } from "../messages.js";

/**
 * The few members of the compiler that its types do not publish and that nothing published replaces.
 * They are the same in TypeScript 5.9 and 6.0; `assertInternals` refuses a compiler that lacks one,
 * since guessing around it could leave stale constants behind.
 */
interface ProgramInternals extends TS.Program {
  /** Builders pass two more arguments than the published type has. */
  emit(...args: [...Parameters<TS.Program["emit"]>, ...internal: unknown[]]): TS.EmitResult;
  getResolvedModuleFromModuleSpecifier(
    specifier: TS.StringLiteralLike,
    file: TS.SourceFile,
  ): { readonly resolvedModule?: { readonly resolvedFileName: string } } | undefined;
  getBindAndCheckDiagnostics(file: TS.SourceFile, token?: TS.CancellationToken): readonly TS.Diagnostic[];
  emitBuildInfo(writeFile?: TS.WriteFileCallback, token?: TS.CancellationToken): TS.EmitResult;
}

interface SourceFileInternals extends TS.SourceFile {
  /** A hash of the text; set by builder programs (`incremental`, `composite`, `-b`, `-w`) only. */
  version?: string;
  readonly imports?: readonly TS.StringLiteralLike[];
  readonly moduleAugmentations?: readonly TS.Node[];
  readonly ambientModuleNames?: readonly string[];
  readonly externalModuleIndicator?: unknown;
}

interface CompilerInternals {
  getStrictOptionValue(options: TS.CompilerOptions, flag: "strictNullChecks"): boolean;
}

export function programInternals(program: TS.Program): ProgramInternals {
  return program as ProgramInternals;
}

export function fileInternals(file: TS.SourceFile): SourceFileInternals {
  return file as SourceFileInternals;
}

export function hasStrictNullChecks(ts: Compiler, options: TS.CompilerOptions): boolean {
  return (ts as unknown as CompilerInternals).getStrictOptionValue(options, "strictNullChecks");
}

/** A file of the compiler's own library; a project file may call itself one by a directive, and does not become it. */
export function isLibraryFile(program: TS.Program, file: TS.SourceFile): boolean {
  return program.isSourceFileDefaultLibrary(file) && /\/lib(?:\.[^/]+)?\.d\.ts$|\/node_modules\/@typescript\/lib-/.test(file.fileName);
}

export function assertInternals(ts: Compiler, program: TS.Program): void {
  const internals = programInternals(program);
  const found =
    typeof internals.getResolvedModuleFromModuleSpecifier === "function" &&
    typeof internals.getBindAndCheckDiagnostics === "function" &&
    typeof internals.emitBuildInfo === "function" &&
    typeof (ts as unknown as Partial<CompilerInternals>).getStrictOptionValue === "function";
  if (!found) throw new Error(unfitCompiler(ts.version).text);
}
