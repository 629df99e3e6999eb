/**
 * Proofs that an edit left a program as it was, by means that share nothing with the plugin: compilers
 * erase the types and print what is left.
 */
import { transformSync } from "esbuild";
import ts from "typescript";

const tsconfigRaw = { compilerOptions: { target: "ESNext", experimentalDecorators: false, useDefineForClassFields: true } };

/** The strongest come first. Each makes of a text what must be equal for two texts; undefined when it cannot. */
const CLAIMS = [
  ["only types, comments, parentheses or the spelling differ", (path, text) => minified(path, text, { minifyWhitespace: true })],
  ["esbuild's syntactic minifier makes both the same program", (path, text) => minified(path, text, { minifyWhitespace: true, minifySyntax: true })],
  ["only what TypeScript erases differs, in a form that its checker reports", transpiled],
];

/** Why two texts are the same program, or the second none at all; undefined when neither can be shown. */
export function proofOf(path, before, after) {
  const claim = CLAIMS.find(([, make]) => {
    const [one, other] = [before, after].map((text) => make(path, text));
    return one !== undefined && one === other;
  });
  if (claim !== undefined) return claim[0];
  const [one, other] = [before, after].map((text) => minified(path, text, {}));
  return one !== undefined && other === undefined ? "no program: esbuild refuses it" : undefined;
}

/**
 * What esbuild makes of a text, undefined when it refuses it. A method that stands alone has lost the class
 * that declares its private names, which esbuild insists on: they are spelled as other names.
 */
function minified(path, source, options) {
  const text = source.replace(/#(?=[\p{ID_Start}$_])/gu, "private$");
  try {
    return transformSync(text, { loader: /x$/.test(path) ? "tsx" : "ts", target: "esnext", treeShaking: false, jsx: "transform", logLevel: "silent", tsconfigRaw, ...options }).code;
  } catch {
    return undefined;
  }
}

/** What TypeScript emits; undefined for some odd trees, which its printer stops at. */
function transpiled(path, text) {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.React, removeComments: true };
  try {
    return ts.transpileModule(text, { fileName: path, compilerOptions }).outputText;
  } catch {
    return undefined;
  }
}
