import { basename, join, relative } from "node:path";
import { scriptsWithTspc } from "./buildScript.js";
import { readChain } from "./configChain.js";
import { isIgnoredByGit, withStoreIgnored } from "./gitignore.js";
import { JsonText } from "./jsonText.js";
import { findPlugins, taskprintEntries, withPluginEntry } from "./pluginEntry.js";
import { scriptsOf, type Project } from "./project.js";
import { hasSources, newConfig, newPackage } from "./newFiles.js";
import { copiedPlugins, mendedEntry, newModuleType, scriptChanged } from "./messages.js";

/** A file that is to be written. */
export interface FileChange {
  readonly path: string;
  /** Undefined for a file that is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
  /** What a person should know of the change. */
  readonly remarks: readonly string[];
}

/** The files that a project lacks or that lack something, each as it is to be. Nothing is written. */
export function planFiles(project: Project): readonly FileChange[] {
  return [planPackage(project), planConfig(project), planGitignore(project)].filter(({ before = "", after }) => before !== after);
}

/** The project as it is when the changes are made. */
export function withChanges(project: Project, changes: readonly FileChange[]): Project {
  const textOf = (path: string) => changes.find((change) => change.path === path)?.after;
  const { tsconfig, packageFile } = project.place;
  const [config, manifest] = [textOf(tsconfig), textOf(packageFile)];
  return {
    ...project,
    config: config === undefined ? project.config : readChain(tsconfig, config),
    manifest: manifest === undefined ? project.manifest : new JsonText(packageFile, manifest),
    gitignore: textOf(join(project.root, ".gitignore")) ?? project.gitignore,
  };
}

function planConfig({ place, config, root }: Project): FileChange {
  const { tsconfig } = place;
  if (!config) return { path: tsconfig, before: undefined, after: newConfig(root), remarks: [] };
  const before = config.file.text;
  const after = withPluginEntry(config).text;
  const plugins = findPlugins(config);
  const isCopied = plugins.path !== tsconfig && plugins.entries.length > 0;
  const isMended = taskprintEntries(plugins).length > 0;
  const remarks = [...(isCopied ? [copiedPlugins(plugins.path ?? "")] : []), ...(isMended ? [mendedEntry()] : [])];
  return { path: tsconfig, before, after, remarks: before === after ? [] : remarks };
}

function planPackage(project: Project): FileChange {
  const { manifest, root } = project;
  const path = project.place.packageFile;
  const file = manifest ?? new JsonText(path, newPackage(basename(root)));
  const typed = isBlank(project) ? file.with([], "type", '"module"') : file;
  const scripts = scriptsOf(project);
  const changed = Object.entries(scriptsWithTspc(scripts, configArgument(project)));
  const after = changed.reduce((text, [name, script]) => text.with(["scripts"], name, JSON.stringify(script)), typed);
  const remarks = [
    ...(typed.text === file.text ? [] : [newModuleType()]),
    ...changed.filter(([name]) => scripts[name] !== undefined).map(([name]) => scriptChanged(name)),
  ];
  return { path, before: manifest?.text, after: after.text, remarks };
}

/** Where nothing was written yet, programs are modules as README's are; `npm init` says otherwise of its own accord. */
function isBlank({ config, manifest, root }: Project): boolean {
  const type = manifest?.value("type");
  return config === undefined && manifest !== undefined && (type === undefined || type === "commonjs") && !hasSources(root);
}

/** The tsconfig as scripts name it; undefined for the one that the compiler finds by itself. */
function configArgument({ place, root }: Project): string | undefined {
  const path = relative(root, place.tsconfig).replaceAll("\\", "/");
  return path === "tsconfig.json" ? undefined : path;
}

function planGitignore({ root, gitignore }: Project): FileChange {
  const isIgnored = isIgnoredByGit(root) === true;
  const text = gitignore ?? "";
  return { path: join(root, ".gitignore"), before: gitignore, after: isIgnored ? text : withStoreIgnored(text), remarks: [] };
}
