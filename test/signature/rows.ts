/** A source with one function `f`, for the tables. */
export interface Row {
  readonly source: string;
  readonly ignore?: readonly string[];
}

/** A function with one parameter of a type. */
export function input(type: string, declarations = ""): string {
  return `${declarations}\nexport function f(x: ${type}): void { void x; }`;
}

/** A function with an output of a type. */
export function output(type: string, declarations = ""): string {
  return `${declarations}\nexport function f(): ${type} { throw new Error(); }`;
}

/** Every source is a module of its own, so that rows cannot see each other's declarations. */
export function moduleOf(source: string): string {
  return /^(?:import|export)\b/m.test(source) ? source : `export {};\n${source}`;
}
