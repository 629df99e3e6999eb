import type { Edit } from "./edits.js";

/** Edits of code that runs when modules are loaded, and changes what tasks read. */
export const ofEffects: readonly Edit[] = [
  {
    label: "a statement that fills a table",
    texts: { "src/table.ts": 'export const table = new Map<string, number>();\ntable.set("a", 2);\n' },
    moves: ["tabled"],
  },
  {
    label: "a registration in a file that no task imports",
    texts: { "src/registration.ts": 'import { registry } from "./registry.js";\nregistry.push({ name: "a", weight: 2 });\n' },
    moves: ["registered"],
  },
  {
    label: "a registration in a new file",
    texts: { "src/plugin.ts": 'import { registry } from "./registry.js";\nregistry.push({ name: "b", weight: 1 });\n' },
    moves: ["registered"],
  },
  {
    label: "the file of that registration deleted",
    texts: { "src/plugin.ts": null },
    moves: ["registered"],
  },
  {
    label: "a write to a global in an imported module",
    texts: { "src/setup.ts": "export const isReady = true;\nObject.assign(globalThis, { isReady });\n" },
    moves: ["ready"],
  },
  {
    label: "a write to a global in an imported module of another project",
    texts: { "shared/opening.ts": "export const isOpen = true;\nObject.assign(globalThis, { isOpen });\n" },
    moves: ["opened"],
  },
  {
    label: "another value that this module writes",
    texts: { "shared/opening.ts": "export const isOpen = true;\nObject.assign(globalThis, { isOpen: !isOpen });\n" },
    moves: ["opened"],
  },
];
