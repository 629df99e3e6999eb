import { writeConfiguration, writeFile } from "./project.mjs";

export const GROUPS = 20;
const LAYERS = 8;

/**
 * Writes a project of `count` files with a task each, whose closures overlap heavily: every file also
 * declares helpers, a constant, a class or a table, and its code uses that of three files in the layer
 * below, through barrels. A task of the upper layers reaches most of the files, so that tasks times
 * closure size grows with the square of `count`, where the cost of a build must not.
 */
export function writeClosureProject(folder, count, plugins) {
  writeConfiguration(folder, plugins);
  writeFile(folder, "src/units.ts", units);
  writeFile(folder, "src/limits.json", limits);
  for (let group = 0; group < GROUPS; group += 1) writeFile(folder, `src/group${group}/index.ts`, barrel(group, count));
  for (let index = 0; index < count; index += 1) writeFile(folder, `src/group${index % GROUPS}/step${index}.ts`, step(index, count));
}

export const limits = JSON.stringify({ deepest: 11_000, rough: 2.5, names: ["calm", "rough"] });

export const units = `import limits from "./limits.json" with { type: "json" };
export type Unit = "m" | "km" | "cm" | "mm";
export interface Quantity { readonly value: number; readonly unit: Unit }
export interface Reading { readonly place: string; readonly depth: Quantity; readonly kind: "calm" | "rough"; readonly tags: readonly string[] }
export interface Page<T> { readonly items: readonly T[]; readonly next: string | null }
export enum Level { Low = 1, Middle, High = Low << 4 }
const factors: Readonly<Record<Unit, number>> = { m: 1, km: 1000, cm: 0.01, mm: 0.001 };
export const toMetres = ({ value, unit }: Quantity): number => Math.min(value * factors[unit], limits.deepest);
export const scale = (): number => limits.rough * Level.Low;
export abstract class Meter {
  readonly #weights: number[] = [];
  abstract weigh(reading: Reading): number;
  add(reading: Reading): this {
    this.#weights.push(this.weigh(reading));
    return this;
  }
  get total(): number {
    return this.#weights.reduce((sum, weight) => sum + weight, 0);
  }
}
`;

export function barrel(group, count) {
  const members = Array.from({ length: count }, (_, index) => index).filter((index) => index % GROUPS === group);
  return [...members.map((index) => `export * from "./step${index}.js";`), "export {};", ""].join("\n");
}

/** The three files in the layer below that a file uses; the lowest layer uses none. */
export function usedBy(index, count) {
  const size = Math.max(1, Math.ceil(count / LAYERS));
  const layer = Math.floor(index / size);
  if (layer === 0) return [];
  return [...new Set([index * 7 + 1, index * 13 + 5, index * 3 + 2].map((each) => (layer - 1) * size + (each % size)))];
}

/** One file: helpers of its own, helpers of three other files, and a task over them. */
function step(index, count) {
  const imports = importsOf(index, count, (name) => [`Meter${name}`, `counts${name}`, `offset${name}`, `summarise${name}`]);
  return `import { task } from "taskprint";
import { Level, Meter, scale, toMetres, type Page, type Reading } from "../units.js";
${imports}
${helpers(index, count)}
${summarise(index, count)}`;
}

export function importsOf(index, count, namesOf) {
  return usedBy(index, count).map((each) => `import { ${namesOf(each).join(", ")} } from "../group${each % GROUPS}/index.js";`).join("\n");
}

export function helpers(index, count) {
  const used = usedBy(index, count);
  return `
const base${index} = ${index} + Level.${["Low", "Middle", "High"][index % 3]};
${tableOf(index)}
class Meter${index} extends ${used.length > 0 ? `Meter${used[0]}` : "Meter"} {
  static readonly unit: string = "m${index}";
  override weigh(reading: Reading): number {
    return toMetres(reading.depth) * base${index} + offset${index}(reading.tags.length);
  }
}
export { Meter${index} };

/** A helper that many files share. */
export function offset${index}(length: number): number {
  let offset = length + base${index};
  ${used.map((each) => `if (offset % ${each + 2} === 0) offset += offset${each}(length - 1);`).join("\n  ")}
  return offset > Level.High ? offset - table${index}.size : offset;
}

/** A sibling that only its own file uses. */
export const label${index} = (reading: Reading): string => \`\${reading.place}/${index}\`;

/** Whether a reading counts, by the helpers below. */
export const counts${index} = (reading: Reading): boolean =>
  ${["toMetres(reading.depth) > 0", ...used.map((each) => `counts${each}(reading)`)].join(" && ")};
`;
}

export function summarise(index, count) {
  const used = usedBy(index, count);
  return `export interface Summary${index} { readonly kind: Reading["kind"]; readonly count: number; readonly range: readonly [low: number, high: number]; readonly byPlace: ReadonlyMap<string, number> }

/** Summarises the readings of a page by their kind. */
export const summarise${index} = task(async function summarise${index}(page: Page<Reading>, kinds: readonly Reading["kind"][]): Promise<Summary${index}[]> {
  const summaries: Summary${index}[] = [];
  const meter = new Meter${index}();
  ${index % 10 === 9 && used.length > 0 ? `const before = await summarise${used[0]}(page, kinds);` : "const before: readonly unknown[] = [];"}
  for (const kind of kinds) {
    const byPlace = new Map<string, number>();
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let count = before.length;
    for (const reading of page.items) {
      if (reading.kind !== kind || !counts${index}(reading)) continue;
      const depth = toMetres(reading.depth) + offset${index}(count);
      // Places are told apart by label.
      const key = label${index}(reading);
      byPlace.set(key, (byPlace.get(key) ?? 0) + depth * scale());
      low = Math.min(low, depth);
      high = Math.max(high, depth, meter.add(reading).total);
      count += reading.tags.length > 0 ? 1 : 0;
    }
    if (count > ${index % 17}) {
      summaries.push({ kind, count, range: [low, high], byPlace });
    }
  }
  return summaries.sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
});
`;
}

/** Every tenth table is filled by statements. */
function tableOf(index) {
  if (index % 10 !== 0) return `const table${index} = new Map([["a", ${index}], ["b", base${index}]]);`;
  return `const table${index} = new Map<string, number>();\ntable${index}.set("a", ${index});\nfor (const key of ["b", "c"]) table${index}.set(key, base${index});`;
}
