import type TS from "typescript";
import type { ParameterPlan, Plan, TaskPlan } from "../../runtime/plan/plan.js";
import type { Context, FoundTask } from "../context.js";
import { discoverSignatures, isIgnored, promisedType } from "../signature/overloads.js";
import { planOptional } from "./optional.js";
import { planType } from "./types.js";
import { planUnion } from "./unions.js";
import { TooLarge, type PlanWalk } from "./walk.js";

/** How deep plans may nest, tried in this order; a plan that is too large at one depth is made at the next. */
const DEPTHS = [16, 8, 5, 3, 2] as const;

/** Beyond these, a plan is too large for what it saves. */
const MOST_TYPES = 1_000;
const MOST_CHARACTERS = 8_000;

/**
 * What the runtime needs to encode a task's arguments and result without looking at types: JSON, as a text,
 * so that a program that defines many tasks does not build what it may not call. Undefined for a task that
 * has several signatures, or none that a plan of bearable size could be made of. Where types are equal so
 * are plans, in whichever order they are declared: keys may depend on them.
 */
export function planTask(context: Context, found: FoundTask): string | undefined {
  const [signature, ...others] = discoverSignatures(context, found);
  if (signature === undefined || others.length > 0) return undefined;
  for (const deepest of DEPTHS) {
    const text = planAtDepth({ context, open: [], deepest, left: MOST_TYPES }, found, signature);
    if (text !== undefined && text.length <= MOST_CHARACTERS) return text;
  }
  return undefined;
}

function planAtDepth(walk: PlanWalk, found: FoundTask, signature: TS.Signature): string | undefined {
  try {
    return JSON.stringify(planSignature(walk, found, signature));
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

function planSignature(walk: PlanWalk, found: FoundTask, signature: TS.Signature): TaskPlan {
  const { ts } = walk.context;
  const parameters = signature.parameters.map((symbol, index): Parameter => ({ symbol, isIgnored: isIgnored(ts, found, index) }));
  const last = parameters.at(-1);
  const rest = last && isRest(ts, last.symbol) ? last : undefined;
  const single = rest ? parameters.slice(0, -1) : parameters;
  return [single.map((each) => planParameter(walk, each)), rest ? planRest(walk, rest) : null, planOutput(walk, signature)];
}

interface Parameter {
  readonly symbol: TS.Symbol;
  readonly isIgnored: boolean;
}

function isRest(ts: typeof TS, { valueDeclaration }: TS.Symbol): boolean {
  return valueDeclaration !== undefined && ts.isParameter(valueDeclaration) && valueDeclaration.dotDotDotToken !== undefined;
}

function planParameter(walk: PlanWalk, { symbol, isIgnored }: Parameter): ParameterPlan {
  const { ts, checker } = walk.context;
  if (isIgnored) return "ignored";
  const declaration = symbol.valueDeclaration;
  const type = checker.getTypeOfSymbol(symbol);
  const isOptional = declaration !== undefined && ts.isParameter(declaration) && (declaration.initializer !== undefined || checker.isOptionalParameter(declaration));
  return isOptional ? ["optional", planOptional(walk, type)] : planType(walk, type);
}

/** The elements of a rest parameter; of one that is a tuple or a type parameter, nothing is said. */
function planRest(walk: PlanWalk, { symbol, isIgnored }: Parameter): "ignored" | Plan {
  if (isIgnored) return "ignored";
  const { checker } = walk.context;
  const type = checker.getTypeOfSymbol(symbol);
  const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as TS.TypeReference) : [];
  return element === undefined ? "unknown" : planType(walk, element);
}

/** What is stored: of a promise, what it resolves to. */
function planOutput(walk: PlanWalk, signature: TS.Signature): Plan {
  const type = walk.context.checker.getReturnTypeOfSignature(signature);
  const types = type.isUnion() ? type.types : [type];
  const awaited = types.map((each) => promisedType(walk.context, each) ?? each);
  const isSame = awaited.every((each, index) => each === types[index]);
  return isSame ? planType(walk, type) : planUnion(walk, awaited);
}
