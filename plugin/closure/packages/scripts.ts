import { digestText } from "../../../runtime/digest.js";
import type { Context } from "../../context.js";
import { digestClosures } from "../../host/closures.js";
import { realPath } from "./host.js";
import type { Packages } from "./index.js";
import { readScript, type Script } from "./script.js";

/** Digests what runs behind the declaration files of linked packages. Made anew for each program. */
export interface Scripts {
  /**
   * A digest over the scripts beside a declaration file and all that they load: files by their content, packages by
   * their digests. Comments and format do not count. Undefined where none stands beside it: then the digest of the
   * package around it (`Packages.enclosing`) covers what runs.
   */
  digestScript(declarationFile: string): string | undefined;
}

/** Each script is read and digested once, however many lead to it. */
export function createScripts(context: Context, packages: Packages): Scripts {
  const scripts = new Map<string, Script>();
  const digests = new Map<string, string>();
  const at = (path: string): Script => {
    const script = scripts.get(path) ?? readScript({ context, packages }, path);
    scripts.set(path, script);
    return script;
  };
  const graph = { edges: (path: string) => at(path).loads, own: (path: string) => at(path).own };
  return {
    digestScript: (declarationFile) => {
      const beside = scriptsBeside(context, declarationFile);
      if (beside.length === 0) return undefined;
      digestClosures("script", { nodes: beside, ...graph }, digests);
      // The members of a cycle share one digest; their own tells them apart.
      return digestText("script", ["beside", ...beside.flatMap((path) => [at(path).own, digests.get(path) ?? ""])]);
    },
  };
}

/** The scripts that a declaration file describes. Where there are several, for import and for require, each counts. */
function scriptsBeside({ host }: Context, declarationFile: string): readonly string[] {
  const [, stem, kind] = /^(.*)\.d\.([cm]?)ts$/s.exec(declarationFile) ?? [];
  if (stem === undefined) return [];
  const extensions = kind ? [`.${kind}js`] : [".js", ".jsx", ".mjs", ".cjs"];
  return extensions.map((extension) => stem + extension).filter((path) => host.fileExists(path)).map((path) => realPath(host, path));
}
