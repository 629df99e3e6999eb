import { isOrdinary } from "../kinds.js";
import { isBareMap, isBareSet, isHole, isList, isPolluted, learn, newLayouts, plainNames, type Layouts } from "./layout.js";
import * as parts from "./keyParts.js";
import { encodeStatements, ENTER, MOST_OBJECTS, objectBody, optionalStatements } from "./keyObjectSource.js";
import type { Shape, Shapes } from "./shape.js";
import { compile, literal } from "./source.js";
import { memberTests } from "./union.js";

/**
 * Writes the encoding of a call's arguments at a position, and returns where it ends, or a negative number:
 * `UNFIT` or `NO_ROOM`.
 */
export type EncodeKey = (args: readonly unknown[], bytes: Buffer, at: number) => number;

/** How many members of unions may be tried in vain for one call: nested ones could multiply. */
const MOST_FAILURES = 20_000;

/** What generated code may use. `f`, in it, counts the failures, and `c` the objects. */
const NAMES = { ...parts, isBareMap, isBareSet, isHole, isList, isOrdinary, isPolluted, learn, plainNames, plain: Object.prototype, prototypeOf: Object.getPrototypeOf, namesOf: Object.getOwnPropertyNames, symbolsOf: Object.getOwnPropertySymbols, eachOfMap: Map.prototype.forEach, eachOfSet: Set.prototype.forEach };

/** The encoder of a plan's arguments, as one function for each shape. */
export function compileKeyEncoder(shapes: Shapes): EncodeKey {
  const layouts = shapes.all.map((shape): Layouts | undefined => (shape.kind === "object" ? newLayouts(shape.fields) : undefined));
  const functions = shapes.all.map((shape, id) => shapeFunction(shapes, shape, id));
  const source = ["let f = 0, c = 0;", ...layouts.flatMap((each, id) => (each ? [`const l${id} = layouts[${id}];`] : [])), ...functions, argumentsFunction(shapes)].join("\n");
  return compile(source, { ...NAMES, layouts }) as EncodeKey;
}

/** Every shape's function takes a value, the bytes, a position and the depth; writing beyond the bytes does nothing, so the end is looked at last. */
function shapeFunction(shapes: Shapes, shape: Shape, id: number): string {
  return `function e${id}(v, b, p, d) {\n${shapeBody(shapes, shape, id)}\n}`;
}

function shapeBody(shapes: Shapes, shape: Shape, id: number): string {
  switch (shape.kind) {
    case "atom":
      return atomBody(shape.atom);
    case "literal":
      return literalBody(shape.values);
    case "view":
      return "return view(v, b, p);";
    case "object":
      return objectBody(shape.fields, id);
    case "array":
      return listBody(`p = count(n, b, p);\n${itemLoop("0", shape.item)}`);
    case "tuple":
      return listBody(tupleBody(shape));
    case "record":
      return recordBody(shape.item);
    case "map":
      return partsBody("isBareMap", `eachOfMap.call(v, (x, k) => {\nlet q = e${shape.key}(k, b, p + 4, d);\nif (q >= 0) q = e${shape.item}(x, b, q, d);\n${KEEP}\n});`);
    case "set":
      return partsBody("isBareSet", `eachOfSet.call(v, (x) => {\nconst q = e${shape.item}(x, b, p + 4, d);\n${KEEP}\n});`);
    case "union":
      return unionBody(shapes, shape.members);
    default:
      return shape satisfies never;
  }
}

function atomBody(atom: Extract<Shape, { kind: "atom" }>["atom"]): string {
  switch (atom) {
    case "undefined":
    case "null":
      return `return v === ${atom} ? p : -1;`;
    case "boolean":
      return "if (typeof v !== 'boolean') return -1;\nb[p] = v ? 1 : 0;\nreturn p + 1;";
    case "number":
    case "bigint":
    case "date":
      return `return ${atom}(v, b, p);`;
    case "string":
      return "return text(v, b, p);";
    case "unknown":
      return "return any(v, b, p);";
    default:
      return atom satisfies never;
  }
}

function literalBody(values: readonly (string | number | boolean)[]): string {
  const cases = values.map((value, index) => `case ${literal(value)}: b[p] = ${index}; return p + 1;`);
  return `switch (v) {\n${cases.join("\n")}\ndefault: return -1;\n}`;
}

function listBody(rest: string): string {
  return `${ENTER}\nif (!isList(v)) return -1;\nconst n = v.length;\n${rest}\nreturn p;`;
}

