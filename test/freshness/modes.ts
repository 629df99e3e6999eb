import { baseOptions } from "../harness/project.js";
import type { Texts } from "./workspace.js";

/** A way of building: what stands in tsconfig, and how `tspc` is called. */
export interface Mode {
  readonly label: string;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly command: readonly string[];
  /** Whether `shared` is a project of its own. */
  readonly hasReferences: boolean;
}

function mode(label: string, compilerOptions: Mode["compilerOptions"] = {}): Mode {
  return { label, compilerOptions, command: ["-p", "."], hasReferences: false };
}

export const plain = mode("-p");
export const incremental = mode("incremental", { incremental: true });
export const watching = mode("-w");
export const references: Mode = {
  label: "-b with references",
  compilerOptions: { composite: true },
  command: ["-b"],
  hasReferences: true,
};

/** Every mode that ends by itself. Those that keep no records between runs stand beside ones that do. */
export const modes: readonly Mode[] = [
  plain,
  incremental,
  mode("declaration", { declaration: true, incremental: true }),
  mode("composite", { composite: true }),
  mode("isolatedModules", { isolatedModules: true, incremental: true, declaration: true }),
  mode("verbatimModuleSyntax", { verbatimModuleSyntax: true, incremental: true, sourceMap: true }),
  { ...mode("-b without references", { incremental: true }), command: ["-b"] },
  references,
];

/** Options that edits change, beside those of a mode. */
export interface Settings {
  readonly plugin: Readonly<Record<string, unknown>>;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

/** The tsconfig files of a mode, with the given options for the plugin and the compiler. */
export function configure(chosen: Mode, { plugin, compilerOptions }: Settings): Texts {
  const { paths: _paths, typeRoots: _typeRoots, ...base } = baseOptions;
  const options = {
    ...base,
    types: [],
    resolveJsonModule: true,
    ...chosen.compilerOptions,
    ...compilerOptions,
    plugins: [{ transform: "taskprint/plugin", transformProgram: true, ...plugin }],
  };
  const write = (config: object): string => `${JSON.stringify(config, null, 2)}\n`;
  if (!chosen.hasReferences) return { "tsconfig.json": write({ compilerOptions: options, include: ["src", "src/config.json", "shared"] }) };
  return {
    "tsconfig.json": write({ compilerOptions: options, include: ["src", "src/config.json"], references: [{ path: "shared" }] }),
    "shared/tsconfig.json": write({ compilerOptions: { ...options, rootDir: "..", outDir: "../out" }, include: ["."] }),
  };
}
