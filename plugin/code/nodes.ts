import type TS from "typescript";
import { report, type Context } from "../context.js";
import { codeUnknownSyntax } from "../messages.js";
import { access } from "./access.js";
import { classes } from "./classes.js";
import type { Coder, Writer, Writers } from "./coder.js";
import { isErased } from "./erased.js";
import { expressions } from "./expressions.js";
import { functions } from "./functions.js";
import { jsx } from "./jsx.js";
import { kindName } from "./kinds.js";
import { literals } from "./literals.js";
import { names } from "./names.js";
import { operators } from "./operators.js";
import { patterns } from "./patterns.js";
import { statements } from "./statements.js";
import { ABSENT, type Code } from "./text.js";

/** Every kind of syntax that can be fingerprinted. A kind that is not here is an error. */
const writers: ReadonlyMap<string, Writer> = new Map(
  [access, classes, expressions, functions, jsx, literals, names, operators, patterns, statements].flatMap((table: Writers) =>
    Object.entries(table),
  ),
);

/** What a coder leaves to others than itself. */
export interface Left {
  /** The function whose code is written, where its own name is left to others. */
  readonly self?: TS.FunctionLikeDeclaration | undefined;
  /** Code of a node that stands for the node and all below it: a task in the middle of other code. */
  readonly leaf?: (node: TS.Node) => Code | undefined;
}

/**
 * A coder over every kind of node. It lists the nodes whose code it wrote in `written`: what the text
 * holds, and so what the refusals and the closure must look at. Types and names of properties are not
 * among them.
 */
export function createCoder(context: Context, written: TS.Node[], { self, leaf }: Left = {}): Coder {
  const { ts, checker } = context;
  const coder: Coder = {
    ts,
    isSelf: (node) => self?.name !== undefined && ts.isIdentifier(self.name) && self.name.text === node.text && checker.getSymbolAtLocation(node)?.valueDeclaration === self,
    code: (node) => {
      written.push(node);
      const write = writers.get(kindName(ts, node.kind)) as ((coder: Coder, node: TS.Node) => Code) | undefined;
      return leaf?.(node) ?? (write === undefined ? coder.refuse(node) : write(coder, node));
    },
    codes: (nodes) => nodes.filter((node) => !isErased(ts, node)).map((node) => coder.code(node)),
    optional: (node) => (node === undefined ? ABSENT : coder.code(node)),
    refuse: (node) => {
      report(context, node, codeUnknownSyntax(kindName(ts, node.kind)));
      return ABSENT;
    },
  };
  return coder;
}
