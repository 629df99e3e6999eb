import type { Fault, Fix, Fixer } from "./fix.js";
import { addToOption } from "./options.js";

/** Each error of a closure ends with what `untracked` accepts it by. */
const UNTRACKED = /\{ untracked: \[("(?:[^"\\]|\\.)*")\] \}/;

/** Leaves untracked what cannot be known. */
export const untrack: Fixer = ({ context, call, text }: Fault): readonly Fix[] => {
  const label = UNTRACKED.exec(text)?.[1];
  if (label === undefined) return [];
  const name = JSON.parse(label) as string;
  const change = addToOption(context.ts, call, { option: "untracked", text: name });
  return change ? [{ description: `Leave "${name}" untracked, as it never changes a result`, changes: [change] }] : [];
};
