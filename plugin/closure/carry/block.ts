import type TS from "typescript";
import { FORMAT } from "../../../runtime/digest.js";

/**
 * What a declaration file carries of the code that it declares: a comment at its end, by which a project
 * that refers to this one sees what its bodies do. It is part of the file's text, so a build of several
 * projects (`-b`) builds the dependants again when it changes.
 */
export interface Carried {
  readonly format: number;
  /** By the name of the declaration, with the namespaces around it; `""` for what loading the file does to all code. */
  readonly declarations: Readonly<Record<string, CarriedDeclaration>>;
}

export interface CarriedDeclaration {
  /** Over the code and all that it leads to. */
  readonly digest: string;
  /** Environment variables that it reads. */
  readonly env?: readonly string[];
  readonly findings?: readonly CarriedFinding[];
}

/** Something that cannot be known, as the errors of the other project will say it. */
export interface CarriedFinding {
  readonly label: string;
  readonly isNondeterminism: boolean;
  readonly code: number;
  /** The text of the error, for a task named by `CARRIED_TASK`. */
  readonly text: string;
}

/** Stands for the name of the task in the text of a finding: no task can have it. */
export const CARRIED_TASK = "\u0000";

const BLOCK = /^\/\* @taskprint (\{.*\}) \*\/$/m;

/** The text of a block. JSON has no use for a slash behind a star but in strings, where it may be escaped. */
export function canonicalBlock(declarations: Carried["declarations"]): string {
  const carried: Carried = { format: FORMAT, declarations };
  return `/* @taskprint ${JSON.stringify(carried).replaceAll("*/", "*\\/")} */\n`;
}

const known = new WeakMap<TS.SourceFile, Carried | "none">();

/** What a declaration file carries; undefined where it carries nothing that this release can read. */
function readBlock(file: TS.SourceFile): Carried | undefined {
  const found = known.get(file) ?? parseBlock(file.text) ?? "none";
  known.set(file, found);
  return found === "none" ? undefined : found;
}

function parseBlock(text: string): Carried | undefined {
  const json = BLOCK.exec(text)?.[1];
  if (json === undefined) return undefined;
  try {
    const carried = JSON.parse(json) as Carried;
    return carried.format === FORMAT && typeof carried.declarations === "object" ? carried : undefined;
  } catch {
    // Someone wrote into the file: it is as if it carried nothing.
    return undefined;
  }
}

/** What a declaration file carries of one of its declarations. */
export function readDeclaration(file: TS.SourceFile, name: string): CarriedDeclaration | undefined {
  const { declarations = {} } = readBlock(file) ?? {};
  // A function may be called toString.
  return Object.hasOwn(declarations, name) ? declarations[name] : undefined;
}
