import { dirname, relative } from "node:path";
import type { Finding } from "../finding.js";
import type { Installing } from "../installing.js";
import * as say from "../messages.js";
import type { Project } from "../project.js";
import { compilerFitness, OLDEST_NODE, patchMajor } from "../releases.js";
import { isAtLeast, parseVersion } from "../version.js";

/** Whether Node.js is one that taskprint works with. */
export function checkNode(version: string): Finding {
  const parsed = parseVersion(version);
  return parsed && isAtLeast(parsed, OLDEST_NODE) ? say.node(version) : say.nodeTooOld(version);
}

/** Whether what builds and runs the program is there, and fits together. */
export function checkInstalled({ tree, declared, place }: Project, commandFor: Installing): readonly Finding[] {
  const { taskprint, tsPatch, typescript, ownTypescript } = tree;
  const shown = (folder: string) => relative(dirname(place.tsconfig), folder) || ".";
  const compiler = checkCompiler({ typescript, ownTypescript }, commandFor, shown);
  return [
    !taskprint ? say.packageMissing(commandFor("taskprint")) : declared.has("taskprint") ? say.packageFound(taskprint.version) : say.packageUndeclared(commandFor("taskprint")),
    ...compiler,
    tsPatch ? checkPatch(tsPatch.version, typescript?.version, commandFor) : say.patchMissing(commandFor(`ts-patch@${patchMajor(typescript?.version ?? "6.0")}`)),
  ];
}

type Compilers = Pick<Project["tree"], "typescript" | "ownTypescript">;

function checkCompiler({ typescript, ownTypescript }: Compilers, commandFor: Installing, shown: (folder: string) => string): readonly Finding[] {
  const command = commandFor("typescript@6");
  if (!typescript) return [say.typescriptMissing(command)];
  const { version, folder } = typescript;
  const isOther = ownTypescript !== undefined && ownTypescript.folder !== folder;
  const others = isOther ? [say.twoCompilers(version, shown(folder), ownTypescript.version)] : [];
  switch (compilerFitness(version)) {
    case "fits":
      return [say.typescriptFits(version), ...others];
    case "too old":
      return [say.typescriptTooOld(version, shown(folder), command), ...others];
    case "without plugins":
      return [say.typescriptWithoutPlugins(version, shown(folder), command), ...others];
  }
}

function checkPatch(version: string, typescript: string | undefined, commandFor: Installing): Finding {
  const wanted = patchMajor(typescript ?? "6.0");
  const isFit = typescript === undefined || compilerFitness(typescript) !== "fits" || version.startsWith(`${wanted}.`);
  return isFit ? say.patchFits(version) : say.patchUnfit(version, typescript, commandFor(`ts-patch@${wanted}`));
}
