import type TS from "typescript";
import type { Compiler } from "../context.js";
import type { Code } from "./text.js";

/** What the writers of the single kinds of syntax take first. */
export interface Coder {
  readonly ts: Compiler;
  /** Whether a name stands for the function whose code is written. */
  isSelf(node: TS.Identifier): boolean;
  /** The code of one node. Syntax that is not known is reported, never guessed. */
  code(node: TS.Node): Code;
  /** The code of each node that exists at run time: erased ones are left out. */
  codes(nodes: readonly TS.Node[]): readonly Code[];
  /** The code of a node that may be absent. */
  optional(node: TS.Node | undefined): Code;
  /** Reports syntax that is not known. */
  refuse(node: TS.Node): Code;
}

/**
 * Writes one kind of node. Each writer declares its own node type; a table maps every kind to its
 * writer, so the type at the table's edge is the bottom type.
 */
export type Writer = (coder: Coder, node: never) => Code;

/** Writers by the name of the syntax kind. */
export type Writers = { readonly [kind: string]: Writer };
