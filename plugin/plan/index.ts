import type TS from "typescript";
import type { Context, FoundTask } from "../context.js";
import type { Part, TypeNode } from "../signature/graph.js";
import { discoverSignatures, isIgnored, promisedType } from "../signature/overloads.js";
import { printLines } from "../signature/print.js";
import { refineClasses } from "../signature/refine.js";
import { planOptional, planType, planTypes } from "./types.js";
import { addNode, listParts, TooLarge, UNKNOWN, type Item, type PlanWalk } from "./walk.js";

/** A longer plan costs more than it saves. */
const MOST_CHARACTERS = 8_000;

/**
 * What the runtime needs to encode a task's arguments and result without looking at types: JSON, as a text,
 * so that a program that defines many tasks does not build what it may not call. Undefined for a task that
 * has several signatures, or types too large for it. Where signatures are equal so are plans: keys depend on
 * them.
 */
export function planTask(context: Context, found: FoundTask): string | undefined {
  const [signature, ...others] = discoverSignatures(context, found);
  if (signature === undefined || others.length > 0) return undefined;
  const text = planText({ context, nodes: [], ids: new Map() }, found, signature);
  return text !== undefined && text.length <= MOST_CHARACTERS ? text : undefined;
}

function planText(walk: PlanWalk, found: FoundTask, signature: TS.Signature): string | undefined {
  try {
    const parts = signatureParts(walk, found, signature);
    if (walk.nodes.length === 0) return `[${parts.join("")}]`;
    const root = addNode(walk, { parts, naming: "never" });
    const nodes = walk.nodes.map((node): TypeNode => node ?? UNKNOWN);
    const [first = "", ...named] = printLines(refineClasses(nodes, root), (name) => String(name - 1));
    return `[${[first, ...named].join(",")}]`;
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** The parameters, the elements of a rest parameter, the output. */
function signatureParts(walk: PlanWalk, found: FoundTask, signature: TS.Signature): readonly Part[] {
  const { ts } = walk.context;
  const parameters = signature.parameters.map((symbol, index): Parameter => ({ symbol, isIgnored: isIgnored(ts, found, index) }));
  const last = parameters.at(-1);
  const rest = last && isRest(ts, last.symbol) ? last : undefined;
  const single = (rest ? parameters.slice(0, -1) : parameters).map((each) => planParameter(walk, each));
  return listParts([listParts(single), rest ? planRest(walk, rest) : ["null"], planOutput(walk, signature)]);
}

interface Parameter {
  readonly symbol: TS.Symbol;
  readonly isIgnored: boolean;
}

const IGNORED: readonly Part[] = ['"ignored"'];

function isRest(ts: typeof TS, { valueDeclaration }: TS.Symbol): boolean {
  return valueDeclaration !== undefined && ts.isParameter(valueDeclaration) && valueDeclaration.dotDotDotToken !== undefined;
}

function planParameter(walk: PlanWalk, { symbol, isIgnored }: Parameter): Item {
  const { ts, checker } = walk.context;
  if (isIgnored) return IGNORED;
  const declaration = symbol.valueDeclaration;
  const type = checker.getTypeOfSymbol(symbol);
  const isOptional = declaration !== undefined && ts.isParameter(declaration) && (declaration.initializer !== undefined || checker.isOptionalParameter(declaration));
  return isOptional ? listParts([['"optional"'], planOptional(walk, type)]) : planType(walk, type);
}

/** The elements of a rest parameter; of one that is a tuple or a type parameter, nothing is said. */
function planRest(walk: PlanWalk, { symbol, isIgnored }: Parameter): Item {
  if (isIgnored) return IGNORED;
  const { checker } = walk.context;
  const type = checker.getTypeOfSymbol(symbol);
  const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as TS.TypeReference) : [];
  return element === undefined ? UNKNOWN.parts : planType(walk, element);
}

/** What is stored: of a promise, what it resolves to. */
function planOutput(walk: PlanWalk, signature: TS.Signature): Item {
  const type = walk.context.checker.getReturnTypeOfSignature(signature);
  const types = type.isUnion() ? type.types : [type];
  const awaited = types.flatMap((each) => {
    const promised = promisedType(walk.context, each) ?? each;
    return promised.isUnion() ? promised.types : [promised];
  });
  return planTypes(walk, awaited);
}
