import type TS from "typescript";
import type { Context } from "../context.js";
import { isLibNode } from "../signature/lib.js";
import { unwrap } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";

/** A use of the libraries that makes a result depend on more than code and inputs. */
export interface LibraryUse {
  /** What `untracked` accepts it by. */
  readonly label: string;
  /** A read of the clock or of randomness; text that is run as code; a file that is run by itself. */
  readonly kind: "clock" | "text" | "program";
}

/** Uses by where the libraries declare them: the interface, class, namespace or module around; empty for a global. */
export type Owners = ReadonlyMap<string, LibraryUse>;

const CRYPTO = ["randomUUID", "getRandomValues", "randomBytes", "randomInt", "randomFill", "randomFillSync", "pseudoRandomBytes",
  "generateKey", "generateKeySync", "generateKeyPair", "generateKeyPairSync"];
const TEMPORAL = ["instant", "plainDateISO", "plainDateTimeISO", "plainTimeISO", "zonedDateTimeISO"];
const VM = ["runInThisContext", "runInNewContext", "runInContext", "compileFunction"];

/** Members of the libraries that are such uses wherever they are named, by their names. */
const MEMBERS: ReadonlyMap<string, Owners> = new Map([
  ["now", new Map([...owners("Date.now", "clock", ["DateConstructor"]), ...owners("performance.now", "clock", ["Performance"])])],
  ["timeOrigin", owners("performance.timeOrigin", "clock", ["Performance"])],
  ["random", owners("Math.random", "clock", ["Math"])],
  ...["hrtime", "uptime"].map((name) => [name, owners(`process.${name}`, "clock", ["Process", "process"])] as const),
  ...CRYPTO.map((name) => [name, owners(`crypto.${name}`, "clock", ["Crypto", "SubtleCrypto", "crypto", "node:crypto", "webcrypto"])] as const),
  ...TEMPORAL.map((name) => [name, owners(`Temporal.Now.${name}`, "clock", ["Now"])] as const),
  ...VM.map((name) => [name, owners(`vm.${name}`, "text", ["vm"])] as const),
  ["fork", owners("fork", "program", ["child_process"])],
]);

function owners(label: string, kind: LibraryUse["kind"], names: readonly string[]): Owners {
  return new Map(names.map((name) => [name, { label, kind }]));
}

/** The use that a name is, also by a pattern, a key or an import; undefined for anything else. */
export function memberUse(context: Context, node: TS.Node): LibraryUse | undefined {
  const { ts } = context;
  if (ts.isPropertyAccessExpression(node)) return useByName(context, node.name);
  if (ts.isElementAccessExpression(node)) return useByKey(context, node);
  if (ts.isObjectBindingPattern(node)) return useByPattern(context, node);
  return ts.isIdentifier(node) ? useByImport(context, node) : undefined;
}

function useByName(context: Context, name: TS.MemberName): LibraryUse | undefined {
  if (!MEMBERS.has(name.text)) return undefined;
  const symbol = context.checker.getSymbolAtLocation(name);
  return symbol ? useOf(context, symbol, MEMBERS) : useOfUntyped(MEMBERS, name.text);
}

function useByKey(context: Context, node: TS.ElementAccessExpression): LibraryUse | undefined {
  const key = unwrap(context.ts, node.argumentExpression);
  if (!context.ts.isStringLiteralLike(key) || !MEMBERS.has(key.text)) return undefined;
  return useOfMember(context, context.checker.getTypeAtLocation(node.expression), key.text);
}

/** `const { random } = Math` */
function useByPattern(context: Context, pattern: TS.ObjectBindingPattern): LibraryUse | undefined {
  const { ts, checker } = context;
  for (const { propertyName, name } of pattern.elements) {
    const key = propertyName ?? name;
    const text = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : "";
    const use = MEMBERS.has(text) ? useOfMember(context, checker.getTypeAtLocation(pattern), text) : undefined;
    if (use !== undefined) return use;
  }
  return undefined;
}

function useOfMember(context: Context, object: TS.Type, name: string): LibraryUse | undefined {
  const isUntyped = (object.flags & context.ts.TypeFlags.Any) !== 0;
  return isUntyped ? useOfUntyped(MEMBERS, name) : useOf(context, object.getProperty(name), MEMBERS);
}

/** What has no type, such as what a plain `require` gives, is taken by its name for what hides code. */
export function useOfUntyped(table: ReadonlyMap<string, Owners>, name: string): LibraryUse | undefined {
  return [...(table.get(name)?.values() ?? [])].find(({ kind }) => kind !== "clock");
}

/** A name imported from a module of Node, under whatever name. */
function useByImport(context: Context, node: TS.Identifier): LibraryUse | undefined {
  const { ts, checker } = context;
  const symbol = valueSymbol(context, node);
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return undefined;
  const target = checker.getAliasedSymbol(symbol);
  return MEMBERS.has(target.name) ? useOf(context, target, MEMBERS) : undefined;
}

/** What a table says of a symbol that the libraries declare. */
export function useOf(context: Context, symbol: TS.Symbol | undefined, table: ReadonlyMap<string, Owners>): LibraryUse | undefined {
  for (const declaration of symbol?.declarations ?? []) {
    const owner = isLibNode(context, declaration) ? ownerOf(context, declaration) : undefined;
    const use = owner === undefined ? undefined : table.get(symbol?.name ?? "")?.get(owner);
    if (use !== undefined) return use;
  }
  return undefined;
}

/** The name of the interface, class, namespace or module around a declaration; empty for a global. */
function ownerOf({ ts }: Context, declaration: TS.Node): string {
  for (let node = declaration.parent; node !== undefined; node = node.parent) {
    if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isModuleDeclaration(node)) return node.name?.text ?? "";
  }
  return "";
}
