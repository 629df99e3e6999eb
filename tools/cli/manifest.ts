import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type TS from "typescript";
import { manifestPath } from "#plugin/manifestPath";
import { TaskprintError } from "#runtime/errors";
import { causeText } from "#runtime/warn";
import { brokenConfig, noConfig, noManifest, noTypeScript } from "../messages.js";
import type { Place } from "./place.js";

/**
 * The path of the manifest that the program's last build wrote, as the plugin chooses it.
 *
 * @throws TaskprintError when there is no tsconfig (TP3001), it cannot be read (TP3002), TypeScript is missing (TP3003), or
 * the program was not built (TP3004)
 */
export function findManifest(place: Place): string {
  const path = plannedManifest(place);
  if (!existsSync(path)) throw new TaskprintError(noManifest(path));
  return path;
}

/** Where a build writes the manifest, whether it is there or not. */
export function plannedManifest({ folder, tsconfig }: Place): string {
  if (tsconfig === undefined) throw new TaskprintError(noConfig(join(folder, "tsconfig.json")));
  return manifestPath(readOptions(folder, tsconfig), folder);
}

/** As the compiler reads them, `extends` followed. */
function readOptions(folder: string, tsconfig: string): TS.CompilerOptions {
  const ts = loadTypeScript(folder);
  const fail = (diagnostic: TS.Diagnostic): never => {
    throw new TaskprintError(brokenConfig(tsconfig, ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
  return parsed?.options ?? {};
}

/** The project's own, or else the one beside taskprint. Version 7 has no such functions. */
function loadTypeScript(folder: string): typeof TS {
  let cause = "version 7 has no plugins";
  for (const from of [join(folder, "package.json"), import.meta.url]) {
    try {
      const ts = createRequire(from)("typescript") as typeof TS;
      if (typeof ts.getParsedCommandLineOfConfigFile === "function") return ts;
    } catch (error) {
      cause = causeText(error).split("\n")[0] ?? "";
    }
  }
  throw new TaskprintError(noTypeScript(folder, cause));
}
