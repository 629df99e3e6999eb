import type TS from "typescript";
import { isPublishing } from "./closure/carry/publish.js";
import type { Compiler } from "./context.js";
import { isTaskDeclarationFile } from "./discover/taskSymbol.js";
import { assertInternals } from "./host/internals.js";
import { lazyAnalysis, optionsDiagnostic, patchDiagnostics, patchEmit, patchOptionsDiagnostics } from "./host/patch.js";
import { saltVersions } from "./host/salt.js";
import { notAProgramTransformer } from "./messages.js";
import { readOptions } from "./options.js";

type Entry = Readonly<Record<string, unknown>>;

/** What ts-patch hands to a program transformer, last. */
interface ProgramExtras {
  readonly ts: Compiler;
}

/** What ts-patch hands to a source transformer, last: how an entry without `transformProgram` arrives. */
interface SourceExtras {
  readonly ts: Compiler;
  readonly addDiagnostic: (diagnostic: TS.Diagnostic) => void;
}

/**
 * The entry that ts-patch calls with every program it makes. It changes the program in place: the
 * versions of files that may hold tasks, the diagnostics, and the emit. What is wrong with the entry
 * (TP1002 to TP1005) or with a task is reported among the program's own errors, never thrown.
 *
 * @throws Error (TP1001) when the compiler lacks what the plugin builds on
 * @example
 * ```jsonc
 * // tsconfig.json
 * { "compilerOptions": { "plugins": [{ "transform": "taskprint/plugin", "transformProgram": true }] } }
 * ```
 */
export default function taskprint(program: TS.Program, host: TS.CompilerHost, entry: Entry, extras: ProgramExtras): TS.Program;
export default function taskprint(program: TS.Program, entry: Entry, extras: SourceExtras): TS.TransformerFactory<TS.SourceFile>;
export default function taskprint(
  program: TS.Program,
  ...rest: [TS.CompilerHost, Entry, ProgramExtras] | [Entry, SourceExtras]
): TS.Program | TS.TransformerFactory<TS.SourceFile> {
  if (rest.length === 2) return refuseSourceTransformer(rest[1]);
  const [host, entry, { ts }] = rest;
  assertInternals(ts, program);
  return patchProgram({ ts, program, host, entry });
}

interface Patching {
  readonly ts: Compiler;
  readonly program: TS.Program;
  readonly host: TS.CompilerHost;
  readonly entry: Entry;
}

function patchProgram({ ts, program, host, entry }: Patching): TS.Program {
  const { options, problems } = readOptions(entry);
  patchOptionsDiagnostics(ts, program, problems);
  const lazy = lazyAnalysis({ ts, program, host, options });
  const taskFiles = program.getSourceFiles().filter(isTaskDeclarationFile);
  if (taskFiles.length > 0 || isPublishing({ options, program })) saltVersions({ ts, program, host, options, taskFiles });
  patchDiagnostics(program, lazy);
  patchEmit(program, host, lazy);
  return program;
}

function refuseSourceTransformer({ ts, addDiagnostic }: SourceExtras): TS.TransformerFactory<TS.SourceFile> {
  addDiagnostic(optionsDiagnostic(ts, notAProgramTransformer()));
  return () => (file) => file;
}
