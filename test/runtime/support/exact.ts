import { isDeepStrictEqual, types } from "node:util";

/**
 * The first difference between a value and its copy, also of what `isDeepStrictEqual` passes over:
 * the order of keys and entries, shared references, property flags, and how far objects are closed.
 */
export function difference(value: unknown, copy: unknown): string | undefined {
  return differenceWorker(value, copy, { path: "", pairs: new Map() });
}

interface State {
  readonly path: string;
  /** Each object of the value with its copy: one to one, so that sharing is the same. */
  readonly pairs: Map<object, object>;
}

function differenceWorker(value: unknown, copy: unknown, state: State): string | undefined {
  if (typeof value !== "object" || value === null) return Object.is(value, copy) ? undefined : `${state.path}: ${String(value)} became ${String(copy)}`;
  if (typeof copy !== "object" || copy === null) return `${state.path}: an object became ${String(copy)}`;
  if (value === copy) return `${state.path}: the same object, not a copy`;
  const paired = state.pairs.get(value);
  if (paired !== undefined) return paired === copy ? undefined : `${state.path}: a shared object became two`;
  if ([...state.pairs.values()].includes(copy)) return `${state.path}: two objects became one`;
  state.pairs.set(value, copy);
  return outside(value, copy, state.path) ?? inside(value, copy, state);
}

/** Everything about an object that holds no other value. */
function outside(value: object, copy: object, path: string): string | undefined {
  const facts = [
    ["prototype", Object.getPrototypeOf(value) === Object.getPrototypeOf(copy)],
    ["extensible", Object.isExtensible(value) === Object.isExtensible(copy)],
    ["sealed", Object.isSealed(value) === Object.isSealed(copy)],
    ["frozen", Object.isFrozen(value) === Object.isFrozen(copy)],
    ["keys", isDeepStrictEqual(Reflect.ownKeys(value), Reflect.ownKeys(copy))],
    ["date", !types.isDate(value) || Object.is(value.getTime(), (copy as Date).getTime())],
    ["regexp", !types.isRegExp(value) || (String(value) === String(copy) && value.lastIndex === (copy as RegExp).lastIndex)],
    ["url", !(value instanceof URL) || value.href === (copy as URL).href],
    ["bytes", !types.isArrayBuffer(value) || Buffer.from(value).equals(Buffer.from(copy as ArrayBuffer))],
    ["offset", !ArrayBuffer.isView(value) || Buffer.isBuffer(value) || value.byteOffset === (copy as DataView).byteOffset],
    ["size", !ArrayBuffer.isView(value) || value.byteLength === (copy as DataView).byteLength],
    ["own memory", !Buffer.isBuffer(copy) || copy.buffer.byteLength === copy.byteLength],
  ] as const;
  const wrong = facts.find(([, holds]) => !holds);
  return wrong && `${path}: ${wrong[0]}`;
}

function inside(value: object, copy: object, state: State): string | undefined {
  const ones = partsOf(value);
  const others = partsOf(copy);
  if (ones.length !== others.length) return `${state.path}: ${ones.length} parts became ${others.length}`;
  for (const [index, [name, part]] of ones.entries()) {
    const other = others[index];
    if (name !== other?.[0]) return `${state.path}: ${name} became ${other?.[0]}`;
    const found = differenceWorker(part, other[1], { ...state, path: `${state.path}.${name}` });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All that an object holds, in order, with the flags of each property in its name. */
function partsOf(value: object): [string, unknown][] {
  const properties = Reflect.ownKeys(value).map((key): [string, unknown] => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    return [`${String(key)} ${property?.writable} ${property?.enumerable} ${property?.configurable}`, property?.value];
  });
  if (types.isMap(value)) properties.push(...[...value].flatMap(([key, item]): [string, unknown][] => [["key", key], ["value", item]]));
  if (types.isSet(value)) properties.push(...[...value].map((member): [string, unknown] => ["member", member]));
  if (ArrayBuffer.isView(value) && !Buffer.isBuffer(value)) properties.push(["memory", value.buffer]);
  return properties;
}
