import { join } from "node:path";
import { repository } from "../project.mjs";

const { isList, learn, newLayouts, plainNames } = await import(join(repository, "dist/runtime/plan/layout.js"));
const { count, number, text } = await import(join(repository, "dist/runtime/plan/keyParts.js"));

/**
 * The key encoder as one closure for each type, which is what generating its source is held against. It checks
 * and writes the same; only the types that the bench uses are there.
 */
export function closureEncoder([parameters]) {
  const encoders = parameters.map(encoderOf);
  return (args, bytes, at) => encoders.reduce((end, encode, index) => (end < 0 ? end : encode(args[index], bytes, end)), at);
}

function encoderOf(plan) {
  if (plan === "string") return text;
  if (plan === "number") return number;
  if (plan === "boolean") return (value, bytes, at) => (typeof value === "boolean" ? ((bytes[at] = value ? 1 : 0), at + 1) : -1);
  const [kind, ...parts] = plan;
  return { literal: literalEncoder, array: arrayEncoder, object: objectEncoder }[kind](...parts);
}

function literalEncoder(...values) {
  return (value, bytes, at) => {
    const index = values.indexOf(value);
    bytes[at] = index;
    return index < 0 ? -1 : at + 1;
  };
}

function arrayEncoder(item) {
  const encode = encoderOf(item);
  return (value, bytes, at) => {
    if (!isList(value)) return -1;
    let end = count(value.length, bytes, at);
    for (let index = 0; index < value.length && end >= 0; index += 1) end = encode(value[index], bytes, end);
    return end;
  };
}

function objectEncoder(required, optional) {
  const fields = [...required.map(([name, plan]) => ({ name, bit: undefined, encode: encoderOf(plan) })), ...optional.map(([name, plan], index) => ({ name, bit: 1 << index, encode: encoderOf(plan) }))];
  const layouts = newLayouts(fields);
  return (value, bytes, at) => {
    const names = plainNames(value);
    if (names === undefined) return -1;
    const isSame = (layout) => layout.names.length === names.length && layout.names.every((name, index) => name === names[index]);
    const found = layouts.known.find(isSame) ?? (learn(value, layouts) ? layouts.known[0] : undefined);
    if (found === undefined) return -1;
    const { mask } = found;
    let end = at;
    if (optional.length > 0) bytes[end++] = mask;
    for (const { name, bit, encode } of fields) {
      if (bit !== undefined && (mask & bit) === 0) continue;
      if (bit !== undefined) bytes[end++] = 1;
      end = encode(value[name], bytes, end);
      if (end < 0) return end;
    }
    return end;
  };
}
