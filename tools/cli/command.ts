import type { Command } from "commander";

/** What the help says of a command. */
export interface Described {
  /** Name and parameters: `"show <task>"`. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** The options that every command takes. */
export interface GlobalOptions {
  readonly dir?: string;
  readonly project?: string;
  readonly account?: string;
}

/** Adds a command to the program, with its examples in its help. */
export function addCommand(program: Command, { usage, summary, examples }: Described): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`);
  return program.command(usage).description(summary).addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

/** Adds `--json` to a command that prints data: the same as what is shown, for programs. */
export function withJson(command: Command): Command {
  return command.option("--json", "print JSON, for programs");
}
