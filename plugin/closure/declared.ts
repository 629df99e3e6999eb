import type TS from "typescript";
import type { Closures } from "./closures.js";

/** What is known of the code behind a declaration in a declaration file. */
export interface Declared {
  /** What of it counts; undefined where nothing can be known. */
  readonly own: string | undefined;
  readonly name: string;
}

/** Reads what a declaration file says of the code that it declares. */
export function canonicalDeclared({ context, scripts }: Closures, declaration: TS.Node): Declared {
  const script = scripts.digestScript(declaration.getSourceFile().fileName);
  return { own: script, name: nameOfDeclaration(context.ts, declaration) };
}

/** The name of a declaration with the namespaces around it; "default" for one without a name. */
export function nameOfDeclaration(ts: typeof TS, declaration: TS.Node): string {
  const names: string[] = [];
  for (let node: TS.Node | undefined = declaration; node !== undefined && !ts.isSourceFile(node); node = node.parent) {
    const name = ts.getNameOfDeclaration(node as TS.Declaration);
    const isNaming = node === declaration || ts.isModuleDeclaration(node) || ts.isEnumDeclaration(node);
    if (isNaming && name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))) names.unshift(name.text);
  }
  return names.join(".") || "default";
}
