import type TS from "typescript";
import type { Compiler } from "../../context.js";
import { isMutator } from "../../closure/effects/library.js";
import { discoverAssigned, type Assigned } from "../../closure/effects/targets.js";
import { unwrap } from "../../unwrap.js";
import { behindLocals, discoverLocals, isPassed, isTransparent, type Locals } from "./locals.js";
import { ambientNames } from "./ambient.js";
import { discoverBindings } from "./bindings.js";
import { calleeNames, importedModule, isFresh, isTypeOnly, namesIn, rootName } from "./names.js";
import { emptyCode, moduleName, OWN, type CallNames, type Code, type FileCode, type NamedFunction, type Piece, type PieceCode } from "./pieces.js";
import { isActive, isTask, isWritable, unitsOf, type NamedUnit, type Reading } from "./units.js";
import { eachChild } from "../../eachChild.js";

/** Kept, since a watching compiler hands files in again. */
const known = new WeakMap<TS.SourceFile, FileCode>();

/** Reads the syntax of a file. */
export function readFile(ts: Compiler, file: TS.SourceFile): FileCode {
  const code = known.get(file) ?? readFileWorker(ts, file);
  known.set(file, code);
  return code;
}

function readFileWorker(ts: Compiler, file: TS.SourceFile): FileCode {
  const bindings = discoverBindings(ts, file);
  const units = file.statements.flatMap((statement) => unitsOf(ts, statement, []));
  const top = new Set(units.flatMap(({ names }) => names));
  const tasks = new Set([...bindings.imports].filter(([, { specifier, name }]) => specifier === "taskprint" && (name === "task" || name === "*")).map(([name]) => name));
  const reading: Reading = { ts, isTop: (name) => top.has(name) || bindings.imports.has(name), tasks };
  return { ...bindings, ambient: new Set(ambientNames(ts, file.statements)), pieces: units.map((unit) => pieceOf(reading, unit)) };
}

function pieceOf(reading: Reading, unit: NamedUnit): Piece {
  let code: PieceCode | undefined;
  const { node, names } = unit;
  return {
    names,
    isWritable: isWritable(reading.ts, node),
    isActive: isActive(reading, node),
    read: () => (code ??= readUnit(reading, unit)),
  };
}

function readUnit(reading: Reading, { node, names }: NamedUnit): PieceCode {
  const { ts } = reading;
  const found: Collecting = { executed: emptyCode(), later: emptyCode(), functions: [], getters: new Set(), given: new Map() };
  const value = ts.isVariableDeclaration(node) ? node.initializer : ts.isExportAssignment(node) ? node.expression : undefined;
  const walk: Walk = { reading, names, found, locals: discoverLocals(ts, node), value: value && unwrap(ts, value) };
  if (value && ts.isExportAssignment(node)) addAlias(walk, "default", value);
  readCode(walk, node, { code: found.executed, functions: [], home: undefined, call: undefined });
  return found;
}

/** `const add = registry.add`: a call of the one is a call of the other. */
function addAlias({ reading: { ts }, found: { functions, given } }: Walk, name: string, written: TS.Expression | undefined): void {
  const value = written && unwrap(ts, written);
  if (!value) return;
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) given.set(value, name);
  const callee = calleeNames(ts, ts.isCallExpression(value) || ts.isNewExpression(value) ? value.expression : value);
  if (callee.length > 0) functions.push({ name, writesOwn: false, calls: [{ callee, root: undefined, isMethod: false, names: new Set([OWN]) }] });
}

interface Collecting extends PieceCode {
  readonly functions: NamedFunction[];
  readonly getters: Set<string>;
  /** Names of functions that have none of their own. */
  readonly given: Map<TS.Node, string>;
}

interface Walk {
  readonly reading: Reading;
  readonly names: readonly string[];
  readonly found: Collecting;
  readonly locals: Locals;
  /** The value of a variable: functions that it is, or holds, do not run with the statement. */
  readonly value: TS.Expression | undefined;
}

interface Place {
  readonly code: Code;
  /** The functions around, the outermost first. */
  readonly functions: readonly NamedFunction[];
  /** The function that the code is part of, seen through functions that are passed to calls. */
  readonly home: TS.Node | undefined;
  /** The call that the functions right here are passed to. */
  readonly call: TS.Node | undefined;
}

function readCode(walk: Walk, node: TS.Node, place: Place): void {
  const { ts } = walk.reading;
  if (isTypeOnly(ts, node) || isTask(walk.reading, node)) return;
  readNode(walk, node, place);
  const inner = ts.isFunctionLike(node) ? insideFunction(walk, node, place) : place;
  const call = ts.isCallExpression(node) || ts.isNewExpression(node) ? node : isTransparent(ts, node) ? place.call : undefined;
  const isField = ts.isPropertyDeclaration(node) && !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  eachChild(ts, node, (each) => readCode(walk, each, { ...inner, call, ...(isField && each === node.initializer && { code: walk.found.later }) }));
}

/**
 * What a function does counts for all names that it may be called by. It runs later where a declaration or
 * a class holds it; a function in a statement may run at once.
 */
function insideFunction({ reading: { ts }, names, found, value }: Walk, node: TS.SignatureDeclaration, place: Place): Place {
  const isHeld = ts.isFunctionDeclaration(node) || ts.isClassElement(node) || ts.isObjectLiteralElement(node) || node === value;
  const isWhole = ts.isConstructorDeclaration(node) || node === value || ts.isFunctionDeclaration(node);
  const called = [nameOf(ts, node), found.given.get(node), ...(isWhole ? names : [])];
  if (ts.isGetAccessor(node)) found.getters.add(nameOf(ts, node) ?? "");
  const own = called.flatMap((name) => (name === undefined ? [] : [{ name, writesOwn: false, calls: [] }]));
  found.functions.push(...own);
  const isLater = isHeld || (value !== undefined && isObject(ts, value));
  const home = isPassed(ts, node, place.call) ? place.home : node;
  return { code: isLater ? found.later : place.code, functions: [...place.functions, ...own], home, call: undefined };
}

