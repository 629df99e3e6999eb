import type TS from "typescript";

/** Where two texts differ: so much is the same at their beginning and at their end. */
interface Edit {
  readonly prefix: number;
  readonly suffix: number;
}

function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < most && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix += 1;
  let suffix = 0;
  while (suffix < most - prefix && before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)) suffix += 1;
  return { prefix, suffix };
}

/** Diagnostics of an earlier text of a file, where they stand in its present one; not those that were typed into. */
export function moveDiagnostics(diagnostics: readonly TS.Diagnostic[], before: string, file: TS.SourceFile): readonly TS.Diagnostic[] {
  if (diagnostics.length === 0) return [];
  const { prefix, suffix } = editBetween(before, file.text);
  const shift = file.text.length - before.length;
  return diagnostics.flatMap((each) => {
    const { start = 0, length = 0 } = each;
    if (start + length <= prefix) return { ...each, file };
    return start >= before.length - suffix ? { ...each, file, start: start + shift } : [];
  });
}