/** An element that is `undefined` may be a hole. */
function itemLoop(from: string, item: number): string {
  return `for (let i = ${from}; i < n; i++) {\n${itemStatements("i", item)}\n}`;
}

function itemStatements(index: string, item: number): string {
  return `const x${index} = v[${index}];\nif (x${index} === undefined && isHole(v, ${index})) return -1;\n${encodeStatements(item, `x${index}`)}`;
}

function tupleBody({ items, required, rest }: Extract<Shape, { kind: "tuple" }>): string {
  const isFixed = rest === undefined && required === items.length;
  const limit = rest === undefined ? ` || n > ${items.length}` : "";
  const elements = items.map((item, index) => {
    const statements = itemStatements(String(index), item);
    return index < required ? statements : `if (n > ${index}) {\n${optionalItem(String(index), item)}\n}`;
  });
  return [
    `if (n < ${required}${limit}) return -1;`,
    ...(isFixed ? [] : ["p = count(n, b, p);"]),
    ...elements,
    ...(rest === undefined ? [] : [itemLoop(String(items.length), rest)]),
  ].join("\n");
}

function optionalItem(index: string, item: number): string {
  return `if (isHole(v, ${index})) return -1;\nconst x = v[${index}];\n${optionalStatements(item, "x")}`;
}

/** Names in code-unit order. */
function recordBody(item: number): string {
  return [
    `${ENTER}\nconst names = plainNames(v);\nif (names === undefined) return -1;`,
    "const s = [...names].sort();\np = count(s.length, b, p);",
    `for (let i = 0; i < s.length; i++) {\np = text(s[i], b, p);\nif (p < 0) return p;\n${encodeStatements(item, "v[s[i]]")}\n}`,
    "return p;",
  ].join("\n");
}

/** All parts are tried even when one does not fit: what a call counts must not depend on their order. */
const KEEP = "if (q > b.length || q === -2) e = -2;\nelse if (q >= 0) parts.push(part(b, p + 4, q));\nelse if (e === 0) e = -1;";

function partsBody(test: string, loop: string): string {
  return `${ENTER}\nif (!${test}(v)) return -1;\nd++;\nconst parts = [];\nlet e = 0;\n${loop}\nreturn e < 0 ? e : sorted(parts, b, p);`;
}

/** The first member that fits: which one that is depends on the value alone. */
function unionBody(shapes: Shapes, members: readonly number[]): string {
  const tries = members.map((member, index) => {
    const test = memberTests(shapes, member);
    return `if (${test}) {\nb[p] = ${index};\nconst r = e${member}(v, b, p + 1, d + 1);\nif (r !== -1) return r;\nif (++f > ${MOST_FAILURES}) return -1;\n}`;
  });
  return `${ENTER}\nif (f > ${MOST_FAILURES}) return -1;\n${tries.join("\n")}\nreturn -1;`;
}

/**
 * A parameter that is not given is `undefined`; arguments beyond the parameters must be. What cannot be read
 * does not fit, and neither does what went beyond a limit, whatever came of it.
 */
function argumentsFunction({ all, parameters, rest }: Shapes): string {
  const checks = all.some(({ kind }) => kind === "object") ? "if (isPolluted()) return -1;\n" : "";
  const first = parameters.length;
  const statements = parameters.map((parameter, index) => {
    if (parameter === undefined) return "";
    const encode = `p = e${parameter.shape}(a${index}, b, p, 0);\nif (p < 0) return p;`;
    const read = `const a${index} = n > ${index} ? args[${index}] : undefined;`;
    if (!parameter.isOptional) return `${read}\n${encode}`;
    return `${read}\nb[p++] = a${index} === undefined ? 0 : 1;\nif (a${index} !== undefined) {\n${encode}\n}`;
  });
  const restItems = `p = e${String(rest)}(args[i], b, p, 0);\nif (p < 0) return p;`;
  const more = `for (let i = ${first}; i < n; i++)`;
  const end =
    rest === undefined ? `${more} if (args[i] !== undefined) return -1;`
    : rest === "ignored" ? ""
    : `p = count(n > ${first} ? n - ${first} : 0, b, p);\n${more} {\n${restItems}\n}`;
  return `return function encodeKey(args, b, p) {\ntry {\n${checks}f = c = 0;\nconst n = args.length;\n${[...statements, end].join("\n")}\nif (f > ${MOST_FAILURES} || c > ${MOST_OBJECTS}) return -1;\nreturn p > b.length ? -2 : p;\n} catch {\nreturn -1;\n}\n};`;
}
