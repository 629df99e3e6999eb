import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A copy of a sample beside an installed package: it can be built, run, and edited. */
export class Project {
  /**
   * @param {string} installed The folder that `packAndInstall` made.
   * @param {string} name The folder of the copy.
   * @param {string} sample The folder of the sample under `samples`.
   */
  constructor(installed, name, sample = name) {
    this.installed = installed;
    this.folder = join(installed, name);
    this.sample = fileURLToPath(new URL(sample, import.meta.url));
    for (const part of ["package.json", "tsconfig.json", "src"]) {
      cpSync(join(this.sample, part), join(this.folder, part), { recursive: true });
    }
  }

  /** Compiles the project with tspc; a compile error ends the sample. */
  build() {
    tspc(this.installed, { cwd: this.folder });
  }

  /** Compiles several projects with one start of tspc, which takes little longer than compiling one of them. */
  static buildAll(projects) {
    tspc(projects[0].installed, { args: ["-b", ...projects.map(({ folder }) => folder)] });
  }

  /**
   * Runs a compiled program to its end, whether it fails or not; a project writes its events to `out/events.json`.
   * A variable that is undefined is not set.
   */
  run({ program = "dist/main.js", account, variables = {} } = {}) {
    rmSync(join(this.folder, "out"), { recursive: true, force: true });
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...environment(account), ...variables },
    });
    assert(status !== null, `${program} was killed.`);
    return { status, stdout, stderr, events: JSON.parse(this.read("out/events.json")) };
  }

  read(file) {
    return readFileSync(join(this.folder, file), "utf8");
  }

  write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }

  /** Replaces a text in a file, which must be there. */
  edit(file, from, to) {
    const text = this.read(file);
    assert(text.includes(from), `${file} has no text ${JSON.stringify(from)}.`);
    this.write(file, text.replaceAll(from, () => to));
  }

  move(from, to) {
    renameSync(join(this.folder, from), join(this.folder, to));
  }

  /** Puts all sources back as they are in the repository. */
  restore() {
    rmSync(join(this.folder, "src"), { recursive: true });
    cpSync(join(this.sample, "src"), join(this.folder, "src"), { recursive: true });
  }
}

function tspc(installed, { args = [], cwd = installed }) {
  execFileSync(process.execPath, [join(installed, "node_modules/ts-patch/bin/tspc.js"), ...args], { cwd, stdio: "inherit" });
}

/** The samples' outcomes must not depend on settings of the person who runs them. */
function environment(account) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("TASKPRINT_"));
  return { ...Object.fromEntries(own), ...(account === undefined ? {} : { TASKPRINT_ACCOUNT: account }) };
}
