import { buildCleanly } from "../../harness/everywhere.js";
import { current } from "../../harness/compilers.js";
import type { Manifest } from "#tools/records/manifest";

/** A small program whose parts the tests edit; each of its lines is where the tests say it is. */
export const shop: Readonly<Record<string, string>> = {
  "src/invoice.ts": `import { task } from "taskprint";
import { lineTotal } from "./lines.js";
import type { Order } from "./order.js";

export const invoice = task(function invoice(order: Order, opts: { readonly currency: "EUR" | "USD" }): number {
  return order.lines.reduce((sum, line) => sum + lineTotal(line), 0);
});
`,
  "src/order.ts": `import type { Line } from "./lines.js";

export interface Order {
  readonly id: string;
  readonly lines: readonly Line[];
}
`,
  "src/lines.ts": `import { roundTax } from "./money.js";

export interface Line {
  readonly price: number;
}

export function lineTotal({ price }: Line): number {
  return price + roundTax(price);
}
`,
  "src/money.ts": `import { rates } from "./rates.js";

export const HUNDRED = 100;

/** Half up. */
export function roundTax(price: number): number {
  return Math.round(price * (rates.get("DE") ?? 0) * HUNDRED) / HUNDRED;
}
`,
  "src/rates.ts": `export const rates = new Map<string, number>();

rates.set("DE", 0.19);
rates.set("FR", 0.2);
`,
  "src/report.ts": `import { task } from "taskprint";
import { invoice } from "./invoice.js";
import type { Order } from "./order.js";

export const report = task(
  function report(orders: readonly Order[]): readonly number[] {
    return orders.map((order) => invoice(order, { currency: "EUR" }));
  },
);
`,
};

/** Texts to replace, by file. Nothing is replaced that is not there. */
export type Edits = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

export function edited(files: Readonly<Record<string, string>>, edits: Edits): Readonly<Record<string, string>> {
  const changed = Object.entries(edits).map(([path, replacements]) => [path, replacements.reduce((text, pair) => replaced(text, pair), files[path] ?? "")]);
  return { ...files, ...(Object.fromEntries(changed) as Record<string, string>) };
}

function replaced(text: string, [from, to]: readonly [string, string]): string {
  if (!text.includes(from)) throw new Error(`There is no ${JSON.stringify(from)} to replace.`);
  return text.replaceAll(from, () => to);
}

/** The manifest that the plugin writes of a program. */
export function manifestOf(files: Readonly<Record<string, string>>, track: "body" | "closure" = "closure"): Manifest {
  const { manifest } = buildCleanly(current, { root: "/shop", files: new Map(Object.entries(files)), compilerOptions: { resolveJsonModule: true }, pluginOptions: { track } });
  return manifest as Manifest;
}
