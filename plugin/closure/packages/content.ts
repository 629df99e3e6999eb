import { readdirSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { digestText } from "../../../runtime/digest.js";
import type { PackagesHost } from "./host.js";

const BUILT = [".js", ".mjs", ".cjs", ".json", ".node", ".wasm"];
const SOURCES = [".jsx", ".ts", ".tsx", ".mts", ".cts"];

/**
 * The content of a package folder: every file that can run, by its path in the folder. `isBuilt` leaves
 * out TypeScript, where only what was made from it runs. Installed packages and folders of tools
 * (`.git`, `.turbo`) are no part of the content, and types never run.
 */
export function digestFolder(host: PackagesHost, folder: string, isBuilt: boolean): string {
  const extensions = isBuilt ? BUILT : [...BUILT, ...SOURCES];
  const listed = host.readDirectory?.(folder, extensions, ["**/node_modules", "**/.*"], []) ?? listFolder(folder, extensions);
  const files = listed.map((file) => posix.relative(folder, file)).filter((file) => isContent(file)).sort();
  return digestText("package", ["content", ...files.flatMap((file) => [file, readContent(host, `${folder}/${file}`) ?? ""])]);
}

/** A host decodes what it reads as text, which merges bytes that are none: binaries are read past it. */
export function readContent(host: PackagesHost, path: string): string | Uint8Array | undefined {
  const binary = /\.(?:node|wasm)$/.test(path) ? readBytes(path) : undefined;
  return binary ?? host.readFile(path)?.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function isContent(file: string): boolean {
  const isHidden = file.split("/").some((part) => part === "node_modules" || part.startsWith("."));
  return !isHidden && !/\.d\.(?:[cm]?ts|[^/]+\.ts)$/.test(file);
}

function listFolder(root: string, extensions: readonly string[]): readonly string[] {
  const files: string[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && isContent(entry.name)) waiting.push(path);
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false));
      if (isFile && extensions.some((extension) => entry.name.endsWith(extension))) files.push(path);
    }
  }
  return files;
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    // A folder that cannot be listed, such as one in memory, has no content to count.
    return [];
  }
}

const readEntries = (folder: string) => readdirSync(folder, { withFileTypes: true });
