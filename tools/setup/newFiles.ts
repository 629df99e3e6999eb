import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const PLUGINS = `"plugins": [{ "name": "taskprint", "transform": "taskprint/plugin", "transformProgram": true, "track": "closure" }]`;

/** A tsconfig for a project that has none: sources in `src/`, unless they are elsewhere. */
export function newConfig(root: string): string {
  const isInSrc = existsSync(join(root, "src")) || !hasSources(root);
  const place = isInSrc ? [`"rootDir": "src"`] : [];
  const options = [`"target": "es2022"`, `"module": "nodenext"`, `"strict": true`, ...place, `"outDir": "dist"`, PLUGINS];
  const include = isInSrc ? `,\n  "include": ["src"]` : "";
  return `{\n  "compilerOptions": {\n    ${options.join(",\n    ")}\n  }${include}\n}\n`;
}

/** A package.json for a folder that has none above it. */
export function newPackage(folder: string): string {
  const name = folder.toLowerCase().replace(/[^a-z0-9._-]+/g, "-").replace(/^[-._]+/, "");
  return `{\n  "name": ${JSON.stringify(name || "program")},\n  "version": "0.0.0",\n  "private": true,\n  "type": "module"\n}\n`;
}

/** Whether there is code in a folder or below it, that of packages left aside. */
export function hasSources(folder: string): boolean {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== "node_modules" && !name.startsWith("."));
  if (entries.some((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))) return true;
  return entries.some((entry) => entry.isDirectory() && hasSources(join(folder, entry.name)));
}
