import type TS from "typescript";
import type { Context } from "../context.js";
import { unwrap } from "../unwrap.js";
import { useOf, type LibraryUse, type Owners } from "./libraryMembers.js";

/** Functions of the libraries that take the time of the clock where they are given none. */
const FUNCTIONS: ReadonlyMap<string, Owners> = new Map(
  ["format", "formatToParts"].map((name) => [name, new Map([["DateTimeFormat", { label: `Intl.DateTimeFormat.${name}`, kind: "clock" } as const]])] as const),
);

/** `new Intl.DateTimeFormat("en").format()` */
export function clockCallUse(context: Context, node: TS.Node): LibraryUse | undefined {
  const { ts, checker } = context;
  if (!ts.isCallExpression(node) || !isOfNothing(ts, node)) return undefined;
  const callee = unwrap(ts, node.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name) || !FUNCTIONS.has(name.text)) return undefined;
  return useOf(context, checker.getTypeAtLocation(callee).symbol, FUNCTIONS);
}

function isOfNothing(ts: typeof TS, { arguments: [first] }: TS.CallExpression): boolean {
  return first === undefined || (ts.isIdentifier(first) && first.text === "undefined");
}
