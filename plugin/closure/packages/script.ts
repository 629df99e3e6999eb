import { basename, posix } from "node:path";
import type TS from "typescript";
import { digestText } from "../../../runtime/digest.js";
import type { Context } from "../../context.js";
import { readContent } from "./content.js";
import type { Packages } from "./index.js";
import { resolveLoaded, type Loaded } from "./loaded.js";
import { discoverLoads } from "./loads.js";
import { canonicalScript } from "./scriptText.js";

/** A file that runs. */
export interface Script {
  /** A digest of what counts of it beside the files that it loads. */
  readonly own: string;
  /** Real paths of the files that it loads. */
  readonly loads: readonly string[];
}

/** What reading a script takes. */
export interface Reading {
  readonly context: Context;
  readonly packages: Packages;
}

/** Reads a file that runs: code in canonical form, anything else as it is. */
export function readScript(reading: Reading, path: string): Script {
  const content = readContent(reading.context.host, path) ?? "";
  if (typeof content === "string" && /\.[cm]?[jt]sx?$/.test(path)) return readCode(reading, path, content);
  return { own: digestText("script", ["data", placeOf(reading, path), content]), loads: [] };
}

function readCode(reading: Reading, path: string, text: string): Script {
  const { context, packages } = reading;
  const file = parse(context, path, text);
  const { specifiers, hidden } = discoverLoads(context.ts, file);
  const loaded = specifiers.map((specifier) => resolveLoaded(context.host, packages, { specifier, from: path }));
  // What cannot be seen may be anything in the package.
  const isWhole = hidden || loaded.some(({ kind }) => kind === "unknown");
  const whole = isWhole ? (packages.enclosing(path)?.digest ?? "") : "";
  const found = specifiers.flatMap((specifier, index) => [specifier, describeLoaded(reading, loaded[index])]);
  const own = digestText("script", ["code", placeOf(reading, path), whole, String(found.length), ...found, ...canonicalScript(context, file)]);
  return { own, loads: loaded.flatMap((each) => (each.kind === "file" ? [each.path] : [])) };
}

function parse({ ts }: Context, path: string, text: string): TS.SourceFile {
  const options: TS.CreateSourceFileOptions = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(path, text, options, true);
}

/** What a specifier stands for, as a field of a digest. */
function describeLoaded(reading: Reading, loaded: Loaded | undefined): string {
  switch (loaded?.kind) {
    case "file":
      return placeOf(reading, loaded.path);
    case "package":
      return loaded.package.digest;
    case "builtin":
    case "missing":
    case "unknown":
    case undefined:
      return loaded?.kind ?? "";
    default:
      return loaded satisfies never;
  }
}

/** A file by its path in its package: where the package lies does not count. */
function placeOf({ packages }: Reading, path: string): string {
  const owner = packages.enclosing(path);
  return owner === undefined ? basename(path) : `${owner.name}/${posix.relative(owner.folder, path)}`;
}
