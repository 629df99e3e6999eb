import type TS from "typescript";
import { discoverImports, type ImportGraph } from "../host/imports.js";
import { readDeclaration } from "./carry/block.js";
import type { Closures } from "./closures.js";
import { ownerOfModule } from "./imports.js";
import { isOwnSource, reachedFiles } from "./loaded.js";
import { targetOfForeign, type Target } from "./targets.js";
import type { Unit } from "./unit.js";

/** What loading a module does to all code: statements that write to globals, or a package that is imported for its effect. */
export interface GlobalEffect {
  readonly units: readonly Unit[] | Target;
  readonly at: TS.Node;
}

interface KnownEffects {
  readonly own: ReadonlyMap<TS.SourceFile, readonly GlobalEffect[]>;
  readonly reached: Map<TS.SourceFile, readonly GlobalEffect[]>;
}

const known = new WeakMap<Closures, KnownEffects>();

/** The effects on all code of the modules that a file loads, itself included. */
export function discoverGlobalEffects(closures: Closures, file: TS.SourceFile): readonly GlobalEffect[] {
  const graph = discoverImports(closures.context.ts, closures.context.program);
  const effects = known.get(closures) ?? { own: discoverOwnEffects(closures, graph), reached: new Map() };
  known.set(closures, effects);
  if (effects.own.size === 0) return [];
  const found = effects.reached.get(file) ?? [...reachedFiles(graph, file)].flatMap((each) => effects.own.get(each) ?? []);
  effects.reached.set(file, found);
  return found;
}

function discoverOwnEffects(closures: Closures, { files }: ImportGraph): ReadonlyMap<TS.SourceFile, readonly GlobalEffect[]> {
  const effects = files.map((file) => [file, isOwnSource(file) ? effectsOfFile(closures, file) : carriedEffects(file)] as const);
  return new Map(effects.filter(([, found]) => found.length > 0));
}

function effectsOfFile(closures: Closures, file: TS.SourceFile): readonly GlobalEffect[] {
  const units = closures.effects.globalWriters(file);
  const [first] = units;
  return [...(first ? [{ units, at: first }] : []), ...file.statements.flatMap((statement) => bareImport(closures, statement))];
}

/** What another project says that loading one of its files does. */
function carriedEffects(file: TS.SourceFile): readonly GlobalEffect[] {
  const isCarried = file.isDeclarationFile && readDeclaration(file, "") !== undefined;
  return isCarried ? [{ units: { kind: "declared", declaration: file }, at: file }] : [];
}

/** `import "package"` */
function bareImport(closures: Closures, statement: TS.Statement): readonly GlobalEffect[] {
  const { ts } = closures.context;
  if (!ts.isImportDeclaration(statement) || statement.importClause !== undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const owner = ownerOfModule(closures, statement.moduleSpecifier);
  return owner && owner !== "builtin" ? [{ units: targetOfForeign({ owner, entry: statement.moduleSpecifier.text, name: "" }), at: statement }] : [];
}
