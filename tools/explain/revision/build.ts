import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { TaskprintError } from "#runtime/errors";
import { noPatch, noRevisionManifest } from "../../messages.js";
import { parseManifest, type Manifest } from "../../records/index.js";
import { addWorktree, commitOf, gitRoot, removeWorktree } from "./git.js";
import { linkModules } from "./modules.js";

/** The program to build, and how to find its manifest when it was built. */
export interface Program {
  /** The path of its tsconfig in the working tree. */
  readonly tsconfig: string;
  readonly manifestOf: (tsconfig: string) => string;
}

/**
 * The manifest of a program as it is at a revision: built in a folder of its own, outside the project, by the project's own
 * compiler with the packages that are installed now. The working tree, its output and its store stay as they are.
 *
 * @throws TaskprintError when git knows no such revision (TP3041, TP3042), ts-patch is missing (TP3044), or the build wrote
 * no manifest (TP3045)
 */
export function manifestOfRevision(program: Program, revision: string): Manifest {
  const tsconfig = realpathSync(program.tsconfig);
  const root = gitRoot(dirname(tsconfig));
  const commit = commitOf(root, revision);
  const compiler = findCompiler(tsconfig);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "taskprint-diff-")));
  const tree = join(folder, "tree");
  // A listener keeps the process until the folder is gone: while a build runs, nothing else does.
  const end = (): void => process.exit(130);
  process.once("SIGINT", end).once("SIGTERM", end);
  try {
    addWorktree(root, tree, commit);
    linkModules({ root, tree }, dirname(tsconfig));
    return buildTree({ program, compiler, tsconfig: join(tree, relative(root, tsconfig)), revision });
  } finally {
    removeWorktree(root, tree);
    rmSync(folder, { recursive: true, force: true });
    process.off("SIGINT", end).off("SIGTERM", end);
  }
}

interface Building {
  readonly program: Program;
  readonly compiler: string;
  readonly tsconfig: string;
  readonly revision: string;
}

/** Errors of the build count only where they leave no manifest: a type error elsewhere says nothing of tasks. */
function buildTree({ program, compiler, tsconfig, revision }: Building): Manifest {
  const mode = hasReferences(tsconfig) ? ["-b"] : ["-p"];
  // What this build leaves belongs to no store.
  const env = { ...process.env, TASKPRINT_DIR: join(dirname(tsconfig), ".taskprint-diff") };
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, ...mode, tsconfig], { cwd: dirname(tsconfig), env, encoding: "utf8" });
  const path = existsSync(tsconfig) ? program.manifestOf(tsconfig) : tsconfig;
  if (!existsSync(path) || path === tsconfig) throw new TaskprintError(noRevisionManifest(revision, firstLines(`${stdout ?? ""}${stderr ?? ""}`)));
  return parseManifest(readFileSync(path, "utf8"), path);
}

/** Whether other projects must be built first. A text is enough to tell, and a wrong yes costs nothing but time. */
function hasReferences(tsconfig: string): boolean {
  return existsSync(tsconfig) && /"references"\s*:/.test(readFileSync(tsconfig, "utf8"));
}

/** The package does not let its files be resolved by name. */
function findCompiler(tsconfig: string): string {
  for (let folder = dirname(tsconfig); ; folder = dirname(folder)) {
    const path = join(folder, "node_modules/ts-patch/bin/tspc.js");
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new TaskprintError(noPatch(dirname(tsconfig)));
  }
}

function firstLines(text: string): string {
  return text.trim().split("\n").slice(0, 3).join("\n");
}
