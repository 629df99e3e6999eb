/**
 * What the measurement takes for one declaration, found by its own simple means: nothing here is shared
 * with the plugin, whose idea of a declaration is under test.
 */
import ts from "typescript";

/**
 * The declarations and statements at the top level of a file and of its namespaces that exist at run
 * time: `{ id, kind, node, names }`. `names` are the nodes by which other code can mean it.
 */
export function declarationsOf(file, path) {
  return statementsIn(file).flatMap((statement) => describe(statement)).map((each) => ({ ...each, path, id: `${path}#${labelOf(each)}:${lineOf(file, each.node)}` }));
}

function statementsIn(block) {
  return block.statements.flatMap((statement) => (ts.isModuleDeclaration(statement) && !isAmbient(statement) ? statementsInNamespace(statement) : [statement]));
}

function statementsInNamespace({ body }) {
  if (body === undefined) return [];
  return ts.isModuleBlock(body) ? statementsIn(body) : statementsInNamespace(body);
}

function describe(node) {
  if (isAmbient(node) || isTypeOrLink(node)) return [];
  if (ts.isFunctionDeclaration(node)) return node.body === undefined ? [] : [{ kind: "function", node, names: [node.name ?? defaultKeyword(node)] }];
  if (ts.isClassDeclaration(node)) return [{ kind: "class", node, names: [node.name ?? defaultKeyword(node)] }];
  if (ts.isEnumDeclaration(node)) return [{ kind: "enum", node, names: [node.name] }];
  if (ts.isExportAssignment(node)) return [{ kind: "default", node, names: [defaultKeyword(node)].filter((name) => name !== undefined) }];
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map((each) => ({ kind: "variable", node: each, names: boundNames(each.name) }));
  return [{ kind: "statement", node, names: [] }];
}

function isAmbient(node) {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function isTypeOrLink(node) {
  const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isNamespaceExportDeclaration(node);
  const isLink = ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node) || ts.isExportDeclaration(node);
  return isType || isLink || ts.isModuleDeclaration(node) || ts.isEmptyStatement(node);
}

function defaultKeyword(node) {
  return node.getChildren().flatMap((child) => (child.kind === ts.SyntaxKind.SyntaxList ? child.getChildren() : [child])).find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
}

export function boundNames(name) {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

function labelOf({ kind, names }) {
  return names[0]?.getText() ?? kind;
}

function lineOf(file, node) {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

/** The innermost node of a file that a position stands in. */
export function nodeAt(file, position) {
  let found = file;
  for (let next = file; next !== undefined; ) {
    found = next;
    next = ts.forEachChild(found, (child) => (child.getStart(file) <= position && position < child.end ? child : undefined));
  }
  return found;
}

/** The node that `declarationsOf` describes and that another node stands in; undefined for links and types. */
export function declarationAround(node) {
  let variable;
  for (let inner = node; inner.parent !== undefined; inner = inner.parent) {
    if (ts.isVariableDeclaration(inner)) variable = inner;
    if (ts.isSourceFile(inner.parent) || ts.isModuleBlock(inner.parent)) return ts.isVariableStatement(inner) ? variable : inner;
  }
  return undefined;
}
