import type TS from "typescript";
import type { Message } from "../messages.js";

/** Something that closures reach: a piece of code, or what stands for code that is not looked into. */
export interface ClosureNode {
  readonly kind: "code" | "task" | "body" | "namespace" | "statements" | "package" | "builtin" | "carried";
  /** The name that it is declared by, which `untracked` cuts it off by; empty where it has none. */
  readonly name: string;
  /** A readable name, of its own among the nodes of a program, such as `money.ts#roundTax`. */
  readonly id: string;
  /** Where it stands; undefined for packages and built-in modules. */
  readonly at: TS.Node | undefined;
  /** What counts of it beside what it leads to. */
  own: string;
  readonly references: Reference[];
  /** Names of the environment variables that it reads itself. */
  readonly environment: Set<string>;
  /** What it would lead to, or read, if a task did not leave it untracked, by the names that tasks give. */
  readonly untracked: Set<string>;
  readonly findings: Finding[];
}

/** One node leading to another. */
export interface Reference {
  /** The name by which the code refers to it. */
  readonly label: string;
  readonly target: ClosureNode;
  /** The place of the first such reference. */
  readonly at: TS.Node;
  /** Whether the order of such references among each other is nobody's choice: files that write to one variable. */
  readonly isUnordered?: true;
}

/** A construct that hides what a closure covers, or makes a result depend on more than code and inputs. */
export interface Finding {
  /** What `untracked` accepts it by. */
  readonly label: string;
  readonly at: TS.Node;
  readonly isNondeterminism: boolean;
  /** The error, given the task, and how its body gets to the place. */
  readonly message: (task: string, path: FindingPath) => Message;
}

/** Where a finding stands, and the names by which a task's body gets there. */
export interface FindingPath {
  /** Such as `money.ts:12`. */
  readonly place: string;
  /** Such as `lineTotal → roundTax`; empty for a finding in the body itself. */
  readonly through: string;
  /** Names another place in the same way. */
  readonly placeOf: (node: TS.Node) => string;
}
