import type { Command } from "commander";
import { diagnose } from "../../setup/diagnose.js";
import { findPackageManager, installingWith } from "../../setup/install.js";
import { readProject } from "../../setup/project.js";
import { addCommand, withJson, type GlobalOptions } from "../command.js";
import { formatFindings, hasWrong } from "../output/findings.js";
import { print, printJson } from "../output/print.js";
import { findPlace } from "../place.js";

interface DoctorOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `taskprint doctor`: looks a set-up over. */
export function addDoctor(program: Command): void {
  const command = addCommand(program, {
    usage: "doctor",
    summary: "Look a project's set-up over: what will not work, and what to do about it. Changes nothing.",
    examples: [
      ["taskprint doctor", "all checks; exit code 1 when something will not work"],
      ["taskprint doctor --project tsconfig.build.json", "of the program that is built with that tsconfig"],
      ["taskprint doctor --json", "the findings, for programs"],
    ],
  });
  withJson(command).action(() => doctor(command.optsWithGlobals<DoctorOptions>()));
}

async function doctor({ json, ...options }: DoctorOptions): Promise<void> {
  const project = readProject(process.cwd(), options.project);
  const { dir } = findPlace(project.config ? { ...options, project: project.place.tsconfig } : options);
  const commandFor = installingWith(await findPackageManager(project.root));
  const findings = diagnose(project, { node: process.versions.node, dir, commandFor });
  const works = !hasWrong(findings);
  if (!works) process.exitCode = 1;
  if (json) return printJson({ tsconfig: project.place.tsconfig, works, findings });
  print(formatFindings(findings));
}
