import { fileURLToPath } from "node:url";

/** The folder of the repository, with a slash at its end. The compiled harness lies in build/test/harness. */
export const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** A program to build: source files that need not exist on disk, and the options they are built with. */
export interface Project {
  /** The absolute folder that the files are taken to lie in. */
  readonly root: string;
  /** Texts by path below the root, in the order in which they are handed to the compiler. */
  readonly files: ReadonlyMap<string, string>;
  /** The `compilerOptions` of the project's tsconfig, over `baseOptions`. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** The plugin's entry in tsconfig, over `pluginEntry`. */
  readonly pluginOptions: Readonly<Record<string, unknown>>;
  /** Symbolic links between folders below the root, such as `node_modules/halves` to `packages/halves`. */
  readonly links?: Readonly<Record<string, string>>;
}

/**
 * Every option whose default moved between TypeScript 5.9 and 6.0 is given, so that the two releases
 * build the same program.
 */
export const baseOptions: Readonly<Record<string, unknown>> = {
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2023"],
  types: ["node"],
  typeRoots: [`${repository}node_modules/@types`],
  paths: { taskprint: [`${repository}dist/runtime/index.d.ts`] },
  strict: true,
  noUncheckedSideEffectImports: true,
  esModuleInterop: true,
  skipLibCheck: true,
  newLine: "lf",
  rootDir: ".",
  outDir: "out",
};

/** The entry that the README tells users to write. */
export const pluginEntry: Readonly<Record<string, unknown>> = {
  transform: "taskprint/plugin",
  transformProgram: true,
  track: "body",
};
