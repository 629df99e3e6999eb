import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import type TS from "typescript";
import { manifestPath } from "#plugin/manifestPath";
import { causeText } from "#runtime/warn";
import type { Finding } from "../finding.js";
import * as say from "../messages.js";
import type { Project } from "../project.js";
import { compilerFitness } from "../releases.js";

/** A source file, and the JavaScript that it is compiled to. */
interface Compiled {
  readonly source: string;
  readonly output: string;
}

/** What of a manifest says where a task is to be found. */
interface ManifestTask {
  readonly file: string;
  readonly fingerprint: string;
}

/** Whether what runs is what the plugin made of the sources as they are. Nothing is built for that. */
export function checkOutput({ place, config, tree }: Project): readonly Finding[] {
  if (!config || !tree.typescript || compilerFitness(tree.typescript.version) !== "fits") return [];
  try {
    const ts = createRequire(join(tree.typescript.folder, "package.json"))(tree.typescript.folder) as typeof TS;
    return checkProgram(ts, place.tsconfig);
  } catch (error) {
    return [say.outputUnread(causeText(error))];
  }
}

function checkProgram(ts: typeof TS, tsconfig: string): readonly Finding[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host);
  const files = parsed ? compiledFiles(ts, parsed).filter(({ output }) => existsSync(output)) : [];
  if (!parsed || files.length === 0) return [say.notBuilt()];
  const folder = dirname(tsconfig);
  const path = manifestPath(parsed.options, folder);
  if (!existsSync(path)) return files.some(usesTasks) ? [say.builtWithoutPlugin(relative(folder, path))] : [say.noTasks()];
  const { tasks } = JSON.parse(readFileSync(path, "utf8")) as { readonly tasks: readonly ManifestTask[] };
  return [...checkFingerprints(folder, tasks, files), ...checkAge(folder, files)];
}

/** Declarations and JSON are no code; a program of one output file is looked at as one. */
function compiledFiles(ts: typeof TS, parsed: TS.ParsedCommandLine): readonly Compiled[] {
  return parsed.fileNames
    .filter((source) => /(?<!\.d)\.[cm]?tsx?$/.test(source))
    .flatMap((source) => {
      const output = ts.getOutputFileNames(parsed, source, !ts.sys.useCaseSensitiveFileNames).find((each) => /\.[cm]?jsx?$/.test(each));
      return output === undefined ? [] : [{ source, output }];
    });
}

function usesTasks({ source }: Compiled): boolean {
  return /["']taskprint["']/.test(readFileSync(source, "utf8"));
}

/** Each task's constants must stand where the plugin put them. */
function checkFingerprints(folder: string, tasks: readonly ManifestTask[], files: readonly Compiled[]): readonly Finding[] {
  const lacking = tasks.filter(({ file, fingerprint }) => {
    const compiled = files.find(({ source }) => relative(folder, source).replaceAll("\\", "/") === file);
    return !compiled || !readFileSync(compiled.output, "utf8").includes(fingerprint);
  });
  if (lacking.length === 0) return [say.built(tasks.length)];
  return [say.overwritten([...new Set(lacking.map(({ file }) => outputOf(folder, file, files)))])];
}

function outputOf(folder: string, file: string, files: readonly Compiled[]): string {
  const compiled = files.find(({ source }) => relative(folder, source).replaceAll("\\", "/") === file);
  return compiled ? relative(folder, compiled.output) : `the output of ${basename(file)}`;
}

function checkAge(folder: string, files: readonly Compiled[]): readonly Finding[] {
  const newer = files.filter(({ source, output }) => statSync(source).mtimeMs > statSync(output).mtimeMs);
  return newer.length === 0 ? [] : [say.outOfDate(newer.map(({ source }) => relative(folder, source)))];
}
