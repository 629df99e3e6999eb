/**
 * Edits of declared types at every depth that their members reach: through properties, elements, unions
 * and the other types of the file, as long as nothing on the way computes. What a function takes and gives is
 * no part of a signature, so nothing is edited inside one.
 */
import { memberEdits } from "./typeMemberEdits.mjs";
import { isCallable, nodeEdits, partsOf } from "./typeNodeEdits.mjs";

/** Library types whose arguments are part of the text as they stand. */
const CONTAINERS = new Set(["Array", "ReadonlyArray", "Map", "ReadonlyMap", "Set", "ReadonlySet", "Promise"]);

/**
 * All edits of a declaration and of what it reaches: `{ operator, start, end, text, depth, counts }`.
 * `declarations` are the file's types by name; `counts` is false for an edit that must change nothing.
 */
export function discoverTypeEdits({ ts, checker }, declarations, root) {
  const walk = { ts, checker, declarations, seen: new Set(), edits: [] };
  declarationEdits(walk, root.name.text, { depth: 0, hidden: new Set(), around: [] });
  return walk.edits;
}

/**
 * What a place of a type inherits: how deep it is, the names of members that another type decides, and the
 * members of the unions it is a member of, by its own name or by that of an alias.
 */
function declarationEdits(walk, name, place) {
  const { ts } = walk;
  if (walk.seen.has(name)) return;
  walk.seen.add(name);
  const declarations = walk.declarations.get(name) ?? [];
  for (const declaration of declarations) {
    if (ts.isTypeAliasDeclaration(declaration)) typeEdits(walk, declaration.type, place);
    else if (ts.isInterfaceDeclaration(declaration)) interfaceEdits(walk, declaration, { ...place, hidden: new Set([...place.hidden, ...twice(declarations)]) });
    else addEdits(walk, memberEdits(walk, declaration, place.hidden), place);
  }
}

/** Names of members that an interface declares in several places: one of them removes nothing. */
function twice(declarations) {
  const names = declarations.flatMap(({ members }) => [...new Set(members.map(({ name }) => name?.getText() ?? ""))]);
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** A member that a base declares too is left alone: without it the base's stands in its place. */
function interfaceEdits(walk, declaration, place) {
  if (isCallable(walk.checker.getTypeAtLocation(declaration))) return;
  const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  const inherited = bases.flatMap((base) => walk.checker.getTypeAtLocation(base).getProperties().map(({ name }) => name));
  objectEdits(walk, declaration, { ...place, hidden: new Set([...place.hidden, ...inherited]) });
  const own = declaration.members.flatMap(({ name }) => (name === undefined ? [] : [name.getText()]));
  const hidden = new Set([...place.hidden, ...own]);
  // With several bases the first that has a member decides.
  for (const { expression } of bases.length === 1 ? bases : []) if (walk.ts.isIdentifier(expression)) declarationEdits(walk, expression.text, { depth: place.depth, hidden, around: [] });
}

function objectEdits(walk, node, place) {
  const { ts } = walk;
  addEdits(walk, memberEdits(walk, node, place.hidden), place);
  for (const member of node.members) {
    const isOpen = ts.isIndexSignatureDeclaration(member) || (ts.isPropertySignature(member) && !place.hidden.has(member.name.getText()));
    if (isOpen && member.type !== undefined) typeEdits(walk, member.type, { depth: place.depth + 1, hidden: new Set(), around: [] });
  }
}

function typeEdits(walk, node, place) {
  const { ts } = walk;
  addEdits(walk, nodeEdits(walk, node, place.around), place);
  const below = (child, { hidden = new Set(), around = [] } = {}) => typeEdits(walk, child, { depth: place.depth + 1, hidden, around });
  if (ts.isTypeLiteralNode(node) && isCallable(walk.checker.getTypeFromTypeNode(node))) return;
  if (ts.isTypeLiteralNode(node)) objectEdits(walk, node, place);
  else if (ts.isParenthesizedTypeNode(node)) typeEdits(walk, node.type, place);
  else if (ts.isUnionTypeNode(node)) for (const type of node.types) below(type, { hidden: place.hidden, around: [...place.around, ...partsOf(walk.checker, node)] });
  else if (ts.isIntersectionTypeNode(node)) for (const type of node.types) below(type, { hidden: new Set([...place.hidden, ...othersNames(walk, node, type)]) });
  else if (ts.isArrayTypeNode(node)) below(node.elementType);
  else if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) typeEdits(walk, node.type, place);
  else if (ts.isTupleTypeNode(node)) for (const element of node.elements) below(elementType(ts, element));
  else if (ts.isTypeReferenceNode(node)) referenceEdits(walk, node, place);
}

/** The names of members that the rest of an intersection has. */
function othersNames({ checker }, intersection, type) {
  const others = intersection.types.filter((other) => other !== type);
  return others.flatMap((other) => checker.getTypeFromTypeNode(other).getProperties().map(({ name }) => name));
}

function elementType(ts, element) {
  const type = ts.isNamedTupleMember(element) ? element.type : element;
  return ts.isOptionalTypeNode(type) || ts.isRestTypeNode(type) ? type.type : type;
}

function referenceEdits(walk, node, place) {
  if (!walk.ts.isIdentifier(node.typeName)) return;
  const name = node.typeName.text;
  const depth = place.depth + 1;
  if (isDeclared(walk, node.typeName)) return declarationEdits(walk, name, { ...place, depth });
  if (CONTAINERS.has(name)) for (const type of node.typeArguments ?? []) typeEdits(walk, type, { depth, hidden: new Set(), around: [] });
}

/** A type parameter may have the name of a type of the file. */
function isDeclared({ checker, declarations }, name) {
  const meant = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return (declarations.get(name.text) ?? []).some((declaration) => meant.includes(declaration));
}

function addEdits(walk, edits, { depth }) {
  for (const edit of edits) walk.edits.push({ counts: true, ...edit, depth });
}
