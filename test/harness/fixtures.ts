import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { repository } from "./project.js";
import type { Project } from "./project.js";

/** A folder below test/fixtures that shows one behaviour. */
export interface Fixture {
  /** The path below test/fixtures, such as `same/comment-line`. */
  readonly name: string;
  readonly folder: string;
}

/** The side of a pair, or the only input of an `error` or `emit` fixture. */
export type Side = "before" | "after" | "input";

const fixturesFolder = join(repository, "test/fixtures");

/** The fixtures of one kind, such as `changed/code`, in the order of their names. */
export function discoverFixtures(kind: string): Fixture[] {
  const parent = join(fixturesFolder, kind);
  return readdirSync(parent)
    .sort()
    .map((name) => ({ name: `${kind}/${name}`, folder: join(parent, name) }));
}

/**
 * Reads one side of a fixture as a project: `before.ts` (as `main.ts`) or all of `before/`, and every
 * file that belongs to neither side. `input.ts` keeps its name. `links.json` maps folders to those that
 * they are symbolic links to.
 */
export function readProject(fixture: Fixture, side: Side): Project {
  const files = new Map<string, string>();
  let compilerOptions = {};
  let pluginOptions = {};
  let links = {};
  for (const path of listFiles(fixture.folder)) {
    const name = pathInProject(path, side);
    if (name === undefined) continue;
    const text = readFileSync(join(fixture.folder, path), "utf8");
    if (name === "tsconfig.json") ({ compilerOptions } = JSON.parse(text) as { compilerOptions: object });
    else if (name === "plugin.json") pluginOptions = JSON.parse(text) as object;
    else if (name === "links.json") links = JSON.parse(text) as object;
    else files.set(name, text);
  }
  return { root: `/fixtures/${fixture.name}`, files, compilerOptions, pluginOptions, links };
}

/** The text of a file of the fixture, or undefined when the fixture has no such file. */
export function readExpectation(fixture: Fixture, name: string): string | undefined {
  const path = join(fixture.folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** The sentence in the first line of the fixture that says what it shows. */
export function readSentence(project: Project): string | undefined {
  const [main] = [...project.files].filter(([path]) => /^(main|input)\.[cm]?tsx?$/.test(path));
  return main && /^\/\/ (.+\.)$/m.exec(main[1].split("\n", 1)[0] ?? "")?.[1];
}

function pathInProject(path: string, side: Side): string | undefined {
  if (path.startsWith("expected.")) return undefined;
  const match = /^(before|after|input)([./])(.*)$/.exec(path);
  if (!match) return path;
  const [, owner, separator, rest] = match;
  if (owner !== side) return undefined;
  if (separator === "/") return rest;
  return side === "input" ? path : `main.${rest}`;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative(folder, join(folder, path)).replaceAll("\\", "/"))
    .sort();
}