function isObject(ts: Compiler, value: TS.Expression): boolean {
  return ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value) || ts.isClassExpression(value) || ts.isConditionalExpression(value);
}

function nameOf(ts: Compiler, node: TS.SignatureDeclaration): string | undefined {
  const name = node.name as TS.PropertyName | undefined;
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name)) ? name.text : undefined;
}

function readNode(walk: Walk, node: TS.Node, place: Place): void {
  const { ts } = walk.reading;
  if (ts.isIdentifier(node)) return addMention(walk, node.text, place);
  const module = importedModule(ts, node);
  if (module !== undefined) addMention(walk, moduleName(module), place);
  if (ts.isPropertyAccessExpression(node)) place.code.reads.add(node.name.text);
  const isHolder = ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node);
  if (isHolder && ts.isIdentifier(node.name)) addAlias(walk, node.name.text, node.initializer);
  if (ts.isHeritageClause(node)) for (const name of walk.names) addAlias(walk, name, node.types[0]?.expression);
  for (const assigned of discoverAssigned(ts, node)) readTarget(walk, assigned, place);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) readCall(walk, node, place);
  if (ts.isDecorator(node)) addCall(walk, { callee: [], root: rootName(ts, node.expression), isMethod: false, names: new Set([...namesIn(ts, node.expression), ...walk.names]) }, place);
  if (ts.isTaggedTemplateExpression(node)) addCall(walk, { callee: calleeNames(ts, node.tag), root: rootName(ts, node.tag), isMethod: false, names: namesIn(ts, node) }, place);
}

function addMention({ locals, reading }: Walk, name: string, { code }: Place): void {
  if (!locals.has(name) || reading.isTop(name)) code.mentions.add(name);
}

/** A write to a property writes to what it is a property of; to a variable itself, in its own file only. */
function readTarget(walk: Walk, { target, value }: Assigned, place: Place): void {
  const { ts } = walk.reading;
  if (ts.isIdentifier(target) && walk.reading.isTop(target.text)) place.code.assigns.add(target.text);
  if (ts.isIdentifier(target)) {
    addKept(walk, target.text, place);
    addAlias(walk, target.text, value);
  }
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return;
  addWrite(walk, target.expression, place);
  // `holder.run = fill`
  if (ts.isPropertyAccessExpression(target)) addAlias(walk, target.name.text, value);
}

function addWrite(walk: Walk, object: TS.Expression, place: Place): void {
  const { ts } = walk.reading;
  const node = unwrap(ts, object);
  const isOwnObject = ts.isIdentifier(node) ? walk.locals.get(node.text)?.isFresh === true && !walk.reading.isTop(node.text) : isFresh(ts, node);
  if (ts.isIdentifier(node)) addKept(walk, node.text, place);
  if (!isOwnObject) addWritten(walk, namesIn(ts, node), place);
}

/** A function that changes a variable of a function around it changes what it was taken from. */
function addKept({ locals }: Walk, name: string, { functions, home }: Place): void {
  const homes = locals.get(name)?.homes;
  if (homes !== undefined && !homes.has(home)) for (const fn of functions) fn.writesOwn = true;
}

function addWritten(walk: Walk, names: Iterable<string>, { code, functions }: Place): void {
  const behind = behindLocals(walk.locals, names, walk.reading.isTop);
  for (const name of behind) code.writes.add(name);
  for (const fn of functions) fn.writesOwn ||= behind.has(OWN) || behind.has("arguments");
}

const ARGUMENT_WRITERS = /^(?:assign|defineProperty|defineProperties|setPrototypeOf|deleteProperty|set|store|getRandomValues|randomFill|randomFillSync|readSync|encodeInto|copy)$/;

function readCall(walk: Walk, node: TS.CallExpression | TS.NewExpression, place: Place): void {
  const { ts } = walk.reading;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return;
  const callee = unwrap(ts, node.expression);
  const names = calleeNames(ts, callee);
  const isAccess = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee);
  const given = node.arguments ?? [];
  if (isAccess && names.some((name) => isMutator(name))) addWrite(walk, callee.expression, place);
  if (isAccess && names.some((name) => ARGUMENT_WRITERS.test(name)) && given[0]) addWrite(walk, given[0], place);
  if (names.length > 1 && names.some((name) => isMutator(name))) given.slice(0, 1).forEach((each) => addWrite(walk, each, place));
  const passed = new Set([...given, ...(isAccess ? [callee.expression] : [])].flatMap((each) => [...namesIn(ts, each)]));
  const isSuper = callee.kind === ts.SyntaxKind.SuperKeyword;
  addCall(walk, { callee: isSuper ? walk.names : names, root: rootName(ts, callee), isMethod: isAccess, names: passed }, place);
}

function addCall(walk: Walk, written: CallNames, { code, functions }: Place): void {
  const names = behindLocals(walk.locals, written.names, walk.reading.isTop);
  const behind = written.callee.flatMap((name) => (walk.locals.has(name) ? [...behindLocals(walk.locals, [name], walk.reading.isTop)] : []));
  const root = written.root !== undefined && walk.locals.has(written.root) ? OWN : written.root;
  const call: CallNames = { ...written, root, callee: [...written.callee, ...behind], names };
  code.calls.push(call);
  if (names.has(OWN) || names.has("arguments")) for (const fn of functions) fn.calls.push(call);
}
