/** The canonical codes of all functions of a text, without a program: for comparing many spellings of one text. */
import ts from "typescript";
import { canonicalNode } from "#plugin/code/index";

/** A context for passes that read syntax alone. */
export function syntaxContext(compiler = ts) {
  const host = compiler.createCompilerHost({});
  const program = compiler.createProgram({ rootNames: [], options: { noLib: true, types: [] }, host });
  const options = { track: "body", nondeterminism: "warn" };
  return { ts: compiler, program, checker: program.getTypeChecker(), host, options, diagnostics: [] };
}

/** A text as a file of its own; undefined when it has a syntax error, as nothing follows from its tree then. */
export function parse(path, text, compiler = ts) {
  const file = compiler.createSourceFile(path, text, compiler.ScriptTarget.ESNext, true);
  return file.parseDiagnostics.length > 0 ? undefined : file;
}

/** Every function with a body, in the order of the text. It keeps its own stack, as generated code is deep. */
export function functionsOf(file, compiler = ts) {
  const found = [];
  const waiting = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (compiler.isFunctionLike(node) && node.body !== undefined) found.push(node);
    const children = [];
    compiler.forEachChild(node, (child) => void children.push(child));
    waiting.push(...children.reverse());
  }
  return found;
}

/** The name of a function for people: its own, its variable's or its property's. */
export function nameOf(fn) {
  const name = fn.name ?? fn.parent?.name;
  return name === undefined ? "(no name)" : name.getText().split("\n", 1)[0];
}

/**
 * The canonical code of each function of a text, in order: `{ node, code }`, with `code` undefined where
 * it was refused. Undefined when the text has a syntax error.
 */
export function codesOf(context, path, text) {
  const file = parse(path, text, context.ts);
  return file && functionsOf(file, context.ts).map((node) => ({ node, code: canonicalNode(context, node) }));
}
