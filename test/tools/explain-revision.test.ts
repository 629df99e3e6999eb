import { lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { linkModules } from "#tools/explain/revision/modules";
import { newPlace } from "../runtime/support/places.js";

const test = suite("tools/explain: what a revision is built with");

function folder(...parts: readonly string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}

test("packages are those that are installed, and linked packages of the repository are the revision's own", () => {
  const above = newPlace();
  const [root, tree] = [folder(above, "work/repository"), folder(newPlace(), "tree")];
  const project = folder(root, "apps/shop");
  folder(root, "packages/halves");
  folder(tree, "packages/halves");
  folder(root, "node_modules/plain");
  folder(root, "node_modules/@scope/plain");
  folder(root, "node_modules/.store/deep");
  link(join(root, "node_modules/.store/deep"), join(root, "node_modules/deep"));
  link(join(root, "packages/halves"), join(root, "node_modules/@scope/halves"));
  link(join(root, "nowhere"), join(root, "node_modules/dangling"));
  folder(project, "node_modules/own");
  folder(above, "node_modules/outer");
  folder(tree, "node_modules/plain");

  linkModules({ root, tree }, project);

  const shown = (path: string): unknown => Object.fromEntries(readdirSync(join(tree, path)).sort().map((name) => [name, targetOf(join(tree, path, name))]));
  assert.equal(shown("apps/shop/node_modules"), { own: join(project, "node_modules/own") });
  assert.equal(shown("node_modules/@scope"), { halves: join(tree, "packages/halves"), plain: join(root, "node_modules/@scope/plain") });
  const { plain, deep, "@scope": scope } = shown("node_modules") as Record<string, unknown>;
  assert.equal([plain, deep, scope], ["a folder", join(root, "node_modules/.store/deep"), "a folder"], "what the revision itself has stays");
  assert.equal(shown("../node_modules"), { outer: join(above, "node_modules/outer") });
});

function targetOf(path: string): string {
  return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : "a folder";
}

test.run();
