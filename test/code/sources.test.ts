import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type TS from "typescript";
import { canonicalNode } from "#plugin/code/index";
import type { Compiler, Context } from "#plugin/context";
import { compilers, createContext, functionsIn } from "./compile.js";

/** Real sources: this repository's own, and those of packages, in TypeScript and JavaScript. */
const roots = ["plugin", "runtime", "test", "node_modules"];
const MOST_FILES = 40;
const MOST_BYTES = 30_000;

function discoverSources(folder: string, found: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (found.length >= MOST_FILES) return;
    if (entry.isDirectory() && entry.name !== "fixtures") discoverSources(path, found);
    else if (/(?<!\.d)\.[cm]?[jt]sx?$/.test(entry.name) && statSync(path).size <= MOST_BYTES) found.push(path);
  }
}

function sources(): readonly string[] {
  return roots.flatMap((root) => {
    const found: string[] = [];
    discoverSources(root, found);
    return found;
  });
}

/** The texts of all outermost and nested functions of a file. */
function textsOf(context: Context, file: TS.SourceFile): readonly (string | undefined)[] {
  return [...functionsIn(context.ts, file)].map((fn) => canonicalNode(context, fn));
}

function parse(ts: Compiler, path: string, source: string): TS.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true);
}

/** Whether a file's types can be cut away: enums, namespaces and parameter properties write code of their own. */
function isErasable(ts: Compiler, node: TS.Node): boolean {
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) return false;
  if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) return false;
  return ts.forEachChild(node, (child) => !isErasable(ts, child)) !== true;
}

const files = sources().map((path) => ({ path, source: readFileSync(path, "utf8") }));
const textsByVersion: (readonly (string | undefined)[])[] = [];

for (const ts of compilers) {
  const test = suite(`code of real sources, TypeScript ${ts.version}`);
  const context = createContext(ts, []);
  const printer = ts.createPrinter({ removeComments: true });
  let count = 0;

  test("all syntax is known, and printing it anew changes nothing", () => {
    const texts = files.flatMap(({ path, source }) => {
      const file = parse(ts, path, source);
      const before = textsOf(context, file);
      const after = textsOf(context, parse(ts, path, printer.printFile(file)));
      assert.equal(after, before, path);
      return before;
    });
    assert.equal(context.diagnostics.map(({ messageText }) => messageText), []);
    assert.not(texts.includes(undefined));
    count = texts.length;
    textsByVersion.push(texts);
  });

  test("erasing the types changes nothing", () => {
    const compilerOptions: TS.CompilerOptions = {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
      verbatimModuleSyntax: true,
    };
    for (const { path, source } of files.filter(({ path }) => /tsx?$/.test(path))) {
      const file = parse(ts, path, source);
      if (!isErasable(ts, file)) continue;
      const before = textsOf(context, file);
      const { outputText } = ts.transpileModule(source, { fileName: path, compilerOptions });
      assert.equal(textsOf(context, parse(ts, path, outputText)), before, path);
    }
  });

  test("line endings change nothing", () => {
    for (const { path, source } of files) {
      const unix = source.replace(/\r\n?/g, "\n");
      const windows = unix.replace(/\n/g, "\r\n");
      assert.equal(textsOf(context, parse(ts, path, windows)), textsOf(context, parse(ts, path, unix)), path);
    }
  });

  test("there are enough functions", () => {
    assert.ok(count > 500, `${count} functions in ${files.length} files`);
  });

  test("every version gives one text", () => {
    for (const texts of textsByVersion) assert.equal(texts, textsByVersion[0]);
  });

  test.run();
}
