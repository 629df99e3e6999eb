import { relative } from "node:path";
import type { Command } from "commander";
import { install, writeChanges } from "../../setup/apply.js";
import { formatDiff } from "../../setup/fileDiff.js";
import { commandLine } from "../../setup/install.js";
import { planSetup, type Plan } from "../../setup/planSetup.js";
import { addCommand, type GlobalOptions } from "../command.js";
import { askConsent } from "../consent.js";
import { coloursFor } from "../output/colours.js";
import { colourDiff } from "../output/diff.js";
import { formatFindings, hasWrong } from "../output/findings.js";
import { print } from "../output/print.js";
import { wrapText } from "../output/wrap.js";

interface InitOptions extends GlobalOptions {
  readonly yes?: boolean;
  readonly install: boolean;
}

/** `taskprint init`: sets a project up, after it has shown what that changes. */
export function addInit(program: Command): void {
  const command = addCommand(program, {
    usage: "init",
    summary: "Set a project up: packages, the plugin in tsconfig, the build script, .gitignore. Shows every change first.",
    examples: [
      ["taskprint init", "shows the changes, asks, and makes them"],
      ["taskprint init --yes", "does not ask"],
      ["taskprint init --project packages/api", "sets up one package of a workspace"],
      ["taskprint init --no-install", "changes the files only, and prints what to install"],
    ],
  });
  command.option("-y, --yes", "make the changes without asking").option("--no-install", "print the commands that install, and do not run them");
  command.action(() => init(command.optsWithGlobals<InitOptions>()));
}

async function init(options: InitOptions): Promise<void> {
  const plan = await planSetup(process.cwd(), options.project);
  const isInstalling = options.install && plan.commands.length > 0;
  const isAnything = plan.changes.length > 0 || isInstalling;
  print(describePlan(plan, options.install));
  if (hasWrong(plan.findings)) process.exitCode = 1;
  if (!isAnything) return;
  if (!(await askConsent("Make these changes?", options.yes === true))) return declined();
  writeChanges(plan.changes);
  if (isInstalling) await install(plan.commands, plan.project.root);
  print(`\n${wrapText(hasWrong(plan.findings) ? LEFT : NEXT)}`);
}

const NEXT = `The project is set up. Wrap a function in task(), build with tspc, and run what it wrote; "taskprint doctor" looks the set-up over.`;
const LEFT = "The changes are made; what is marked ✗ above is left to do.";

function describePlan({ project, changes, commands, findings }: Plan, isInstalling: boolean): string {
  const { bold } = coloursFor(process.stdout);
  const files = changes.map((change) => {
    const path = relative(process.cwd(), change.path).replaceAll("\\", "/");
    return [colourDiff(formatDiff(change, path)), ...change.remarks.map((remark) => wrapText(`  ${remark}`, "  "))].join("\n");
  });
  const folder = relative(process.cwd(), project.root) || ".";
  const lines = commands.map((command) => `  ${commandLine(command)}`).join("\n");
  const where = folder === "." ? "" : ` (in ${folder})`;
  const installing = commands.length === 0 ? [] : [`${bold(isInstalling ? "Installs" : "To install")}${where}:\n${lines}`];
  const nothing = files.length + commands.length === 0 ? ["Everything is set up: there is nothing to change."] : [];
  return [...files, ...installing, ...nothing, ...(findings.length > 0 ? [formatFindings(findings)] : [])].join("\n\n");
}

function declined(): void {
  process.exitCode = 1;
  print("Nothing was changed.");
}
