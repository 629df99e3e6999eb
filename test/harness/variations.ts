import { current, oldest } from "./compilers.js";
import type { Compiler } from "./compilers.js";
import type { Project } from "./project.js";

/** A change of the surroundings that no digest may notice. */
export interface Variation {
  readonly label: string;
  readonly compiler: Compiler;
  readonly apply: (project: Project) => Project;
}

/**
 * Every pair of fixtures is also built under all of these. Each is applied to one side only: the two
 * sides are much alike, and building is what the tests spend their time on.
 */
export const variationsBefore: readonly Variation[] = [
  { label: "reversed file order in another folder", compiler: current, apply: withReversedFiles },
];

export const variationsAfter: readonly Variation[] = [
  { label: oldest.label, compiler: oldest, apply: (project) => project },
  { label: "CRLF line endings and an unrelated file in front", compiler: current, apply: (project) => withUnrelatedFile(withCrlf(project)) },
];

function withCrlf(project: Project): Project {
  const files = [...project.files].map(([path, text]) => [path, text.replaceAll("\n", "\r\n")] as const);
  return { ...project, files: new Map(files) };
}

function withReversedFiles(project: Project): Project {
  const files = [...project.files].reverse();
  return { ...project, root: "/another/checkout/of the project", files: new Map(files) };
}

/**
 * Mentions the literals of the project in reverse order before the project does: TypeScript orders the
 * members of a union by when it first met them.
 */
function withUnrelatedFile(project: Project): Project {
  const literals = [...project.files.values()].flatMap((text) => text.match(/"[\w -]*"|(?<![\w.])[1-9]\d*(?![\w.])/g) ?? []);
  const members = [...new Set([...literals, "null", "undefined", "string", "number"])].reverse();
  const text = [
    `export type Unrelated = ${members.join(" | ")};`,
    "export interface Box { readonly value: Unrelated; readonly flags: false | true }",
    "export const unrelated = (box: Box): Unrelated => box.value;",
    "",
  ].join("\n");
  return { ...project, files: new Map([["a-unrelated.ts", text], ...project.files]) };
}
