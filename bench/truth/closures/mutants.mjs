/** One changed text for a declaration: what it does is another thing then, and what it refers to is not. */
import ts from "typescript";

/** An edit `{ start, end, text }` of the declaration's file; undefined where it has nothing to change. */
export function mutate({ kind, node }, number) {
  switch (kind) {
    case "function":
      return atEndOf(node.body, number);
    case "class":
      return mutateClass(node, number);
    case "enum":
      return mutateEnum(node, number);
    case "default":
      return mutateExpression(node.expression, number);
    case "variable":
      return node.initializer && mutateExpression(node.initializer, number);
    case "statement":
      return ts.isExpressionStatement(node) ? around(node.expression, `void ${number}, (`, ")") : around(node, `{ void ${number}; `, " }");
    default:
      throw new Error(`There is no mutation for ${kind}.`);
  }
}

function mutateExpression(expression, number) {
  const isFunction = ts.isArrowFunction(expression) || ts.isFunctionExpression(expression);
  if (!isFunction) return around(expression, `(void ${number}, (`, "))");
  return ts.isBlock(expression.body) ? atEndOf(expression.body, number) : around(expression.body, `(void ${number}, (`, "))");
}

/** In one of its methods where it has some, so that its type stays. */
function mutateClass(node, number) {
  const bodies = node.members.map(({ body }) => body).filter((body) => body !== undefined && ts.isBlock(body));
  if (bodies.length > 0) return atEndOf(bodies[number % bodies.length], number);
  return { start: node.end - 1, end: node.end - 1, text: ` static #mutant = ${number}; ` };
}

function mutateEnum(node, number) {
  const member = node.members[number % node.members.length];
  if (member === undefined) return undefined;
  const isText = member.initializer !== undefined && ts.isStringLiteralLike(member.initializer);
  const value = isText ? `"mutant ${number}"` : `${100_000 + number}`;
  return { start: member.name.end, end: member.end, text: ` = ${value}`, member: member.name.getText() };
}

function atEndOf(block, number) {
  return { start: block.end - 1, end: block.end - 1, text: `; void ${number}; ` };
}

function around(node, before, after) {
  const start = node.getStart();
  return { start, end: node.end, text: `${before}${node.getText()}${after}` };
}

export function applyEdit(text, { start, end, text: inserted }) {
  return text.slice(0, start) + inserted + text.slice(end);
}
