import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "../harness/project.js";

/** Texts by path below a project's root; null stands for a file that is deleted. */
export type Texts = Readonly<Record<string, string | null>>;

/** A project on disk, with taskprint installed by a link. */
export class Workspace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "tp-freshness-")));

  constructor(texts: Texts, links: Readonly<Record<string, string>> = {}) {
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(repository, join(this.folder, "node_modules/taskprint"), "junction");
    for (const [path, target] of Object.entries(links)) symlinkSync(join(this.folder, target), join(this.folder, path), "junction");
    this.write(texts);
  }

  write(texts: Texts): void {
    for (const [path, text] of Object.entries(texts)) {
      const target = join(this.folder, path);
      mkdirSync(dirname(target), { recursive: true });
      if (text === null) rmSync(target);
      else writeFileSync(target, text);
    }
  }

  /** All that was emitted, by path below `out`, without the builder's own records. */
  readOutputs(): ReadonlyMap<string, string> {
    return new Map(this.#listOutputs().map((path) => [path, readFileSync(join(this.folder, "out", path), "utf8")]));
  }

  /** When each emitted file was last written, in nanoseconds. */
  readTimes(): ReadonlyMap<string, bigint> {
    return new Map(this.#listOutputs().map((path) => [path, statSync(join(this.folder, "out", path), { bigint: true }).mtimeNs]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #listOutputs(): readonly string[] {
    const out = join(this.folder, "out");
    if (!statSync(out, { throwIfNoEntry: false })) return [];
    return readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".tsbuildinfo"))
      .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1).replaceAll("\\", "/"))
      .sort();
  }
}
