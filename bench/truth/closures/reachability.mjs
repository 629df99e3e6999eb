/**
 * A slow and simple reachability: which declarations does a change of one reach, by the language
 * service's find-all-references alone. Independent of the plugin on purpose.
 */
import ts from "typescript";
import { declarationAround, nodeAt } from "./declarations.mjs";
import { isInTypes, isMemberUse, isWriteAtTopLevel } from "./uses.mjs";

/**
 * For each declaration of a project, those that it affects directly: the ones that mention it at run time,
 * and the ones that its code writes to when the module is loaded. An enum affects by its members.
 */
export function discoverAffected(service, declarations, say) {
  const search = { service, program: service.getProgram(), byNode: new Map(declarations.map((each) => [each.node, each])) };
  const affected = new Map(declarations.map((each) => [each, new Set()]));
  const members = new Map();
  for (const [index, declaration] of declarations.entries()) {
    if (index % 500 === 0) say(`  find-all-references: ${index} of ${declarations.length}`);
    addMentions(search, declaration, affected);
    if (declaration.kind === "enum") members.set(declaration, usersOfMembers(search, declaration));
  }
  addWholeNamespaces(search, affected);
  return { affected, members };
}

function addMentions(search, declaration, affected) {
  for (const use of declaration.names.flatMap((name) => usesOf(search, name))) {
    const user = search.byNode.get(declarationAround(use));
    if (user === undefined || user === declaration) continue;
    if (declaration.kind !== "enum" || !isMemberUse(use)) affected.get(declaration).add(user);
    if (isWriteAtTopLevel(use, user.node)) affected.get(user).add(declaration);
  }
}

/** Of an enum's members, who uses which; a member without a constant value is as good as the whole enum. */
function usersOfMembers(search, { node }) {
  return node.members.map((member) => ({
    name: member.name.getText(),
    users: usesOf(search, member.name).map((use) => search.byNode.get(declarationAround(use))).filter((user) => user !== undefined && user.node !== node),
  }));
}

/** The places where code that runs means what a name means, by the language service. */
function usesOf({ service, program }, name) {
  const found = service.findReferences(name.getSourceFile().fileName, name.getStart()) ?? [];
  return found
    .flatMap(({ references }) => references)
    .map(({ fileName, textSpan }) => nodeAt(program.getSourceFile(fileName), textSpan.start))
    .filter((use) => use !== name && isName(use) && !isInTypes(use) && !isOfOtherVariable(program, name, use));
}

/** For `{ a }` in a pattern the service also finds the property `a`, and all that mentions it. */
function isOfOtherVariable(program, name, use) {
  if (!ts.isBindingElement(name.parent)) return false;
  const checker = program.getTypeChecker();
  const isShorthand = ts.isShorthandPropertyAssignment(use.parent) && use.parent.name === use;
  const symbol = isShorthand ? checker.getShorthandAssignmentValueSymbol(use.parent) : checker.getSymbolAtLocation(use);
  return resolved(checker, symbol) !== checker.getSymbolAtLocation(name);
}

/** Mentions in comments stand in no name. */
function isName(node) {
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node);
}

/** Whoever uses a module or namespace as a value, and not by one member, uses all that it exports. */
function addWholeNamespaces(search, affected) {
  const names = search.program.getSourceFiles().filter((file) => !file.isDeclarationFile).flatMap(namespaceNames);
  for (const name of names) {
    const users = usesOf(search, name).filter((use) => !isMemberUse(use)).map((use) => search.byNode.get(declarationAround(use)));
    if (users.every((user) => user === undefined)) continue;
    for (const member of membersOf(search, name)) {
      for (const user of users) if (user !== undefined && user !== member) affected.get(member).add(user);
    }
  }
}

function namespaceNames(file) {
  return file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return [statement.importClause?.namedBindings].filter((each) => each && ts.isNamespaceImport(each)).map(({ name }) => name);
    if (ts.isExportDeclaration(statement)) return [statement.exportClause].filter((each) => each && ts.isNamespaceExport(each)).map(({ name }) => name);
    return ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name) ? [statement.name] : [];
  });
}

function membersOf(search, name) {
  const checker = search.program.getTypeChecker();
  const found = new Set();
  membersWorker({ ...search, checker, found }, resolved(checker, checker.getSymbolAtLocation(name)), new Set());
  return found;
}

function membersWorker(search, symbol, seen) {
  if (symbol === undefined || seen.has(symbol)) return;
  seen.add(symbol);
  if (symbol.flags & ts.SymbolFlags.Module) {
    for (const each of search.checker.getExportsOfModule(symbol)) membersWorker(search, resolved(search.checker, each), seen);
  }
  for (const node of symbol.declarations ?? []) {
    const declaration = search.byNode.get(ts.isBindingElement(node) ? declarationAround(node) : node);
    if (declaration !== undefined) search.found.add(declaration);
  }
}

function resolved(checker, symbol) {
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** All that the given declarations affect, themselves included; `isCut` says which of them affect nothing. */
export function reach(affected, starts, isCut) {
  const reached = new Set(starts);
  for (const declaration of reached) {
    if (isCut(declaration)) continue;
    for (const next of affected.get(declaration)) reached.add(next);
  }
  return reached;
}
