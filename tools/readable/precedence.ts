/** How tightly an expression binds. */
export const Level = {
  Comma: 0,
  Assignment: 1,
  Conditional: 2,
  Unary: 14,
  Postfix: 15,
  Call: 17,
  Primary: 18,
} as const;

/** Binary operators, from the loosest to the tightest. */
const BINARY: readonly (readonly string[])[] = [
  ["??"],
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!=", "===", "!=="],
  ["<", ">", "<=", ">=", "in", "instanceof"],
  ["<<", ">>", ">>>"],
  ["+", "-"],
  ["*", "/", "%"],
];

const LEVELS: ReadonlyMap<string, number> = new Map(BINARY.flatMap((operators, index) => operators.map((operator) => [operator, Level.Conditional + 1 + index] as const)));

/** How tightly a binary operator binds, by its sign; undefined for what is none. */
export function levelOf(operator: string): number | undefined {
  if (operator === ",") return Level.Comma;
  if (operator === "**") return Level.Unary - 0.5;
  return LEVELS.get(operator) ?? (/^(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=$/.test(operator) ? Level.Assignment : undefined);
}
