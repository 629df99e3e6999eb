/** What part 3 changes around the types of a code base, none of which is part of a type. */
import { nodesIn } from "./units.mjs";

/**
 * Each turns a program's description `{ root, files, lib }` into another. That may say where a file is found,
 * `pathOf(path)` for its path in the first, and which file the compiler checks before all others, `first`.
 */
export const VARIATIONS = [
  { name: "as it is", change: (program) => program },
  { name: "all of the following at once", change: (program) => withCrlf(withNoise(moved(reversed(withEsnext(program))))) },
  { name: "files in reverse order", change: reversed },
  { name: "an unrelated file that names the literals and types in other orders", change: withNoise },
  { name: "library of ESNext", change: withEsnext },
  { name: "another path of the checkout", change: moved },
  { name: "CRLF", change: withCrlf },
];

const ELSEWHERE = "/elsewhere/on another disk/a checkout";

function reversed({ files, ...rest }) {
  return { ...rest, files: [...files].reverse() };
}

function withEsnext(program) {
  return { ...program, lib: "esnext" };
}

function withCrlf({ files, ...rest }) {
  return { ...rest, files: files.map(({ path, text }) => ({ path, text: text.replace(/\r?\n/g, "\r\n") })) };
}

function moved({ root, files, ...rest }) {
  const pathOf = (path) => ELSEWHERE + path.slice(root.length);
  return { ...rest, root, shown: ELSEWHERE, pathOf, files: files.map(({ path, text }) => ({ path: pathOf(path), text })) };
}

function withNoise({ ts, root, shown = root, files, ...rest }) {
  const first = `${shown}/taskprint-noise.ts`;
  return { ...rest, ts, root, shown, first, files: [{ path: first, text: noiseOf(ts, files) }, ...files] };
}

/** A module that mentions every union of literals backwards, and the types of every file in unions backwards. */
function noiseOf(ts, files) {
  const unions = files.flatMap((file) => [...literalUnions(ts, file), ...typeUnions(ts, file)]);
  return unions.map((union, index) => `export declare let noise${index}: ${union};`).join("\n");
}

function literalUnions(ts, { path, text }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const unions = [...nodesIn(ts, file)].filter((node) => ts.isUnionTypeNode(node) && node.types.every(ts.isLiteralTypeNode));
  return unions.map((union) => [...union.types].reverse().map((type) => type.getText()).join(" | "));
}

function typeUnions(ts, { path, text }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const isPlain = (node) => (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.typeParameters === undefined;
  const isExported = (node) => ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const module = JSON.stringify(path.replace(/(?:\.d)?\.[cm]?tsx?$/, ""));
  const names = file.statements.filter((node) => isPlain(node) && isExported(node)).map((node) => `import(${module}).${node.name.text}`);
  return names.length > 1 ? [names.reverse().join(" | "), names.map((name) => `{ noise: ${name} }`).join(" | ")] : [];
}
