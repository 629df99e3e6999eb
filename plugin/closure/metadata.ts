import type TS from "typescript";
import type { Context } from "../context.js";
import type { Unit } from "./unit.js";

/** What types bring into a piece of code where they are emitted as metadata. */
export interface Metadata {
  readonly text: readonly string[];
  /** The names of the types: a class among them is a value at run time. */
  readonly written: readonly TS.Node[];
}

/**
 * Under `emitDecoratorMetadata` the types of decorated members are values at run time: `String` for a text, a
 * class for itself. The unit's own text counts, and what the names in it come to when they are emitted.
 */
export function canonicalMetadata(context: Context, unit: Unit, written: readonly TS.Node[]): Metadata {
  const { ts, program } = context;
  if (program.getCompilerOptions().emitDecoratorMetadata !== true || !written.some(ts.isDecorator)) return { text: [], written: [] };
  const types = typesIn(ts, unit);
  const kinds = types.map((type) => (isOnlyType(context, leftmost(ts, type.typeName)) ? "type-" : "") + emittedName(context, type));
  const text = unit.getText().replace(/\r\n?/g, "\n");
  return { text: [`(metadata ${JSON.stringify(text)} ${kinds.join(" ")})`], written: types.map(({ typeName }) => leftmost(ts, typeName)) };
}

function typesIn(ts: Context["ts"], unit: Unit): readonly TS.TypeReferenceNode[] {
  const types: TS.TypeReferenceNode[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isTypeReferenceNode(node)) types.push(node);
    ts.forEachChild(node, visit);
  };
  visit(unit);
  return types;
}

function leftmost(ts: Context["ts"], name: TS.EntityName): TS.Identifier {
  let left = name;
  while (ts.isQualifiedName(left)) left = left.left;
  return left;
}

/** `import type` and `export type`, anywhere on the way to a class, leave nothing at run time that metadata could name. */
function isOnlyType({ ts, checker }: Context, name: TS.Identifier): boolean {
  const passed = new Set<TS.Symbol>();
  let symbol = checker.getSymbolAtLocation(name);
  while (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias && !passed.has(symbol)) {
    if (symbol.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration)) return true;
    passed.add(symbol);
    symbol = checker.getImmediateAliasedSymbol(symbol);
  }
  return false;
}

/** What the compiler emits for a type that is no class. */
function emittedName({ ts, checker }: Context, node: TS.TypeReferenceNode): string {
  const type = checker.getTypeFromTypeNode(node);
  const known = checker.getBaseConstraintOfType(type) ?? type;
  const { TypeFlags } = ts;
  const kinds = [
    ["void", TypeFlags.VoidLike | TypeFlags.Null | TypeFlags.Never],
    ["Boolean", TypeFlags.BooleanLike],
    ["Number", TypeFlags.NumberLike],
    ["BigInt", TypeFlags.BigIntLike],
    ["String", TypeFlags.StringLike],
    ["Symbol", TypeFlags.ESSymbolLike],
  ] as const;
  const kind = kinds.find(([, flags]) => isOfKind(known, flags));
  if (kind !== undefined) return kind[0];
  if (checker.isArrayType(known) || checker.isTupleType(known)) return "Array";
  return known.getCallSignatures().length > 0 ? "Function" : "Object";
}

/** A union is of a kind with all of its members, a branded text with one of its parts. */
function isOfKind(type: TS.Type, flags: TS.TypeFlags): boolean {
  if (type.isUnion()) return type.types.every((each) => isOfKind(each, flags));
  if (type.isIntersection()) return type.types.some((each) => isOfKind(each, flags));
  return (type.flags & flags) !== 0;
}
