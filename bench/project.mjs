import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Writes a project of `count` files with a task each, of about 30 lines, whose types come from several
 * other files. Half of the files also declare types that others import.
 */
export function writeProject(folder, count, plugins) {
  writeConfiguration(folder, plugins);
  writeFile(folder, "src/units.ts", units);
  for (let index = 0; index < count; index += 1) writeFile(folder, `src/group${index % 20}/step${index}.ts`, step(index, count));
}

/** What makes a folder a project: its packages, package.json and tsconfig. */
export function writeConfiguration(folder, plugins) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(repository, join(folder, "node_modules/taskprint"), "junction");
  writeFile(folder, "package.json", '{ "type": "module" }\n');
  writeFile(folder, "tsconfig.json", `${JSON.stringify({ compilerOptions: compilerOptions(plugins), include: ["src"] }, null, 2)}\n`);
}

export function compilerOptions(plugins) {
  return {
    target: "es2022",
    module: "nodenext",
    lib: ["es2023"],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    incremental: true,
    declaration: true,
    rootDir: ".",
    outDir: "out",
    ...(plugins && { plugins }),
  };
}

const units = `export type Unit = "m" | "km" | "cm" | "mm";
export interface Quantity { readonly value: number; readonly unit: Unit }
export interface Place { readonly name: string; readonly latitude: number; readonly longitude: number; readonly height?: Quantity }
export interface Page<T> { readonly items: readonly T[]; readonly next: string | null }
export const toMetres = ({ value, unit }: Quantity): number =>
  value * (unit === "km" ? 1000 : unit === "m" ? 1 : unit === "cm" ? 0.01 : 0.001);
`;

/** One file: two types of its own, types of two other files, and a task over them. */
function step(index, count) {
  const [near, far] = [(index * 7 + 1) % count, (index * 13 + 5) % count].map((each) => (each === index ? (each + 1) % count : each));
  return `import { task } from "taskprint";
import { toMetres, type Page, type Place, type Quantity } from "../units.js";
import type { Reading${near} } from "../group${near % 20}/step${near}.js";
${far === near ? "" : `import type { Summary${far} } from "../group${far % 20}/step${far}.js";`}

export interface Reading${index} {
  readonly place: Place;
  readonly at: Date;
  readonly depth: Quantity;
  readonly kind: "calm" | "rough" | "storm${index}";
  readonly tags: readonly string[];
}

export interface Summary${index} {
  readonly kind: Reading${index}["kind"];
  readonly count: number;
  readonly range: readonly [low: number, high: number];
  readonly byPlace: ReadonlyMap<string, number>;
}

interface Settings {
  readonly minimum?: number;
  readonly kinds: readonly Reading${index}["kind"][];
  readonly baseline?: Partial<${far === near ? `Summary${index}` : `Summary${far}`}>;
  readonly neighbour?: Pick<Reading${near}, "place" | "depth">;
}

/** Summarises the readings of a page by their kind. */
export const summarise${index} = task(async function summarise${index}(page: Page<Reading${index}>, settings: Settings): Promise<Summary${index}[]> {
  const summaries: Summary${index}[] = [];
  const offset = settings.neighbour ? toMetres(settings.neighbour.depth) : ${index};
  for (const kind of settings.kinds) {
    const byPlace = new Map<string, number>();
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let count = 0;
    for (const reading of page.items) {
      if (reading.kind !== kind) continue;
      const depth = toMetres(reading.depth) + offset;
      if (settings.minimum !== undefined && depth < settings.minimum) {
        continue;
      }
      // Places are told apart by name and by rounded position.
      const { name, latitude, longitude } = reading.place;
      const key = \`\${name}@\${latitude.toFixed(2)},\${longitude.toFixed(2)}\`;
      byPlace.set(key, (byPlace.get(key) ?? 0) + depth);
      low = Math.min(low, depth);
      high = Math.max(high, depth);
      count += reading.tags.length > 0 ? 1 : 0;
    }
    const isKnown = settings.baseline?.count !== undefined && settings.baseline.count > ${index % 17};
    if (count > 0 || isKnown) {
      summaries.push({ kind, count, range: [low, high], byPlace });
    }
  }
  return summaries.sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
});
`;
}

export function writeFile(folder, path, text) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
