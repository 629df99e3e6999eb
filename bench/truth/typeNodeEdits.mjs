import { inserted, replaced, startOf, textOf, withoutElements } from "./operators/edit.mjs";

const OTHER_KEYWORD = { string: "number", number: "string", boolean: "string", bigint: "string" };

/**
 * Edits of one node of a type, where the compiler does not itself take the edited type for the same. `around` are
 * the members of the unions that it is a member of.
 */
export function* nodeEdits(walk, node, around) {
  const { ts } = walk;
  const text = textOf(ts, node);
  const isImplied = node.kind === ts.SyntaxKind.UndefinedKeyword;
  if (!isImplied) yield { operator: "retyped", ...replaced(ts, node, "{ taskprintRetyped: 1 }") };
  // Parentheses behind `readonly` are an error: it stands before an array or tuple as written only.
  if (!ts.isTypeOperatorNode(node.parent)) yield { operator: "parentheses and a comment", counts: false, ...replaced(ts, node, `(/* 1 */ ${text})`) };
  if (OTHER_KEYWORD[text] !== undefined) yield { operator: "keyword exchanged", ...replaced(ts, node, OTHER_KEYWORD[text]) };
  if (ts.isLiteralTypeNode(node)) yield* literalEdits(walk, node, around);
  else if (ts.isTemplateLiteralTypeNode(node)) yield { operator: "template's text changed", ...inserted(startOf(ts, node) + 1, "taskprint") };
  else if (ts.isUnionTypeNode(node)) yield* unionEdits(walk, node);
  else if (ts.isArrayTypeNode(node)) yield* arrayEdits(ts, node, text);
  else if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) yield { operator: "readonly of an array dropped", ...replaced(ts, node, `(${textOf(ts, node.type)})`) };
  else if (ts.isTupleTypeNode(node)) yield* tupleEdits(ts, node);
}

function* literalEdits({ ts }, node, around) {
  const { literal } = node;
  const isText = ts.isStringLiteral(literal);
  const isNumber = ts.isNumericLiteral(literal);
  const other = isText ? JSON.stringify(`${literal.text}~`) : isNumber ? "1000003" : '"taskprint"';
  const covering = isNumber ? ts.TypeFlags.Number : ts.TypeFlags.String;
  if (!around.some(({ flags }) => flags & covering)) yield { operator: "literal changed", ...replaced(ts, node, other) };
}

/** The members of a union as the compiler sees them; of any other type, itself. */
export function partsOf(checker, node) {
  const type = checker.getTypeFromTypeNode(node);
  return type.isUnion() ? type.types : [type];
}

function* unionEdits({ ts, checker }, node) {
  const whole = partsOf(checker, node);
  const isTop = whole.some(({ flags }) => flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown));
  if (isTop) return;
  yield { operator: "union member added", ...inserted(node.end, " | { taskprintAdded: 1 }") };
  const isCovered = (flag) => whole.some(({ flags }) => flags & flag);
  if (!isCovered(ts.TypeFlags.String)) yield { operator: "literal added to a union", ...inserted(node.end, ' | "taskprint"') };
  yield { operator: "union reordered", counts: false, ...replaced(ts, node, [...node.types].reverse().map((type) => `(${textOf(ts, type)})`).join(" | ")) };
  for (const member of node.types) {
    const rest = node.types.filter((type) => type !== member);
    const kept = new Set(rest.flatMap((type) => partsOf(checker, type)));
    const isLast = !partsOf(checker, member).every(isCallable) || ![...kept].some(isCallable);
    const isNeeded = isLast && whole.some((part) => !kept.has(part)) && member.kind !== ts.SyntaxKind.UndefinedKeyword;
    if (isNeeded) yield { operator: "union member removed", ...replaced(ts, node, rest.map((type) => `(${textOf(ts, type)})`).join(" | ")) };
  }
}

/** A function is a leaf of a signature, whatever properties it has: several in one union are as good as one. */
export function isCallable(type) {
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
}

function* arrayEdits(ts, node, text) {
  // What a rest element spreads is no list of its own.
  const isReadonly = ts.isTypeOperatorNode(node.parent) || ts.isRestTypeNode(node.parent) || (ts.isNamedTupleMember(node.parent) && node.parent.dotDotDotToken !== undefined);
  yield { operator: "array of arrays", ...replaced(ts, node, `${text}[]`) };
  yield { operator: "element for an array", ...replaced(ts, node, `(${textOf(ts, node.elementType)})`) };
  if (!isReadonly) yield { operator: "readonly on an array", ...replaced(ts, node, `(readonly (${textOf(ts, node.elementType)})[])`) };
}

function* tupleEdits(ts, node) {
  const label = node.elements.some(ts.isNamedTupleMember) ? "taskprint: " : "";
  yield { operator: "tuple element added", ...inserted(startOf(ts, node) + 1, `${label}"taskprint"${node.elements.length > 0 ? ", " : ""}`) };
  for (const edit of withoutElements(ts, node.elements)) yield { operator: "tuple element removed", ...edit };
  const last = node.elements.at(-1);
  const isPlain = last !== undefined && !ts.isNamedTupleMember(last) && !ts.isOptionalTypeNode(last) && !ts.isRestTypeNode(last);
  if (isPlain) yield { operator: "tuple element made optional", ...replaced(ts, last, `(${textOf(ts, last)})?`) };
}
