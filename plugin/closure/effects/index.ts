import type TS from "typescript";
import type { Context } from "../../context.js";
import type { Unit } from "../unit.js";
import { projectFiles } from "./origin.js";
import type { Elsewhere } from "./counters.js";
import { discoverLoading, type Loading } from "./loading.js";
import { discoverPreceding, type Preceding, type Sequence } from "./order.js";
import { discoverReassigned, isReadOf } from "./reassigned.js";
import { discoverWriters, foreignWritersOf, writersOf, type Writers } from "./writers.js";

/** What the project's code does to what stands at the top level of its modules. */
export interface Effects {
  /** Where a variable, function or class that is no function's own is assigned to after its initialiser; undefined when never. */
  reassignment(symbol: TS.Symbol): TS.Node | undefined;
  /** Whether a mention of a variable reads it; `x = v`, and `x++` or `x += v` whose value is not used, do not. */
  isRead(node: TS.Expression): boolean;
  /**
   * The units that may, when their modules are loaded, write into the value of a symbol, as it is read
   * inside of the unit `reader`: what that function does itself does not count. By file, in source order.
   */
  writers(symbol: TS.Symbol, reader: TS.Node): readonly Unit[];
  /** What runs before a unit in its file and writes to something that the unit reads when it is loaded. */
  preceding(unit: Unit): readonly Sequence[];
  /** What in other files may have run before a unit that draws from a counter, and drew from the same. */
  elsewhere(unit: Unit): readonly Elsewhere[];
  /** The calls that load modules when others are loaded. */
  loading(): readonly Loading[];
  /** The units of a file that may, when it is loaded, write to what all code can see, such as `process.env`. */
  globalWriters(file: TS.SourceFile): readonly Unit[];
  /** What is declared outside of the project's code and may be written to, each with the units that do. */
  foreignWriters(): readonly ForeignWriters[];
}

/** Units that may, when their modules are loaded, write to something of a package. */
export interface ForeignWriters {
  readonly symbol: TS.Symbol;
  readonly units: readonly Unit[];
}

/**
 * Looks at the whole project, when it is first asked. `tasks` are the `task()` calls: what a task does to
 * the world around it is no effect, since it may be answered from the cache.
 */
export function discoverEffects(context: Context, tasks: ReadonlySet<TS.Node>): Effects {
  let reassigned: ReadonlyMap<TS.Symbol, TS.Node> | undefined;
  let writers: Writers | undefined;
  let preceding: Preceding | undefined;
  let loading: readonly Loading[] | undefined;
  const known = (): Writers => (writers ??= discoverWriters(context, tasks, projectFiles(context)));
  const exported = (symbol: TS.Symbol): TS.Symbol => context.checker.getExportSymbolOfSymbol(symbol);
  return {
    reassignment: (symbol) => (reassigned ??= discoverReassigned(context)).get(exported(symbol)),
    isRead: (node) => isReadOf(context, node),
    writers: (symbol, reader) => writersOf(known(), exported(symbol), reader),
    preceding: (unit) => (preceding ??= discoverPreceding(known())).above.get(unit) ?? [],
    elsewhere: (unit) => (preceding ??= discoverPreceding(known())).elsewhere.get(unit) ?? [],
    loading: () => (loading ??= discoverLoading(known())),
    globalWriters: (file) => known().globals.get(file) ?? [],
    foreignWriters: () => foreignWritersOf(known()),
  };
}
