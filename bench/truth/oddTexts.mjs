/** Texts that stress a compiler: each construct of the list nested or chained as deep as TypeScript itself bears. */
const DEPTHS = [10, 100, 400];

const NESTED = {
  "parentheses": ["(", "1", ")"],
  "arrays": ["[", "1", "]"],
  "objects": ["{ a: ", "1", " }"],
  "calls": ["f(", "1", ")"],
  "templates": ["`${", "1", "}`"],
  "arrows": ["() => ", "1", ""],
  "conditionals": ["a ? b : ", "1", ""],
  "conditions in conditionals": ["a ? ", "1", " : b"],
  "assignments": ["a = ", "1", ""],
  "exponents": ["2 ** ", "1", ""],
  "spreads": ["[...", "[]", "]"],
  "negations": ["!", "1", ""],
  "sums": ["", "1", " + 1"],
  "joined texts": ["", "'a'", " + 'b'"],
  "alternatives": ["", "a", " || a"],
  "members": ["", "a", ".a"],
  "optional members": ["", "a", "?.a"],
  "calls of calls": ["", "f", "()"],
  "assertions": ["", "a", "!"],
  "casts": ["", "a", " as any"],
  "elements": ["", "a", "[0]"],
  "tags": ["", "f", "`x`"],
  "commas": ["", "1", ", 1"],
};

const STATEMENTS = {
  "blocks": ["{ ", "f();", " }"],
  "branches": ["if (a) f(); else ", "f();", ""],
  "branches in branches": ["if (a) ", "f();", ""],
  "loops": ["while (a) ", "f();", ""],
  "functions": ["function g() { ", "f();", " }"],
  "attempts": ["try { ", "f();", " } finally { f(); }"],
  "classes": ["class C { m() { ", "f();", " } }"],
  "statements": ["", "f();", " f();"],
};

const TYPES = {
  "array types": ["", "string", "[]"],
  "tuples": ["[", "string", "]"],
  "object types": ["{ a: ", "string", " }"],
  "unions": ["", "'x'", " | { u: 1 }"],
  "functions of functions": ["() => ", "string", ""],
  "promises": ["Promise<", "string", ">"],
  "conditional types": ["T extends string ? 1 : ", "string", ""],
};

/** `{ path, text }`s, each a function `theTask` with one construct at one depth. */
export function oddTexts() {
  return DEPTHS.flatMap((depth) => [
    ...spelled(depth, NESTED, (it) => `export function theTask(a: any, b: any, f: any) { return (${it}); }`),
    ...spelled(depth, STATEMENTS, (it) => `export function theTask(a: unknown, f: () => void): number { ${it} return 1; }`),
    ...spelled(depth, TYPES, (it) => `export function theTask<T>(a: ${it}): void { void a; }`),
    { path: `odd/${depth}/jsx.tsx`, text: `export const theTask = (): unknown => ${nested(depth, ["<a>", "x", "</a>"])};` },
  ]);
}

function spelled(depth, constructs, text) {
  return Object.entries(constructs).map(([name, parts]) => {
    return { path: `odd/${depth}/${name.replaceAll(" ", "-")}.ts`, text: text(nested(depth, parts)) };
  });
}

function nested(depth, [before, inside, behind]) {
  return before.repeat(depth) + inside + behind.repeat(depth);
}
