import { readCommands, type ScriptCommand } from "./commandLine.js";
import { runsTspc, type Scripts } from "./buildScript.js";

/** A tool that takes TypeScript one file at a time, and so does not run the plugin. */
export interface ToolUse {
  readonly tool: string;
  readonly kind: ToolKind;
  /** The script that runs it. */
  readonly script: string;
  /** Whether that script is how the program is built or started, and has the tool read TypeScript. */
  readonly isInTheWay: boolean;
}

/** `runs` TypeScript, `compiles` it, or `bundles` it. */
export type ToolKind = "runs" | "compiles" | "bundles";

const TOOLS = new Map<string, ToolKind>([
  ...["tsx", "ts-node-esm", "ts-node-transpile-only", "ts-node-dev", "tsnd", "esno", "vite-node", "jiti", "babel-node"].map((name) => [name, "runs"] as const),
  ...["swc", "babel", "sucrase"].map((name) => [name, "compiles"] as const),
  ...["esbuild", "vite", "webpack", "rollup", "rolldown", "tsup", "tsdown", "parcel", "rspack", "rsbuild", "ncc", "unbuild", "bunchee", "microbundle"].map((name) => [name, "bundles"] as const),
  ...["next", "nuxt", "nuxi", "astro", "remix", "wrangler", "electron-vite"].map((name) => [name, "bundles"] as const),
]);

/** Scripts that a program is built or started with, by the names that people give them. */
const MAIN_SCRIPT = /^(build|compile|bundle|start|serve|dev|develop|watch|prod|production)(:|$)/;
const TYPESCRIPT_FILE = /\.[cm]?tsx?$/;

/** What the scripts run that would not see the plugin. */
export function findToolUses(scripts: Scripts): readonly ToolUse[] {
  const isBuilt = Object.values(scripts).some(runsTspc);
  return Object.entries(scripts).flatMap(([script, text]) =>
    readCommands(text).flatMap((command) => {
      const use = toolOf(command);
      if (!use) return [];
      const reads = command.parameters.some((each) => TYPESCRIPT_FILE.test(each));
      const readsJavaScript = command.parameters.some((each) => /\.[cm]?js$/.test(each));
      const isInTheWay = MAIN_SCRIPT.test(script) && (reads || (!readsJavaScript && (!isBuilt || use.kind !== "bundles")));
      return [{ ...use, script, isInTheWay }];
    }),
  );
}

/** Packages by which programs are run or compiled one file at a time, from wherever that is said. */
const PACKAGES = ["tsx", "ts-node", "@swc/cli", "@swc-node/register", "@babel/cli", "@babel/register", "@babel/node", "esbuild-register", "sucrase", "jiti", "vite-node"];

/** Those of the packages asked for that would not see the plugin, and that no script shows the use of. */
export function findUnusedTools(asked: ReadonlySet<string>, uses: readonly ToolUse[]): readonly string[] {
  return PACKAGES.filter((name) => asked.has(name) && !uses.some(({ tool }) => name.includes(tool) || tool.includes(name)));
}

function toolOf(command: ScriptCommand): { readonly tool: string; readonly kind: ToolKind } | undefined {
  const program = command.program.split("/").at(-1) ?? "";
  const kind = TOOLS.get(program);
  if (kind) return { tool: program, kind };
  const { parameters } = command;
  const tool = program === "node" ? nodeTool(parameters) : program === "ts-node" ? tsNode(parameters) : program === "bun" || program === "deno" ? ownRuntime(program, parameters) : undefined;
  return tool === undefined ? undefined : { tool, kind: "runs" };
}

/** Node.js strips types by itself, or by a loader that it is given. */
function nodeTool(parameters: readonly string[]): string | undefined {
  const loader = parameters.find((each) => /^(--import=|--loader=|--require=)?(tsx|ts-node|@swc-node\/register|esbuild-register|jiti)([/\\].*)?$/.test(each));
  if (loader !== undefined) return `node with ${loader.replace(/^--\w+=/, "")}`;
  if (parameters.some((each) => /^--experimental-(strip|transform)-types$/.test(each))) return "node, which strips types,";
  return parameters.some((each) => !each.startsWith("-") && TYPESCRIPT_FILE.test(each)) ? "node, which strips types," : undefined;
}

/** Run with ts-patch's compiler and a type check, ts-node may run plugins; nothing is said of that here. */
function tsNode(parameters: readonly string[]): string | undefined {
  const isOneByOne = parameters.some((each) => /^(-T|--transpile-?only|--swc)$/i.test(each));
  return !isOneByOne && parameters.includes("ts-patch/compiler") ? undefined : "ts-node";
}

function ownRuntime(program: string, parameters: readonly string[]): string | undefined {
  return parameters.some((each) => TYPESCRIPT_FILE.test(each)) ? program : undefined;
}
