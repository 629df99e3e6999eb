import type { Field } from "./shape.js";

/** Levels of a recursive type beyond these do not fit, so that a cycle does not. */
const DEEPEST = 200;

/** How many objects one call may hold. What is shared many times over is written each time, and could be without end. */
export const MOST_OBJECTS = 1_000_000;

/** What every function of a composite begins with. */
export const ENTER = `if (d > ${DEEPEST} || ++c > ${MOST_OBJECTS}) return -1;\nif (p > b.length) return -2;`;

/** The mask of the optional properties, then all that are there in the plan's order, whichever theirs is. */
export function objectBody(fields: readonly Field[], id: number): string {
  const optionals = fields.filter(({ bit }) => bit !== undefined).length;
  const maskBytes = Math.ceil(optionals / 8);
  return [
    ENTER,
    'if (typeof v !== "object" || v === null || prototypeOf(v) !== plain) return -1;',
    ...(fields.length > 0 ? [`let ${fields.map((_, index) => `x${index}`).join(", ")};`] : []),
    readStatements(fields, id),
    "if (symbolsOf(v).length !== 0 || !isOrdinary(v)) return -1;",
    ...Array.from({ length: maskBytes }, (_, byte) => `b[p++] = m >> ${byte * 8};`),
    ...fields.map(fieldStatements),
    "return p;",
  ].join("\n");
}

/**
 * Reads an object that is laid out as one that was met, as most of a type are, or else learns its layout first.
 * Objects of one type come in many hidden classes (`{ ...base, more }` makes a new one each time), and a property
 * that is read by its name is then searched for; in a `for` loop over the names V8 takes it from its place. A
 * proxy or a getter is no difference to `isDeepStrictEqual`, so neither is asked for.
 */
function readStatements(fields: readonly Field[], id: number): string {
  const cases = fields.map((_, index) => `case ${index}: x${index} = v[k]; break;`);
  return `let m = -1, isLearnt = false;
const l = l${id}.known;
for (let t = 0; m < 0; t++) {
if (t === l.length) {
if (isLearnt || !learn(v, l${id})) return -1;
isLearnt = true;
t = 0;
}
const w = l[t], s = w.names, o = w.fields;
let i = 0;
for (const k in v) {
if (k !== s[i]) {
i = -1;
break;
}
switch (o[i++]) {
${cases.join("\n")}
}
}
if (i === s.length && namesOf(v).length === i) m = w.mask;
}`;
}

function fieldStatements({ shape, bit }: Field, index: number): string {
  if (bit === undefined) return encodeStatements(shape, `x${index}`);
  return `if (m & ${bit}) {\n${optionalStatements(shape, `x${index}`)}\n}`;
}

export function encodeStatements(shape: number, value: string): string {
  return `p = e${shape}(${value}, b, p, d + 1);\nif (p < 0) return p;`;
}

/** What is there may be `undefined` all the same. */
export function optionalStatements(shape: number, value: string): string {
  return `b[p++] = ${value} === undefined ? 0 : 1;\nif (${value} !== undefined) {\n${encodeStatements(shape, value)}\n}`;
}
