import type { PackagesHost } from "#plugin/closure/packages/index";

/** Texts by path; undefined takes a file out again. */
export type Files = Readonly<Record<string, string | undefined>>;

export interface Memory {
  readonly host: PackagesHost;
  readonly files: Map<string, string>;
  /** Every path that was read, in order. */
  readonly reads: string[];
  /** How often the host was asked whether a file exists. */
  asked(): number;
}

/** A host over files in memory. `links` are symbolic links to folders, by their paths. */
export function createMemory(texts: Files, links: Readonly<Record<string, string>> = {}): Memory {
  const files = new Map(Object.entries(texts).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
  const reads: string[] = [];
  let asked = 0;
  const real = (path: string): string => {
    const link = Object.keys(links).find((each) => path === each || path.startsWith(`${each}/`));
    return link === undefined ? path : (links[link] ?? "") + path.slice(link.length);
  };
  const host: PackagesHost = {
    fileExists: (path) => {
      asked += 1;
      return files.has(real(path));
    },
    readFile: (path) => {
      reads.push(real(path));
      return files.get(real(path));
    },
    realpath: real,
    readDirectory: (root, extensions) => [...files.keys()].filter((path) => path.startsWith(`${root}/`) && extensions.some((each) => path.endsWith(each))),
  };
  return { host, files, reads, asked: () => asked };
}

/** The text of a package.json. */
export function packageText(name: string, version: string | undefined, fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name, version, ...fields });
}
