import { checkConfig } from "./checks/config.js";
import { checkCopies } from "./checks/copies.js";
import { checkInstalled, checkNode } from "./checks/installed.js";
import { checkOutput } from "./checks/output.js";
import { checkScripts } from "./checks/scripts.js";
import { checkStore } from "./checks/store.js";
import type { Finding } from "./finding.js";
import type { Installing } from "./installing.js";
import type { Project } from "./project.js";

/** What an existing set-up is looked at with. */
export interface Surroundings {
  /** The version of the Node.js that runs. */
  readonly node: string;
  /** Where results live. */
  readonly dir: string;
  readonly commandFor: Installing;
}

/** All checks of an existing set-up, in the order in which one builds on another. Nothing is changed. */
export function diagnose(project: Project, { node, dir, commandFor }: Surroundings): readonly Finding[] {
  return [
    checkNode(node),
    ...checkInstalled(project, commandFor),
    ...checkCopies(project.root),
    ...checkConfig(project),
    ...checkScripts(project),
    ...checkStore(project, dir),
    ...checkOutput(project),
  ];
}

/** What stays to be done by hand when the files are changed and what lacks is installed with them. */
export function diagnosePlanned(project: Project, node: string, typescript: string): readonly Finding[] {
  const findings = [checkNode(node), ...checkConfig(project, typescript), ...checkScripts(project)];
  return findings.filter(({ status }) => status !== "ok");
}
