/** What a name is replaced by that is a parameter, or `this`, of the function around: the caller's. */
export const OWN = "this";

/** A call, by the names that it is written with. */
export interface CallNames {
  /** What the callee may be called; nothing for one without a name. */
  readonly callee: readonly string[];
  /** The name that the callee's expression begins with. */
  readonly root: string | undefined;
  readonly isMethod: boolean;
  /** All names in what it is called on and with. */
  readonly names: ReadonlySet<string>;
}

/** A function by its name, as far as it may write to what it is given. */
export interface NamedFunction {
  readonly name: string;
  writesOwn: boolean;
  /** Calls that pass on what it is given; and the other names of the same function. */
  readonly calls: CallNames[];
}

/** What code is written with, without what its words mean. */
export interface Code {
  readonly mentions: Set<string>;
  /** Names whose values, or parts of whose values, are written to. */
  readonly writes: Set<string>;
  /** Names of variables that get another value. */
  readonly assigns: Set<string>;
  readonly calls: CallNames[];
  /** Names of properties that are read: getters may run. */
  readonly reads: Set<string>;
}

/** A declaration or a statement at the top level. */
export interface Piece {
  readonly names: readonly string[];
  /** Whether it declares something that can be written to: a class, or a variable that is more than a function. */
  readonly isWritable: boolean;
  /** Whether anything may happen when the file is loaded, apart from the declaration. */
  readonly isActive: boolean;
  /** What it is written with; read when it is first asked for. */
  readonly read: () => PieceCode;
}

export interface PieceCode {
  /** What runs when the file is loaded. */
  readonly executed: Code;
  /** What its functions do. */
  readonly later: Code;
  readonly functions: readonly NamedFunction[];
  /** Names of getters. */
  readonly getters: ReadonlySet<string>;
}

/** A name that an import binds. */
export interface Bound {
  readonly specifier: string;
  /** The exported name; `*` for all of the module. */
  readonly name: string;
}

/** What the syntax of a file says. */
export interface FileCode {
  readonly pieces: readonly Piece[];
  readonly imports: ReadonlyMap<string, Bound>;
  /** Exported names that differ from the local ones, or come from elsewhere. */
  readonly exports: ReadonlyMap<string, Bound | string>;
  /** Names that are declared without code. */
  readonly ambient: ReadonlySet<string>;
  /** Modules whose exports are all exported again. */
  readonly stars: readonly string[];
}

export function emptyCode(): Code {
  return { mentions: new Set(), writes: new Set(), assigns: new Set(), calls: [], reads: new Set() };
}

/** The name by which a module that is imported in an expression stands among the others. */
export function moduleName(specifier: string): string {
  return `import ${specifier}`;
}
