import * as parts from "./decodeParts.js";
import { TextForm } from "./draft.js";
import { First, readDouble } from "./number.js";
import type { Order } from "./orders.js";
import type { Shape, Shapes } from "./shape.js";
import { takesBytes } from "./size.js";
import { compile, literal } from "./source.js";
import { Any } from "./valueEncode.js";

/** Restores a value whose body begins at a position; what pools it has stands before. Throws for what is none. */
export type DecodeBody = (bytes: Buffer, body: Body) => unknown;

/** Where a value's body lies, and the two pools that its texts are cut from. */
export interface Body {
  readonly start: number;
  readonly end: number;
  readonly latin1: string;
  readonly wide: string;
}

/**
 * The decoder of a plan's results whose objects have their properties in given orders: object literals, which
 * V8 makes at once with the hidden class that they will have. All state is in variables that the functions
 * share. Reading beyond the end gives `undefined`, which no form has or the last check finds; what could take
 * memory by a number alone is checked against what is left.
 */
export function compileDecoder(shapes: Shapes, orders: ReadonlyMap<number, Order>): DecodeBody {
  const functions = shapes.all.map((shape, id) => `function d${id}() {\n${shapeBody({ shapes, orders }, shape, id)}\n}`);
  const source = [READERS, ...functions, rootFunction(shapes)].join("\n");
  return compile(source, { ...parts, readDouble }) as DecodeBody;
}

interface Target {
  readonly shapes: Shapes;
  readonly orders: ReadonlyMap<number, Order>;
}

/** Bytes, position, end; the pools, each with the position in it. */
const READERS = `
let b, p, e, s, q, u, r;
function num() {
  const c = b[p++];
  return c < ${First.Word} ? c : bigNum(c);
}
function bigNum(c) {
  if (c === ${First.Word}) return b[p++] | (b[p++] << 8);
  if (c === ${First.Int}) return b[p++] | (b[p++] << 8) | (b[p++] << 16) | (b[p++] << 24);
  if (c === ${First.NaN}) return NaN;
  if (c !== ${First.Double}) malformed();
  p += 8;
  return readDouble(b, p - 8);
}
function count() {
  const n = num();
  return n >= 0 && n <= e - p ? n : malformed();
}
function text() {
  const c = b[p++];
  if (c >= ${TextForm.Latin1}) return longText(c);
  const f = q;
  q += c;
  return s.substring(f, q);
}
function longText(c) {
  const n = num();
  if (c === ${TextForm.Latin1}) return s.substring(q, q += n);
  if (c === ${TextForm.Wide}) return u.substring(r, r += n);
  if (!(n <= e - p)) malformed();
  p += n;
  if (c === ${TextForm.LongLatin1}) return b.latin1Slice(p - n, p);
  if (c === ${TextForm.LongUtf8}) return b.utf8Slice(p - n, p);
  return c === ${TextForm.LongUtf16} ? b.ucs2Slice(p - n, p) : malformed();
}`;

function rootFunction({ output }: Shapes): string {
  return `return function decodeBody(bytes, body) {
b = bytes; p = body.start; e = body.end; s = body.latin1; q = 0; u = body.wide; r = 0;
const v = d${output}();
if (p !== e || q !== s.length || r !== u.length) malformed();
b = s = u = undefined;
return v;
};`;
}

function shapeBody(target: Target, shape: Shape, id: number): string {
  switch (shape.kind) {
    case "atom":
      return `return ${atomRead(shape.atom) ?? ANY};`;
    case "literal":
      return `switch (b[p++]) {\n${shape.values.map((value, index) => `case ${index}: return ${literal(value)};`).join("\n")}\ndefault: malformed();\n}`;
    case "view":
      return "const k = b[p++];\nconst n = count();\np += n;\nreturn toView(k, b, p - n, n);";
    case "object":
      return objectBody(target, shape, id);
    case "array":
      return `const n = count();\nconst v = [];\nfor (let i = 0; i < n; i++) {\n${padding(target, shape.item)}v.push(${read(target, shape.item)});\n}\nreturn v;`;
    case "tuple":
      return tupleBody(target, shape);
    case "record":
      return `const n = count();\nconst v = {};\nfor (let i = 0; i < n; i++) {\nconst k = text();\nput(v, k, ${read(target, shape.item)});\n}\nreturn v;`;
    case "map":
      return `const n = count();\nconst v = new Map();\nfor (let i = 0; i < n; i++) {\n${padding(target, shape.key)}const k = ${read(target, shape.key)};\nv.set(k, ${read(target, shape.item)});\n}\nreturn v;`;
    case "set":
      return `const n = count();\nconst v = new Set();\nfor (let i = 0; i < n; i++) {\n${padding(target, shape.item)}v.add(${read(target, shape.item)});\n}\nreturn v;`;
    case "union":
      return `switch (b[p++]) {\n${shape.members.map((member, index) => `case ${index}: return ${read(target, member)};`).join("\n")}\ndefault: malformed();\n}`;
    default:
      return shape satisfies never;
  }
}

