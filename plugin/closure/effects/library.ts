/**
 * What the library's functions do to what they are given, by their names: a write that is missed would
 * be a stale result, so a method is taken for a writer whatever class of the library has it.
 */
const MUTATORS: ReadonlySet<string> = new Set([
  "push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin",
  "set", "add", "delete", "clear", "append", "next", "return", "throw", "abort", "enterWith", "chdir",
  "swap16", "swap32", "swap64", "defineProperty", "__defineGetter__", "__defineSetter__", "getOrInsert", "getOrInsertComputed",
  "addContext", "write", "end", "destroy", "replaceWith", "insertBefore", "appendChild", "removeChild", "addEventListener", "removeEventListener",
]);

/** Listeners change what an emitter of the project does; those of `process` end with it. */
const LISTENING: ReadonlySet<string> = new Set([
  "on", "once", "addListener", "prependListener", "prependOnceListener", "off", "removeListener", "removeAllListeners",
  "addEventListener", "removeEventListener", "write", "end", "destroy", "abort",
]);

const NOT_SETTERS: ReadonlySet<string> = new Set(["setTimeout", "setInterval", "setImmediate"]);

/** Which argument a function writes to, by the name of what holds it in the library's declarations. */
const ARGUMENT_WRITERS: ReadonlyMap<string, number> = new Map([
  ...["assign", "defineProperty", "defineProperties", "setPrototypeOf"].map((name) => [`ObjectConstructor.${name}`, 0] as const),
  ...["set", "defineProperty", "deleteProperty", "setPrototypeOf"].map((name) => [`Reflect.${name}`, 0] as const),
  ...["add", "and", "compareExchange", "exchange", "or", "store", "sub", "xor"].map((name) => [`Atomics.${name}`, 0] as const),
  ["Crypto.getRandomValues", 0], ["crypto.getRandomValues", 0], ["webcrypto.getRandomValues", 0],
  ["Buffer.copy", 0], ["TextEncoder.encodeInto", 1], ["util.encodeInto", 1],
]);

/** Functions of Node's modules that fill a buffer that they are given. */
const BUFFER_FILLERS: ReadonlyMap<string, number> = new Map([
  ["randomFillSync", 0], ["randomFill", 0], ["readSync", 1], ["readvSync", 1], ["inherits", 0],
]);

/** Functions that hand what they are given to code which was given to something else before: to listeners, or to whoever reads a context. */
const CARRIERS: ReadonlySet<string> = new Set(["emit", "dispatchEvent", "publish", "runStores", "postMessage"]);
const CARRIERS_BY_OWNER: ReadonlySet<string> = new Set(["AsyncLocalStorage.run", "Reflect.apply", "Reflect.construct"]);

export function isCarrier(owner: string, name: string): boolean {
  return CARRIERS.has(name) || CARRIERS_BY_OWNER.has(`${owner}.${name}`);
}

/** Whether a function writes to what it is called on, or to an argument, so that it does as a callback, too. */
export function isWriter(owner: string, name: string): boolean {
  return isMutator(name, owner) || writtenArgument(owner, name) !== undefined;
}

export function isMutator(name: string, owner = ""): boolean {
  return MUTATORS.has(name) || owner === "PromiseWithResolvers" || LISTENING.has(name) || (/^(?:set|write)[A-Z]/.test(name) && !NOT_SETTERS.has(name));
}

export function isListening(name: string): boolean {
  return LISTENING.has(name);
}

/** The argument that a function of the library writes to. */
export function writtenArgument(owner: string, name: string): number | undefined {
  return ARGUMENT_WRITERS.get(`${owner}.${name}`) ?? (owner === "" || owner.includes("crypto") || owner.includes("fs") ? BUFFER_FILLERS.get(name) : undefined);
}

/** What the result of a library's function has to do with what it was called on, or with. */
export type ResultOf = "receiver" | "copy" | "part" | "argument" | "arguments" | "copied arguments" | "prototype" | "nothing";

const RETURNS_RECEIVER: ReadonlySet<string> = new Set(["sort", "reverse", "fill", "copyWithin", "set", "add", "on", "once", "valueOf"]);
const RETURNS_COPY: ReadonlySet<string> = new Set([
  "map", "filter", "slice", "concat", "flat", "flatMap", "toSorted", "toReversed", "toSpliced", "with", "splice",
  "values", "entries", "keys", "split", "match", "matchAll", "union", "intersection", "difference", "symmetricDifference", "toArray",
]);
/** They make views of the same memory, where they are methods of typed arrays. */
const COPIES_OF_BUFFERS: ReadonlySet<string> = new Set(["slice", "subarray"]);
const COPY_ARGUMENTS: ReadonlySet<string> = new Set([
  "ObjectConstructor.keys", "ObjectConstructor.values", "ObjectConstructor.entries", "ObjectConstructor.fromEntries",
  "ArrayConstructor.from", "ArrayConstructor.of", "Array", "Map", "Set", "WeakMap", "WeakSet", "URLSearchParams", "Headers", "Date", "Error",
]);
const SAME_ARGUMENT: ReadonlySet<string> = new Set([
  "ObjectConstructor.assign", "ObjectConstructor.freeze", "ObjectConstructor.seal", "ObjectConstructor.preventExtensions",
  "ObjectConstructor.defineProperty", "ObjectConstructor.defineProperties", "ObjectConstructor.setPrototypeOf", "Proxy", "Object",
]);

export function resultOfMethod(owner: string, name: string): ResultOf {
  if (owner === "Buffer" && COPIES_OF_BUFFERS.has(name)) return "part";
  if (RETURNS_RECEIVER.has(name)) return "receiver";
  return RETURNS_COPY.has(name) ? "copy" : "part";
}

export function resultOfFunction(owner: string, name: string): ResultOf {
  const path = owner === "" ? name : `${owner}.${name}`;
  if (SAME_ARGUMENT.has(path)) return "argument";
  if (path === "ObjectConstructor.getPrototypeOf" || path === "Reflect.getPrototypeOf") return "prototype";
  if (COPY_ARGUMENTS.has(path)) return "copied arguments";
  return name === "structuredClone" || owner === "JSON" ? "nothing" : "arguments";
}

/** What methods of loggers are called: a package's logger is used everywhere, and stays the same. */
const LOGGING = /^(?:trace|debug|verbose|silly|info|log|warn|warning|error|fatal|isLevelEnabled)$/;

export function isLogging(name: string): boolean {
  return LOGGING.test(name);
}
