import type TS from "typescript";
import { factoryNames } from "../code/jsxFactory.js";
import { fileInternals, programInternals } from "../host/internals.js";
import { closureEnvironment, closureReassigned } from "../messages.js";
import { unwrap, wrapping } from "../unwrap.js";
import { valueSymbol } from "../valueSymbol.js";
import type { Closures } from "./closures.js";
import { environmentRead } from "./environment.js";
import { hiddenCode, isRequire } from "./hidden.js";
import { foreignOfStar, ownerOfModule } from "./imports.js";
import { libraryFinding } from "./libraryUse.js";
import type { Finding } from "./node.js";
import { discoverDestination, keyOf, namespaceOf, targetOfForeign, type Target } from "./targets.js";

/** A name in a piece of code, and what it leads to. */
export interface Use {
  readonly label: string;
  readonly at: TS.Node;
  /** The symbol behind the name; undefined for a task that stands in the code, and for a module. */
  readonly symbol?: TS.Symbol | undefined;
  readonly target: Target | { readonly kind: "task"; readonly call: TS.Node };
}

/** What a piece of code uses of the world around it. */
export interface Uses {
  readonly uses: readonly Use[];
  readonly environment: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** A piece of code: the node that its own names are declared in, and the nodes that its text was written from. */
export interface Code {
  readonly root: TS.Node;
  readonly written: readonly TS.Node[];
}

interface Collecting {
  readonly uses: Map<string, Use>;
  readonly environment: Set<string>;
  readonly findings: Finding[];
  readonly ids: Map<unknown, number>;
}

/** Reads, from the nodes that a text was written from, all that the text refers to. */
export function discoverUses(closures: Closures, code: Code): Uses {
  const found: Collecting = { uses: new Map(), environment: new Set(), findings: [], ids: new Map() };
  for (const node of code.written) {
    const uses = usesAt(closures, node, code.root);
    for (const use of uses) addUse(found, use);
    const finding = hiddenCode(closures, node) ?? libraryFinding(closures.context, node);
    found.findings.push(...(finding ? [finding] : []), ...reassignments(closures, node, uses));
    addEnvironment(closures, node, found);
  }
  return { ...found, uses: [...found.uses.values()] };
}

/** A name counts once with each thing that it leads to, in the order of the text. */
function addUse({ uses, ids }: Collecting, use: Use): void {
  const key = use.target.kind === "task" ? use.target.call : keyOf(use.target);
  const id = ids.get(key) ?? ids.size;
  ids.set(key, id);
  const name = `${use.label} ${id}`;
  if (!uses.has(name)) uses.set(name, use);
}

function addEnvironment(closures: Closures, node: TS.Node, { environment, findings }: Collecting): void {
  const read = environmentRead(closures.context, node);
  if (read === "unknown") findings.push({ at: node, label: "process.env", isNondeterminism: false, message: closureEnvironment });
  else for (const name of read?.names ?? []) environment.add(name);
}

function usesAt(closures: Closures, node: TS.Node, root: TS.Node): readonly Use[] {
  const { ts } = closures.context;
  if (closures.tasks.has(node)) return node === root ? [] : [{ label: "task", at: node, target: { kind: "task", call: node } }];
  if (ts.isIdentifier(node)) return usesOfName(closures, node, root);
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return usesOfJsx(closures, node);
  return ts.isCallExpression(node) ? usesOfImport(closures, node) : [];
}

function usesOfName(closures: Closures, node: TS.Identifier, root: TS.Node): readonly Use[] {
  if (isIntrinsic(closures, node)) return [];
  const symbol = valueSymbol(closures.context, node);
  return symbol === undefined || isWithin(symbol, root) ? [] : usesOfSymbol(closures, node, symbol);
}

/** `<div>` names no variable. */
function isIntrinsic({ context: { ts } }: Closures, { parent, text }: TS.Identifier): boolean {
  const isTag = ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent) || ts.isJsxClosingElement(parent);
  return isTag && /^[a-z]/.test(text);
}

/** Whether all that declares a symbol stands in the code that is looked at: then the code's own text says what it is. */
function isWithin(symbol: TS.Symbol, root: TS.Node): boolean {
  const declarations = symbol.declarations ?? [];
  return declarations.length > 0 && declarations.every((each) => each.pos >= root.pos && each.end <= root.end && each.getSourceFile() === root.getSourceFile());
}

/** A name, gone on from through modules, namespaces and enums by the names behind it: `ns.inner.f` uses `f` only. */
function usesOfSymbol(closures: Closures, node: TS.Identifier, named: TS.Symbol): readonly Use[] {
  let [symbol, label, at]: [TS.Symbol, string, TS.Expression] = [named, node.text, node];
  for (let space = namespaceOf(closures, symbol); space !== undefined; space = namespaceOf(closures, symbol)) {
    const member = memberAt(closures, at);
    // Where the module is taken for something of another type, the type says what the name is called there.
    if (member === undefined || isOfType(closures, member.symbol)) break;
    const foreign = foreignOfStar(closures, space, member.name);
    [symbol, label, at] = [member.symbol, `${label}.${member.name}`, member.access];
    if (foreign !== undefined) return [{ label, at, symbol, target: targetOfForeign(foreign) }];
  }
  return usesOf(closures, symbol, { label, at });
}

