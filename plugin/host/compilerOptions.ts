import type TS from "typescript";

/**
 * Options that can change neither a type nor the code of a task: where output goes, what is printed, and
 * when to emit. Everything else counts, also what a later compiler adds: an option too many only costs
 * files that are emitted again.
 */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "assumeChangesOnlyAffectDirectDependencies", "baseUrl", "build", "clean", "composite", "configFile", "configFilePath",
  "declaration", "declarationDir", "declarationMap", "diagnostics", "disableReferencedProjectLoad", "disableSizeLimit",
  "disableSolutionSearching", "dry", "emitBOM", "emitDeclarationOnly", "explainFiles", "extendedDiagnostics", "force",
  "forceConsistentCasingInFileNames", "generateCpuProfile", "generateTrace", "help", "incremental", "init",
  "inlineSourceMap", "inlineSources", "listEmittedFiles", "listFiles", "listFilesOnly", "locale", "mapRoot", "newLine",
  "noCheck", "noEmit", "noEmitOnError", "noErrorTruncation", "outDir", "outFile", "paths", "pathsBasePath", "plugins", "preserveWatchOutput",
  "pretty", "project", "quiet", "removeComments", "rootDir", "rootDirs", "showConfig", "skipDefaultLibCheck", "skipLibCheck",
  "sourceMap", "sourceRoot", "stopBuildOnErrors", "stripInternal", "suppressOutputPathCheck", "traceResolution", "tsBuildInfoFile",
  "verbose", "version", "watch",
]);

/**
 * The options that tasks' constants depend on, as a text. A builder keeps output when an option changes
 * that affects types only: `exactOptionalPropertyTypes` gives the same JavaScript, but not the same types.
 * (Options that decide what an import finds count by what it finds.)
 */
export function canonicalOptions(options: TS.CompilerOptions): string {
  const counted = Object.entries(options).filter(([name, value]) => !WITHOUT_EFFECT.has(name) && value !== undefined);
  return JSON.stringify(counted.sort(([a], [b]) => (a < b ? -1 : 1)));
}
