import type TS from "typescript";
import type { Context } from "../../context.js";
import { projectFolder } from "../../host/projectFolder.js";
import { messageOf, type ReachedFinding } from "../findings.js";
import type { Graph } from "../graph.js";
import type { ClosureNode } from "../node.js";
import { nodeOfFile, nodeOfPublished } from "./nodes.js";
import { canonicalBlock, CARRIED_TASK, type CarriedDeclaration, type CarriedFinding } from "./block.js";

/** A file's declarations as other projects may ask for them, each with the node that stands for it. */
export type Published = ReadonlyMap<string, ClosureNode>;

/** Whether a program's declaration files carry its closures: other projects can refer to it. */
export function isPublishing({ options, program }: Pick<Context, "options" | "program">): boolean {
  return options.track === "closure" && program.getCompilerOptions().composite === true;
}

/** Makes the nodes of everything that a program declares, for other projects; they are expanded by the graph later. */
export function publishFiles(graph: Graph): ReadonlyMap<TS.SourceFile, Published> {
  const { context } = graph.closures;
  if (!isPublishing(context)) return new Map();
  const files = context.program.getSourceFiles().filter((file) => isPublished(context, file));
  return new Map(files.map((file) => [file, publishFile(graph, file)]));
}

function isPublished({ program }: Context, file: TS.SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file) && !file.fileName.endsWith(".json");
}

function publishFile(graph: Graph, file: TS.SourceFile): Published {
  const published = new Map<string, ClosureNode>([["", nodeOfFile(graph, file)]]);
  publishStatements(graph, file.statements, { published, prefix: "" });
  return published;
}

interface Publishing {
  readonly published: Map<string, ClosureNode>;
  /** The namespaces around, such as `N.`. */
  readonly prefix: string;
}

function publishStatements(graph: Graph, statements: readonly TS.Statement[], publishing: Publishing): void {
  const { ts } = graph.closures.context;
  for (const statement of statements) {
    if (ts.isModuleDeclaration(statement)) publishNamespace(graph, statement, publishing);
    for (const name of declaredNames(ts, statement)) publishName(graph, name, publishing);
    // `export default 1 + 1` is declared by a variable of this name.
    if (ts.isExportAssignment(statement)) publishing.published.set("_default", nodeOfPublished(graph, statement, undefined));
    if (isNameless(ts, statement)) publishing.published.set("default", nodeOfPublished(graph, statement, undefined));
  }
}

function publishName(graph: Graph, name: TS.Identifier, { published, prefix }: Publishing): void {
  const symbol = graph.closures.context.checker.getSymbolAtLocation(name);
  if (symbol) published.set(prefix + name.text, nodeOfPublished(graph, name, symbol));
}

function publishNamespace(graph: Graph, { name, body }: TS.ModuleDeclaration, { published, prefix }: Publishing): void {
  const { ts } = graph.closures.context;
  const inner = { published, prefix: `${prefix}${name.text}.` };
  if (body && ts.isModuleBlock(body)) publishStatements(graph, body.statements, inner);
  else if (body && ts.isModuleDeclaration(body)) publishNamespace(graph, body, inner);
}

function isNameless(ts: Context["ts"], statement: TS.Statement): boolean {
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name === undefined;
}

/** The names of values that a statement declares. */
function declaredNames(ts: Context["ts"], statement: TS.Statement): readonly TS.Identifier[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name));
  const isDeclaration = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  return isDeclaration && statement.name ? [statement.name] : [];
}

function boundNames(ts: Context["ts"], name: TS.BindingName): readonly TS.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(ts, element.name)));
}

/** What is known of the whole graph when blocks are written. */
export interface Judgement {
  readonly context: Context;
  readonly identify: (node: ClosureNode) => string;
  readonly environment: ReadonlyMap<string, ReadonlySet<ClosureNode>>;
  readonly findings: ReadonlyMap<ClosureNode, readonly ReachedFinding[]>;
}

/** The block that a file's declaration file carries. */
export function describePublished(judgement: Judgement, published: Published): string {
  const names = [...published].sort(([a], [b]) => (a < b ? -1 : 1));
  return canonicalBlock(Object.fromEntries(names.flatMap(([name, node]) => {
    const isEmpty = name === "" && node.references.length === 0;
    return isEmpty ? [] : [[name, describeDeclaration(judgement, node)]];
  })));
}

function describeDeclaration({ context, identify, environment, ...judgement }: Judgement, node: ClosureNode): CarriedDeclaration {
  const env = [...environment].filter(([, readers]) => readers.has(node)).map(([name]) => name).sort();
  const findings = (judgement.findings.get(node) ?? []).map((reached) => carriedFinding(context, reached));
  return { digest: identify(node), ...(env.length > 0 && { env }), ...(findings.length > 0 && { findings }) };
}

function carriedFinding(context: Context, reached: ReachedFinding): CarriedFinding {
  const { code, text } = messageOf(context, { task: CARRIED_TASK, folder: projectFolder(context.program) }, reached);
  const { label, isNondeterminism } = reached.finding;
  return { label, isNondeterminism, code, text };
}