function usesOf(closures: Closures, named: TS.Symbol, use: Pick<Use, "label" | "at">): readonly Use[] {
  const { symbol, targets } = discoverDestination(closures, named);
  return targets.map((target) => ({ ...use, symbol, target }));
}

function isOfType({ context: { ts } }: Closures, { declarations = [] }: TS.Symbol): boolean {
  return declarations.some((each) => ts.isTypeElement(each));
}

interface Member {
  readonly symbol: TS.Symbol;
  readonly name: string;
  readonly access: TS.Expression;
}

function memberAt({ context }: Closures, object: TS.Expression): Member | undefined {
  const { ts, checker } = context;
  const use = wrapping(ts, object);
  const access = use.parent;
  const isAccess = ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access);
  if (!isAccess || access.expression !== use) return undefined;
  const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  if (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name)) return undefined;
  if (ts.isIdentifier(name) && ts.isElementAccessExpression(access)) return undefined;
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && { symbol, name: name.text, access };
}

/** What compiled JSX calls: the factory in scope, or the runtime of the configured package. */
function usesOfJsx(closures: Closures, node: TS.Node): readonly Use[] {
  const { context } = closures;
  const { ts, checker } = context;
  const names = factoryNames(context, node);
  if (names.length === 0) return usesOfJsxRuntime(closures, node);
  return names.flatMap((name) => {
    const symbol = checker.resolveName(name, node, ts.SymbolFlags.Value, false);
    return symbol ? usesOf(closures, symbol, { label: `jsx ${name}`, at: node }) : [];
  });
}

/** The import that the compiler adds to a file with JSX. */
function usesOfJsxRuntime(closures: Closures, node: TS.Node): readonly Use[] {
  const { program, checker } = closures.context;
  const file = node.getSourceFile();
  const specifier = fileInternals(file).imports?.find(({ text, pos }) => pos < 0 && /\/jsx(?:-dev)?-runtime$/.test(text));
  if (specifier === undefined) return [];
  const owner = ownerOfModule(closures, specifier, file);
  if (owner !== undefined) return [{ label: "jsx", at: node, target: targetOfForeign({ owner, entry: specifier.text, name: "*" }) }];
  const path = programInternals(program).getResolvedModuleFromModuleSpecifier(specifier, file)?.resolvedModule?.resolvedFileName;
  const found = path === undefined ? undefined : program.getSourceFile(path);
  const symbol = found && checker.getSymbolAtLocation(found);
  return symbol ? usesOf(closures, symbol, { label: "jsx", at: node }) : [{ label: "jsx", at: node, target: { kind: "ambient", declaration: node } }];
}

/** `import("…")` and `require("…")` of a path that stands in the code: the whole module. */
function usesOfImport(closures: Closures, call: TS.CallExpression): readonly Use[] {
  const { ts, checker } = closures.context;
  const path = call.arguments[0] && unwrap(ts, call.arguments[0]);
  const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (path === undefined || !ts.isStringLiteralLike(path) || (!isImport && !isRequire(closures.context, call))) return [];
  const label = `import ${JSON.stringify(path.text)}`;
  const owner = ownerOfModule(closures, path);
  if (owner !== undefined) return [{ label, at: call, target: targetOfForeign({ owner, entry: path.text, name: "*" }) }];
  const symbol = checker.getSymbolAtLocation(path) ?? requiredModule(closures, path);
  if (symbol) return usesOf(closures, symbol, { label, at: call });
  return [{ label, at: call, target: { kind: "ambient", declaration: call } }];
}

/** The module that `require` finds in TypeScript, where the compiler itself does not look. */
function requiredModule({ context: { ts, program, checker, host } }: Closures, path: TS.StringLiteralLike): TS.Symbol | undefined {
  const from = path.getSourceFile().fileName;
  const { resolvedModule } = ts.resolveModuleName(path.text, from, program.getCompilerOptions(), host, undefined, undefined, ts.ModuleKind.CommonJS);
  const file = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
  return file && checker.getSymbolAtLocation(file);
}

/** A read of a variable that does not keep what it was initialised with. */
export function reassignments({ context, effects }: Closures, node: TS.Node, uses: readonly Use[]): readonly Finding[] {
  const use = uses.find(({ target }) => target.kind === "code");
  const symbol = use?.symbol;
  const again = symbol && effects.reassignment(symbol);
  // Of `ns.x` the whole is read or written.
  if (!again || (context.ts.isIdentifier(node) && !effects.isRead(use.at as TS.Expression))) return [];
  const { name } = symbol;
  const message: Finding["message"] = (task, where) => closureReassigned(task, where, { name, at: where.placeOf(again) });
  return [{ at: node, label: name, isNondeterminism: false, message }];
}
