/** The mutators of Stryker, run as Stryker runs them: over Babel's tree, but one edit of the text at a time. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedFolder } from "./packages.mjs";

const INSTRUMENTER = "@stryker-mutator/instrumenter";

/** Syntax that needs no parentheses wherever an expression can stand. */
const TIGHT = new Set([
  "Identifier", "MemberExpression", "OptionalMemberExpression", "CallExpression", "OptionalCallExpression",
  "StringLiteral", "BooleanLiteral", "TemplateLiteral", "ArrayExpression", "RegExpLiteral",
]);

/** Loads the mutators. `edits(unit)` lists `{ operator, start, end, text }`; undefined when Babel cannot read the unit. */
export async function loadStryker() {
  const root = installedFolder(INSTRUMENTER);
  const require = createRequire(join(root, "package.json"));
  const load = (path) => import(pathToFileURL(join(root, "dist/src", path)).href);
  const { allMutators } = await load("mutators/mutate.js");
  const { isImportDeclaration, isTypeNode } = await load("util/syntax-helpers.js");
  const babel = require("@babel/core");
  const { parse } = require("@babel/parser");
  const { default: generate } = require("@babel/generator");
  const print = (node) => generate(node, { comments: false, compact: true, jsescOption: { minimal: true } }).code;
  const isSkipped = (path) => isTypeNode(path) || isImportDeclaration(path) || path.isDecorator();
  return {
    names: allMutators.map(({ name }) => name),
    edits: (unit) => readSafely(() => collectEdits({ babel, print, isSkipped, mutators: allMutators }, parse(unit.text, parserOptions(unit)))),
  };
}

function parserOptions({ path }) {
  const jsx = /x$/.test(path) ? ["jsx"] : [];
  return { sourceType: "module", errorRecovery: true, plugins: ["typescript", "decorators-legacy", "explicitResourceManagement", ...jsx] };
}

/** Babel stops at some errors that TypeScript's parser leaves to its checker. */
function readSafely(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function collectEdits({ babel, print, isSkipped, mutators }, tree) {
  const edits = [];
  babel.traverse(tree, {
    enter: (path) => {
      if (isSkipped(path)) return path.skip();
      for (const mutator of mutators) {
        for (const replacement of mutator.mutate(path)) edits.push(editOf(path, mutator.name, print(replacement), replacement));
      }
    },
  });
  return edits;
}

function editOf(path, operator, printed, replacement) {
  const isLoose = path.isExpression() && !TIGHT.has(replacement.type);
  return { operator, start: path.node.start, end: path.node.end, text: isLoose ? `(${printed})` : printed };
}
