import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { TaskprintError } from "#runtime/errors";
import { gitFailed, noGit, noRevision } from "../../messages.js";

/** The top folder of the working tree that a folder lies in. @throws TaskprintError where there is none (TP3041) */
export function gitRoot(folder: string): string {
  const { status, stdout, error } = git(folder, ["rev-parse", "--show-toplevel"]);
  if (status !== 0) throw new TaskprintError(noGit(folder, error));
  return realpathSync(stdout.trim());
}

/** The commit that a revision names. @throws TaskprintError where it names none (TP3042) */
export function commitOf(root: string, revision: string): string {
  const { status, stdout } = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (status !== 0) throw new TaskprintError(noRevision(revision));
  return stdout.trim();
}

/** Checks a commit out into a folder that does not exist yet, beside the working tree and without touching it. */
export function addWorktree(root: string, folder: string, commit: string): void {
  assertDone(git(root, ["worktree", "add", "--quiet", "--detach", folder, commit]), "git worktree add");
}

/** Removes what `addWorktree` made, whatever was written there. */
export function removeWorktree(root: string, folder: string): void {
  git(root, ["worktree", "remove", "--force", folder]);
  git(root, ["worktree", "prune"]);
}

interface Done {
  readonly status: number | null;
  readonly stdout: string;
  readonly error: string;
}

function git(folder: string, parameters: readonly string[]): Done {
  // Variables of a git hook would lead git to another repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)));
  const { status, stdout, stderr, error } = spawnSync("git", parameters, { cwd: folder, env, encoding: "utf8" });
  return { status, stdout: stdout ?? "", error: error?.message ?? stderr.trim() };
}

function assertDone({ status, error }: Done, command: string): void {
  if (status !== 0) throw new TaskprintError(gitFailed(command, error));
}
