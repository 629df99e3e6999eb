/** One step into a value: a property or element, or an entry of a `Map` or `Set`. */
export type Step = string | number | EntryStep;

export interface EntryStep {
  readonly entry: number;
  readonly part: "key" | "value" | "member";
}

/**
 * The path as a person would write it: `.user["first name"][3]`. An undefined step stands for an
 * object that was entered, of which no part was looked at yet.
 */
export function pathText(steps: readonly (Step | undefined)[]): string {
  return steps.map((step) => (step === undefined ? "" : stepText(step))).join("");
}

function stepText(step: Step): string {
  if (typeof step === "number") return `[${step}]`;
  if (typeof step === "object") return ` ${step.part} ${step.entry + 1}`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
