import type TS from "typescript";

/** Members of a program that its types do not publish. */
interface ProgramInternals {
  isSourceOfProjectReferenceRedirect?(fileName: string): boolean;
}

/**
 * Whether a file is the source of another project that this one refers to. A build sees that project's declaration
 * files in its place; an editor shows the source.
 */
export function isSourceOfReference(program: TS.Program, { fileName }: TS.SourceFile): boolean {
  return (program as ProgramInternals).isSourceOfProjectReferenceRedirect?.(fileName) ?? false;
}
