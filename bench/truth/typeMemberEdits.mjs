import { inserted, removed, replaced, startOf, swapped, textOf } from "./operators/edit.mjs";

/** Edits of the members of an interface, a type literal or an enum; those in `hidden` are another type's to decide. */
export function* memberEdits({ ts }, node, hidden) {
  if (ts.isEnumDeclaration(node)) return yield* enumEdits(ts, node);
  const open = node.members[0] === undefined ? node.end - 1 : startOf(ts, node.members[0]);
  yield { operator: "property added", ...inserted(open, "taskprintAdded: 1; ") };
  yield { operator: "optional property added", ...inserted(open, "taskprintAdded?: 1; ") };
  yield { operator: "index signature added", ...inserted(open, "[taskprint: `taskprint${string}`]: 1; ") };
  for (const member of node.members) if (!hidden.has(member.name?.getText() ?? "")) yield* oneMemberEdits(ts, member);
  yield* reorderedMembers(ts, node);
}

function* oneMemberEdits(ts, member) {
  if (!ts.isPropertySignature(member) && !ts.isMethodSignature(member)) return;
  const isOverloaded = ts.isMethodSignature(member) && member.parent.members.filter(({ name }) => name?.getText() === member.name.getText()).length > 1;
  if (isOverloaded) return;
  yield { operator: "property removed", ...replaced(ts, member, "") };
  if (ts.isIdentifier(member.name)) yield { operator: "property renamed", ...inserted(member.name.end, "Taskprint") };
  if (member.questionToken === undefined) yield { operator: "property made optional", ...inserted(member.name.end, "?") };
  else yield { operator: "property made required", ...replaced(ts, member.questionToken, "") };
  if (ts.isPropertySignature(member)) yield* harmlessEdits(ts, member);
}

/** `readonly` does not count, nor does an `undefined` that the mark `?` says already. */
function* harmlessEdits(ts, member) {
  const modifier = member.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
  const operator = "readonly on a property";
  // A unique symbol has to be on a property that is.
  const isUnique = member.type !== undefined && ts.isTypeOperatorNode(member.type) && member.type.operator === ts.SyntaxKind.UniqueKeyword;
  if (!isUnique) yield { operator, counts: false, ...(modifier === undefined ? inserted(startOf(ts, member.name), "readonly ") : removed(modifier.getStart(), modifier.end)) };
  if (member.questionToken === undefined || member.type === undefined) return;
  yield { operator: "undefined of an optional property", counts: false, ...replaced(ts, member.type, `(${textOf(ts, member.type)}) | undefined`) };
}

function* reorderedMembers(ts, node) {
  const [first, second] = node.members.filter((member) => ts.isPropertySignature(member));
  if (second !== undefined) yield { operator: "properties reordered", counts: false, ...swapped(ts, first, second) };
}

/** Members of an enum count by name and value; those behind a changed one may be counted on from it. */
function* enumEdits(ts, node) {
  yield { operator: "enum member added", ...inserted(node.end - 1, `${node.members.length > 0 && !node.members.hasTrailingComma ? ", " : ""}TaskprintAdded = 'taskprint' `) };
  for (const member of node.members) {
    if (ts.isIdentifier(member.name)) yield { operator: "enum member renamed", ...inserted(member.name.end, "Taskprint") };
    const value = " = 1000003";
    const isPlain = member.initializer === undefined || ts.isLiteralExpression(member.initializer);
    if (isPlain) yield { operator: "enum value changed", start: member.name.end, end: member.end, text: value };
  }
}
