import { runTspc, type CompilerRun, type Tspc } from "./compilers.js";
import type { Edit } from "./edits.js";
import { configure, type Mode, type Settings } from "./modes.js";
import { sources } from "./sources.js";
import { Workspace, type Texts } from "./workspace.js";

/** The program as all edits up to some point leave it. */
export interface State extends Settings {
  readonly texts: Texts;
  /** Folders that stand in for others: where each link lies, and what it leads to, below the root. */
  readonly links: Readonly<Record<string, string>>;
}

/** What a build said and left behind. */
export interface Built {
  readonly status: number | null;
  readonly errors: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
}

export const untouched: State = { texts: sources, links: {}, plugin: {}, compilerOptions: {} };

export function applyEdit(state: State, edit: Edit): State {
  return {
    ...state,
    texts: { ...state.texts, ...edit.texts },
    plugin: edit.plugin ?? state.plugin,
    compilerOptions: edit.compilerOptions ?? state.compilerOptions,
  };
}

/** The files that an edit leaves other than they were: tsconfig only where an option changes, as watchers notice. */
export function filesOfEdit(edit: Edit, state: State, mode: Mode): Texts {
  return { ...edit.texts, ...((edit.plugin || edit.compilerOptions) && configure(mode, state)) };
}

/** All files of a state, its tsconfig included; a file that was deleted on the way is left out. */
export function filesOf(state: State, mode: Mode): Texts {
  const kept = Object.entries(state.texts).filter(([, text]) => text !== null);
  return { ...Object.fromEntries(kept), ...configure(mode, state) };
}

/** Builds in a folder that may hold the records and output of an earlier build. */
export async function buildIn(workspace: Workspace, tspc: Tspc, mode: Mode): Promise<Built & CompilerRun> {
  const run = await runTspc(tspc, workspace.folder, mode.command);
  return { ...run, outputs: workspace.readOutputs(), errors: run.errors.map((line) => line.replaceAll(workspace.folder, ".")) };
}

/** Builds a state in a folder of its own: what every other build must agree with. */
export async function buildCleanly(state: State, tspc: Tspc, mode: Mode): Promise<Built> {
  const workspace = new Workspace(filesOf(state, mode), state.links);
  try {
    return await buildIn(workspace, tspc, mode);
  } finally {
    workspace.remove();
  }
}

/** The fingerprints in all manifests of a build, by the names of their tasks. */
export function fingerprintsOf(outputs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const manifests = [...outputs].filter(([path]) => path.endsWith(".taskprint.json")).map(([, text]) => text);
  const tasks = manifests.flatMap((text) => (JSON.parse(text) as { tasks: { name: string; fingerprint: string }[] }).tasks);
  return new Map(tasks.map(({ name, fingerprint }) => [name, fingerprint]));
}

/** The names of the environment that are injected into a task, each of which has a file of its own in the programs tested. */
export function environmentOf(outputs: ReadonlyMap<string, string>, name: string): readonly string[] {
  const script = [...outputs].find(([path, text]) => path.endsWith(".js") && text.includes(`name: "${name}"`))?.[1];
  if (script === undefined) throw new Error(`No script defines the task "${name}".`);
  const names = /\benv: (\[[^\]]*\])/.exec(script)?.[1];
  return names === undefined ? [] : (JSON.parse(names) as string[]);
}