/** An expression that reads a value of a shape. */
function read({ shapes }: Target, id: number): string {
  const shape = shapes.all[id];
  return (shape?.kind === "atom" ? atomRead(shape.atom) : undefined) ?? `d${id}()`;
}

function atomRead(atom: Extract<Shape, { kind: "atom" }>["atom"]): string | undefined {
  switch (atom) {
    case "undefined":
    case "null":
      return atom;
    case "boolean":
      return "(b[p++] === 1)";
    case "number":
      return "num()";
    case "string":
      return "text()";
    case "bigint":
      return "toBigInt(text())";
    case "date":
      return "new Date(num())";
    case "unknown":
      return undefined;
    default:
      return atom satisfies never;
  }
}

const ANY = `[() => undefined, () => null, () => false, () => true, num, text][b[p++] <= ${Any.Text} ? b[p - 1] : malformed()]()`;

/** Items that take no bytes stand behind one. */
function padding({ shapes }: Target, id: number): string {
  return takesBytes(shapes, id) ? "" : "p++;\n";
}

/** What comes before the first optional property is one literal; the rest is added, in the order of the run's object. */
function objectBody(target: Target, { fields, optionals }: Extract<Shape, { kind: "object" }>, id: number): string {
  const order = target.orders.get(id) ?? [];
  if (fields.some(({ bit }, index) => bit === undefined && !order.includes(index))) return "malformed();";
  const ordered = order.flatMap((index) => fields[index] ?? []);
  const first = ordered.findIndex(({ bit }) => bit !== undefined);
  const literals = first < 0 ? ordered : ordered.slice(0, first);
  const added = first < 0 ? [] : ordered.slice(first);
  const mask = Array.from({ length: Math.ceil(optionals / 8) }, (_, byte) => `(b[p++] << ${byte * 8})`);
  const properties = literals.map(({ name, shape }) => `${propertyName(name)}: ${read(target, shape)}`);
  const adding = added.map(({ name, shape, bit }) => {
    const set = (value: string): string => (name in Object.prototype ? `put(v, ${literal(name)}, ${value});` : `v[${literal(name)}] = ${value};`);
    return bit === undefined ? set(read(target, shape)) : `if (m & ${bit}) ${set(`b[p++] === 0 ? undefined : ${read(target, shape)}`)}`;
  });
  return [...(mask.length > 0 ? [`const m = ${mask.join(" | ")};`] : []), `const v = { ${properties.join(", ")} };`, ...adding, "return v;"].join("\n");
}

/** `"__proto__": x` would set the prototype; computed, it is a name like any other. */
function propertyName(name: string): string {
  return name === "__proto__" ? `["__proto__"]` : literal(name);
}

function tupleBody(target: Target, { items, required, rest }: Extract<Shape, { kind: "tuple" }>): string {
  const first = items.slice(0, required).map((item) => read(target, item));
  const start = `const v = [${first.join(", ")}];`;
  if (rest === undefined && required === items.length) return `${start}\nreturn v;`;
  const optional = items.slice(required).map((item, index) => `if (n > ${required + index}) v.push(b[p++] === 0 ? undefined : ${read(target, item)});`);
  const more = rest === undefined ? [] : [`for (let i = ${items.length}; i < n; i++) {\n${padding(target, rest)}v.push(${read(target, rest)});\n}`];
  return [`const n = num();\nif (!(n >= ${required} && n <= ${items.length} + e - p)) malformed();`, start, ...optional, ...more, "return v;"].join("\n");
}

