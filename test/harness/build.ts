import { createRequire } from "node:module";
import type TS from "typescript";
import type { Compiler } from "./compilers.js";
import { createProjectHost } from "./host.js";
import type { Manifest } from "./manifest.js";
import { baseOptions, pluginEntry, repository } from "./project.js";
import type { Project } from "./project.js";

/** What one build of a project gave. */
export interface Build {
  readonly diagnostics: readonly TS.Diagnostic[];
  /** The written texts by their path below the project's root. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly manifest: Manifest | undefined;
}

/** The plugin's front door, called as ts-patch calls a program transformer. */
type ProgramTransformer = (
  program: TS.Program,
  host: TS.CompilerHost,
  entry: Readonly<Record<string, unknown>>,
  extras: { readonly ts: typeof TS },
) => TS.Program;

const require = createRequire(import.meta.url);

/** Builds a project in memory with the plugin and collects all that it reports and writes. */
export function build(compiler: Compiler, project: Project): Build {
  const { program, host } = createProgram(compiler, project);
  const plugin = (require(`${repository}dist/cjs/plugin/index.js`) as { default: ProgramTransformer }).default;
  const patched = plugin(program, host, { ...pluginEntry, ...project.pluginOptions }, { ts: compiler.ts });
  return finish(patched, project);
}

/** Builds a project without the plugin, with transformers of the caller's own. */
export function buildPlainly(compiler: Compiler, project: Project, transformers: TS.CustomTransformers): Build {
  return finish(createProgram(compiler, project).program, project, transformers);
}

function createProgram(compiler: Compiler, project: Project): { program: TS.Program; host: TS.CompilerHost } {
  const { ts } = compiler;
  const json = { compilerOptions: { ...baseOptions, ...project.compilerOptions }, files: [...project.files.keys()] };
  const { options, errors } = ts.parseJsonConfigFileContent(
    json, ts.sys, project.root, undefined, `${project.root}/tsconfig.json`,
  );
  const host = createProjectHost(compiler, project, options);
  const rootNames = [...project.files.keys()].filter((path) => isRoot(project, path));
  const program = ts.createProgram({
    rootNames: rootNames.map((path) => `${project.root}/${path}`),
    options,
    host,
    configFileParsingDiagnostics: errors,
  });
  return { program, host };
}

/** Files of packages, installed or linked, belong to a program only as far as they are imported. */
function isRoot({ links = {} }: Project, path: string): boolean {
  const isInstalled = path.split("/").includes("node_modules");
  const isLinked = Object.values(links).some((folder) => path.startsWith(`${folder}/`));
  return /\.[cm]?tsx?$/.test(path) && !isInstalled && !isLinked;
}

function finish(program: TS.Program, project: Project, transformers?: TS.CustomTransformers): Build {
  const outputs = new Map<string, string>();
  const diagnostics = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  const emitted = program.emit(
    undefined,
    (path, text) => void outputs.set(path.slice(project.root.length + 1), text),
    undefined, undefined, transformers,
  );
  return {
    diagnostics: [...new Set([...diagnostics, ...emitted.diagnostics])],
    outputs,
    manifest: findManifest(outputs),
  };
}

function findManifest(outputs: ReadonlyMap<string, string>): Manifest | undefined {
  const found = [...outputs].filter(([path]) => path.endsWith("taskprint.json"));
  if (found.length > 1) throw new Error(`One manifest was expected, but ${found.length} were written.`);
  return found[0] && (JSON.parse(found[0][1]) as Manifest);
}
