/**
 * What the compiler knew of a type, in a form that the runtime can compile to an encoder and a decoder. A
 * plan promises nothing: a value that does not fit it takes the general encodings. A number stands for one of
 * the plans at the end of the task's, by which recursive types end.
 */
export type Plan = Atom | Composite | readonly ["literal", ...Literal[]] | readonly ["view"] | number;

/** `unknown` is any value. */
export type Atom = "unknown" | "undefined" | "null" | "boolean" | "number" | "bigint" | "string" | "date";

export type Literal = string | number | boolean;

export type Composite =
  | readonly ["object", required: Fields, optional: Fields]
  | readonly ["array", Plan]
  | readonly ["tuple", required: readonly Plan[], optional: readonly Plan[], rest: Plan | null]
  | readonly ["record", Plan]
  | readonly ["map", Plan, Plan]
  | readonly ["set", Plan]
  | readonly ["union", ...Plan[]];

/** The properties of an object by name, in code-unit order. Optional ones may be absent or undefined. */
export type Fields = readonly (readonly [name: string, plan: Plan])[];

/** A parameter: left out of the key, or of a type, or that or undefined. */
export type ParameterPlan = "ignored" | Plan | readonly ["optional", Plan];

/** What a call gives and gets: its parameters, the elements of its rest parameter (null without one), its output. */
export type CallPlan = readonly [parameters: readonly ParameterPlan[], rest: "ignored" | Plan | null, output: Plan];

/** The plan of a task, and the plans that numbers in it stand for. */
export type TaskPlan = readonly [CallPlan, ...named: Plan[]];
