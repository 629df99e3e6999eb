import type { Atom, Composite, Fields, Literal, ParameterPlan, Plan, TaskPlan } from "./plan.js";

/** A plan as a graph: other shapes are told by their numbers. */
export type Shape =
  | { readonly kind: "atom"; readonly atom: Atom }
  | { readonly kind: "literal"; readonly values: readonly Literal[] }
  | { readonly kind: "view" }
  | { readonly kind: "object"; readonly fields: readonly Field[]; readonly optionals: number }
  | { readonly kind: "array"; readonly item: number }
  | { readonly kind: "record"; readonly item: number }
  | { readonly kind: "set"; readonly item: number }
  | { readonly kind: "map"; readonly key: number; readonly item: number }
  | { readonly kind: "tuple"; readonly items: readonly number[]; readonly required: number; readonly rest: number | undefined }
  | { readonly kind: "union"; readonly members: readonly number[] };

/** A property; an optional one has a bit of its own in the mask of those that are there. */
export interface Field {
  readonly name: string;
  readonly shape: number;
  readonly bit: number | undefined;
}

/** A parameter: undefined where it is left out of the key. */
export type Parameter = { readonly shape: number; readonly isOptional: boolean } | undefined;

/** All shapes of a task by number, and where its arguments and its result begin. */
export interface Shapes {
  readonly all: readonly Shape[];
  readonly parameters: readonly Parameter[];
  readonly rest: number | "ignored" | undefined;
  readonly output: number;
}

/** A mask is a number, and the order of properties a byte each. */
const MOST_OPTIONALS = 30;
const MOST_FIELDS = 200;

/** The work on one plan: shapes made so far, and the shapes of the plans that have numbers, once they are met. */
interface Work {
  readonly all: (Shape | undefined)[];
  readonly named: readonly Plan[];
  readonly ids: Map<number, number>;
}

/** @throws an error of any kind when the text is no plan. */
export function readShapes(text: string): Shapes {
  const [[parameters, rest, output], ...named] = JSON.parse(text) as TaskPlan;
  const work: Work = { all: [], named, ids: new Map() };
  const read = (plan: ParameterPlan): Parameter => {
    if (plan === "ignored") return undefined;
    if (typeof plan === "object" && plan[0] === "optional") return { isOptional: true, shape: add(work, plan[1]) };
    return { isOptional: false, shape: add(work, plan as Plan) };
  };
  const roots = {
    parameters: parameters.map(read),
    rest: rest === "ignored" ? rest : rest === null ? undefined : add(work, rest),
    output: add(work, output),
  };
  return { ...roots, all: work.all.map((shape) => shape ?? { kind: "atom", atom: "unknown" }) };
}

function add(work: Work, plan: Plan): number {
  if (typeof plan === "number") return addNamed(work, plan);
  const id = work.all.push(undefined) - 1;
  work.all[id] = makeShape(work, plan);
  return id;
}

/** A plan may refer to itself. */
function addNamed(work: Work, name: number): number {
  const known = work.ids.get(name);
  if (known !== undefined) return known;
  const plan = work.named[name];
  if (plan === undefined || typeof plan === "number") throw new Error(`The plan has no plan with the number ${name}.`);
  const id = work.all.push(undefined) - 1;
  work.ids.set(name, id);
  work.all[id] = makeShape(work, plan);
  return id;
}

function makeShape(work: Work, plan: Exclude<Plan, number>): Shape {
  if (typeof plan === "string") return addAtom(plan);
  if (plan[0] === "literal") return { kind: "literal", values: plan.slice(1) as Literal[] };
  return plan[0] === "view" ? { kind: "view" } : addComposite(work, plan);
}

const ATOMS: ReadonlySet<string> = new Set<Atom>(["unknown", "undefined", "null", "boolean", "number", "bigint", "string", "date"]);

function addAtom(atom: Atom): Shape {
  if (!ATOMS.has(atom)) throw new Error(`The plan has an unknown type: ${atom}.`);
  return { kind: "atom", atom };
}

function addComposite(work: Work, plan: Composite): Shape {
  switch (plan[0]) {
    case "object":
      return addObject(work, plan[1], plan[2]);
    case "array":
    case "record":
    case "set":
      return { kind: plan[0], item: add(work, plan[1]) };
    case "map":
      return { kind: "map", key: add(work, plan[1]), item: add(work, plan[2]) };
    case "tuple": {
      const items = [...plan[1], ...plan[2]].map((item) => add(work, item));
      return { kind: "tuple", items, required: plan[1].length, rest: plan[3] === null ? undefined : add(work, plan[3]) };
    }
    case "union":
      return { kind: "union", members: (plan.slice(1) as Plan[]).map((member) => add(work, member)) };
    default:
      throw new Error(`The plan has an unknown type: ${String(plan satisfies never)}.`);
  }
}

function addObject(work: Work, required: Fields, optional: Fields): Shape {
  if (optional.length > MOST_OPTIONALS || required.length + optional.length > MOST_FIELDS) return { kind: "atom", atom: "unknown" };
  const fields = [
    ...required.map(([name, plan]): Field => ({ name, shape: add(work, plan), bit: undefined })),
    ...optional.map(([name, plan], index): Field => ({ name, shape: add(work, plan), bit: 1 << index })),
  ];
  return { kind: "object", fields, optionals: optional.length };
}
