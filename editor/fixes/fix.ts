import type TS from "typescript";
import type { Context } from "../../plugin/context.js";

/** What is wrong, and where. */
export interface Fault {
  readonly context: Context;
  readonly file: TS.SourceFile;
  /** The code as messages print it: 1021 of TP1021. */
  readonly code: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The `task()` call that it is about. */
  readonly call: TS.CallExpression;
}

/** A text to put in the place of another. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A remedy: what people choose it by, and what it changes. */
export interface Fix {
  readonly description: string;
  readonly changes: readonly Replacement[];
}

/** Finds the remedies for a fault; none where it knows none. */
export type Fixer = (fault: Fault) => readonly Fix[];

export function replaceNode(node: TS.Node, text: string): Replacement {
  return { start: node.getStart(), end: node.getEnd(), text };
}

export function insertAt(position: number, text: string): Replacement {
  return { start: position, end: position, text };
}

/** The smallest node around a stretch of text. */
export function nodeAt(ts: Context["ts"], file: TS.SourceFile, { start, end }: { readonly start: number; readonly end: number }): TS.Node {
  let node: TS.Node = file;
  for (let next: TS.Node | undefined = file; next !== undefined; ) {
    node = next;
    next = ts.forEachChild(node, (child) => (child.getStart(file) <= start && child.getEnd() >= end ? child : undefined));
  }
  return node;
}
