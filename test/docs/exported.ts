import { readFileSync } from "node:fs";
import type TS from "typescript";
import { current } from "../harness/compilers.js";
import { repository } from "../harness/project.js";

const { ts } = current;

/** A public export and the doc comments of its declarations. */
export interface Documented {
  readonly name: string;
  readonly comment: string;
}

/** Everything that runtime/index.ts exports by name from another file. */
export function discoverExports(): Documented[] {
  return parse("runtime/index.ts").statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) {
      throw new Error(`runtime/index.ts holds what this test cannot read: ${statement.getText()}`);
    }
    const file = parse(`runtime/${(statement.moduleSpecifier as TS.StringLiteral).text.replace(/\.js$/, ".ts")}`);
    return statement.exportClause.elements.map(({ name }) => ({ name: name.text, comment: commentOf(file, name.text) }));
  });
}

function commentOf(file: TS.SourceFile, name: string): string {
  return file.statements
    .filter((statement) => (statement as Partial<TS.DeclarationStatement>).name?.getText() === name)
    .flatMap((statement) => ts.getJSDocCommentsAndTags(statement).map((comment) => comment.getText()))
    .join("\n");
}

function parse(path: string): TS.SourceFile {
  return ts.createSourceFile(path, readFileSync(`${repository}${path}`, "utf8"), ts.ScriptTarget.Latest, true);
}
