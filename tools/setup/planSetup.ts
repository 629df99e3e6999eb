import { diagnosePlanned } from "./diagnose.js";
import type { Finding } from "./finding.js";
import { findPackageManager, findWanted, installCommands, isRefusedByYarn, type InstallCommand } from "./install.js";
import { managerUnknown, refusedByYarn } from "./messages.js";
import { planFiles, withChanges, type FileChange } from "./plan.js";
import { readProject, type Project } from "./project.js";
import { compilerFitness } from "./releases.js";

/** All that setting a project up changes, and what it leaves to be done by hand. */
export interface Plan {
  readonly project: Project;
  readonly changes: readonly FileChange[];
  /** What installs the packages that lack, in the folder of package.json. */
  readonly commands: readonly InstallCommand[];
  readonly findings: readonly Finding[];
}

/**
 * Plans how to set up the project of a folder; nothing is changed.
 *
 * @param folder the working directory
 * @param named the tsconfig that was asked for, or its folder
 * @throws TaskprintError as `readProject`
 */
export async function planSetup(folder: string, named?: string): Promise<Plan> {
  const project = readProject(folder, named);
  const changes = planFiles(project);
  const wanted = findWanted(project.tree, project.declared);
  const { node } = process.versions;
  const agent = await findPackageManager(project.root);
  const commands = installCommands(agent, wanted, { folder: project.root, node });
  const version = project.tree.ownTypescript?.version ?? "";
  const typescript = compilerFitness(version) === "fits" ? version : "6.0";
  const findings = diagnosePlanned(withChanges(project, changes), node, typescript);
  const unknown = commands ? [] : [managerUnknown(agent, [...wanted.dependencies, ...wanted.devDependencies])];
  const refused = isRefusedByYarn(agent, wanted, node) ? [refusedByYarn(node)] : [];
  return { project, changes, commands: commands ?? [], findings: [...unknown, ...refused, ...findings] };
}
