/**
 * Proofs that an edit left a program as it was, by means that share nothing with the plugin: esbuild erases
 * types and prints what is left.
 */
import { transformSync } from "esbuild";

const tsconfigRaw = { compilerOptions: { target: "ESNext", experimentalDecorators: false, useDefineForClassFields: true } };

/** Weak claims come last. Each holds when esbuild prints both texts alike under its options. */
const CLAIMS = [
  ["only types, comments, parentheses or the spelling differ", { minifyWhitespace: true }],
  ["esbuild's syntactic minifier makes both the same program", { minifyWhitespace: true, minifySyntax: true }],
];

/** Why two texts are the same program; undefined when that cannot be shown. */
export function proofOf(path, before, after) {
  return CLAIMS.find(([, options]) => {
    const [one, other] = [before, after].map((text) => printed(path, text, options));
    return one !== undefined && one === other;
  })?.[0];
}

/**
 * What esbuild makes of a text, undefined when it refuses it. A method that stands alone has lost the class
 * that declares its private names, which esbuild insists on: they are spelled as other names.
 */
function printed(path, source, options) {
  const text = source.replace(/#(?=[\p{ID_Start}$_])/gu, "private$");
  try {
    return transformSync(text, { loader: /x$/.test(path) ? "tsx" : "ts", target: "esnext", jsx: "preserve", logLevel: "silent", tsconfigRaw, ...options }).code;
  } catch {
    return undefined;
  }
}
