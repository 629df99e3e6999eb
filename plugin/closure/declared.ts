import type TS from "typescript";
import { closureAmbient, closureUncarried, type Message } from "../messages.js";
import { readDeclaration, CARRIED_TASK, type CarriedFinding } from "./carry/block.js";
import type { Closures } from "./closures.js";
import type { Finding, FindingPath } from "./node.js";
import type { Uses } from "./references.js";
import { projectFolder } from "../host/projectFolder.js";

/** What is known of the code behind a declaration in a declaration file. */
export interface Declared extends Uses {
  readonly name: string;
  /** What of it counts. */
  readonly own: string;
}

/**
 * Reads what is known of the code behind a declaration: what its file carries, else the script beside
 * it. Undefined where nothing is: the declaration of another project is not trusted to go with a script,
 * since a build of several projects does not look at scripts.
 */
export function canonicalDeclared(closures: Closures, declaration: TS.Node): Declared | undefined {
  const { context } = closures;
  const file = declaration.getSourceFile();
  const name = nameOfDeclaration(context.ts, declaration);
  const carried = readDeclaration(file, name.replace(/^_default_\d+$/, "_default"));
  if (carried !== undefined) {
    const findings = (carried.findings ?? []).map((each) => carriedFinding(declaration, each));
    return { name, own: `(carried ${carried.digest})`, uses: [], environment: new Set(carried.env), findings };
  }
  if (isOfReference(context.program, file)) return undefined;
  const script = closures.scripts.digestScript(file.fileName) ?? digestAround(closures, file);
  return script === undefined ? undefined : { name, own: `(script ${script} ${JSON.stringify(name)})`, uses: [], environment: new Set(), findings: [] };
}

/** The content of the linked package that a declaration file without a script beside it is part of. */
function digestAround({ context, packages }: Closures, file: TS.SourceFile): string | undefined {
  const around = packages.enclosing(file.fileName);
  const isOwn = around !== undefined && `${projectFolder(context.program)}/`.startsWith(`${around.folder}/`);
  return around?.linked && !isOwn ? around.digest : undefined;
}

function carriedFinding(at: TS.Node, { label, isNondeterminism, code, text }: CarriedFinding): Finding {
  const message = (task: string): Message => ({ code, text: text.replaceAll(CARRIED_TASK, task) });
  return { at, label, isNondeterminism, message };
}

/** Whether a declaration file is the output of a project that this one refers to. */
function isOfReference(program: TS.Program, file: TS.SourceFile): boolean {
  const references = program.getResolvedProjectReferences() ?? [];
  return references.some((reference) => reference !== undefined && isOutputOf(reference, file.fileName));
}

function isOutputOf({ commandLine, references }: TS.ResolvedProjectReference, fileName: string): boolean {
  const { outDir, declarationDir } = commandLine.options;
  const folder = declarationDir ?? outDir;
  const isBeside = commandLine.fileNames.some((source) => source.replace(/\.([cm]?)tsx?$/, ".d.$1ts") === fileName);
  if (isBeside || (folder !== undefined && fileName.startsWith(`${folder.replace(/\/$/, "")}/`))) return true;
  return (references ?? []).some((each) => each !== undefined && isOutputOf(each, fileName));
}

/** The name of a declaration with the namespaces around it; "default" for one without a name, and none for a file. */
export function nameOfDeclaration(ts: typeof TS, declaration: TS.Node): string {
  if (ts.isSourceFile(declaration)) return "";
  const names: string[] = [];
  for (let node: TS.Node | undefined = declaration; node !== undefined && !ts.isSourceFile(node); node = node.parent) {
    const name = ts.getNameOfDeclaration(node as TS.Declaration);
    const isNaming = node === declaration || ts.isModuleDeclaration(node) || ts.isEnumDeclaration(node);
    if (isNaming && name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))) names.unshift(name.text);
  }
  return names.join(".") || "default";
}

/** What is said of a declaration that shows nothing of its code: it is another project's, or nobody's. */
export function messageOfMissing({ context }: Closures, { declaration, label }: { readonly declaration: TS.Node | undefined; readonly label: string }, task: string, where: FindingPath): Message {
  const isReferenced = declaration !== undefined && isOfReference(context.program, declaration.getSourceFile());
  return isReferenced ? closureUncarried(task, where, label) : closureAmbient(task, where, label);
}
