import type { Branch } from "../closureTree.js";
import { coloursFor } from "./colours.js";

/** The lines of a tree, each branch behind its line. */
export function formatTree(branches: readonly Branch[], indent = ""): readonly string[] {
  return branches.flatMap((branch, index) => {
    const isLast = index === branches.length - 1;
    const line = `${indent}${isLast ? "└─" : "├─"} ${formatBranch(branch)}`;
    return [line, ...formatTree(branch.branches, `${indent}${isLast ? "   " : "│  "}`)];
  });
}

function formatBranch({ name, place, as, isAbove, environment }: Branch): string {
  const { dim, cyan } = coloursFor(process.stdout);
  const called = as === undefined ? "" : ` as ${as}`;
  const reads = environment.length === 0 ? "" : cyan(`  reads ${environment.join(", ")} of the environment`);
  return `${name}${called}${place === undefined ? "" : dim(`  ${place}`)}${reads}${isAbove ? dim("  see above") : ""}`;
}
