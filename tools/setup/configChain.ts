import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { JsonText } from "./jsonText.js";

/** A tsconfig and those that it extends. */
export interface ConfigChain {
  readonly file: JsonText;
  /** In the order of `extends`: of two that set an option, the later counts. */
  readonly bases: readonly ConfigChain[];
  /** What `extends` names and nobody finds, here and in the bases. */
  readonly unfound: readonly string[];
}

/** An option, and the file that sets it. */
export interface SetOption {
  readonly value: unknown;
  readonly path: string;
}

/** Reads a tsconfig with what it extends. A file that extends itself is read once. */
export function readChain(path: string, text = readFileSync(path, "utf8"), above: readonly string[] = []): ConfigChain {
  const file = new JsonText(path, text);
  const named = namedBases(file);
  const found = named.map((name) => findBase(path, name));
  const paths = found.filter((base) => base !== undefined && base !== path && !above.includes(base)) as readonly string[];
  const bases = paths.map((base) => readChain(base, undefined, [...above, path]));
  const unfound = [...named.filter((_, index) => found[index] === undefined), ...bases.flatMap((base) => base.unfound)];
  return { file, bases, unfound };
}

/** The value of a compiler option and who sets it, as TypeScript finds it: `null` unsets what a base says. */
export function findOption(chain: ConfigChain, name: string): SetOption | undefined {
  return findSetting(chain, ["compilerOptions", name]);
}

/** A setting outside of `compilerOptions` that is inherited too: `files`, `include`, `exclude`. */
export function findSetting(chain: ConfigChain, place: readonly string[]): SetOption | undefined {
  const { file, bases } = chain;
  if (file.has(...place)) {
    const value = file.value(...place);
    return value === null ? undefined : { value, path: file.path };
  }
  return bases.reduce<SetOption | undefined>((found, base) => findSetting(base, place) ?? found, undefined);
}

function namedBases(file: JsonText): readonly string[] {
  const named = file.value("extends");
  return (Array.isArray(named) ? named : [named]).filter((each) => typeof each === "string");
}

/** As TypeScript finds it: a path as it is or with `.json`, anything else as a package. */
function findBase(from: string, name: string): string | undefined {
  if (isAbsolute(name) || /^\.\.?([\\/]|$)/.test(name)) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`].find((each) => /\.json$/.test(each) && existsSync(each));
  }
  const load = createRequire(from);
  const tries = [() => packageConfig(load, name), () => load.resolve(name), () => load.resolve(`${name}.json`), () => load.resolve(`${name}/tsconfig.json`)];
  return tries.map((each) => attempt(each)).find((path) => path?.endsWith(".json"));
}

/** A package can name its tsconfig in its package.json. */
function packageConfig(load: NodeJS.Require, name: string): string | undefined {
  const path = load.resolve(`${name}/package.json`);
  const { tsconfig } = JSON.parse(readFileSync(path, "utf8")) as { readonly tsconfig?: unknown };
  return typeof tsconfig === "string" ? join(dirname(path), tsconfig) : undefined;
}

function attempt(find: () => string | undefined): string | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}
