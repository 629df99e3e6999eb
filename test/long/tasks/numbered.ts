/** Tasks whose right result every process knows, so that a wrong one is seen at once. */
import { task } from "taskprint";

export interface Numbered {
  readonly at: number;
  readonly text: string;
  readonly parts: readonly { readonly name: string; readonly share: number; readonly note?: string }[];
  readonly bytes: Uint8Array;
  readonly map: ReadonlyMap<number, readonly number[]>;
}

/** How often a task of this module ran in this thread. */
export const runs = { count: 0 };

/** Of many sizes: most are small, one in 37 has several pages. */
export function valueOf(at: number): Numbered {
  const length = at % 37 === 0 ? 9000 : (at * 7) % 300;
  const parts = Array.from({ length: at % 5 }, (_, part) => (part % 2 ? { name: `part ${part}`, share: part / at } : { name: `part ${part}`, share: -0, note: `of ${at}` }));
  return { at, text: "x".repeat(length), parts, bytes: new Uint8Array((at * 11) % 200).fill(at % 256), map: new Map([[at, [at / 3, -0]]]) };
}

export const numbered = task(function numbered(at: number): Numbered {
  runs.count += 1;
  return valueOf(at);
});

export const numberedAsync = task(async function numberedAsync(at: number, label: string): Promise<{ readonly label: string; readonly value: Numbered }> {
  runs.count += 1;
  await null;
  return { label, value: valueOf(at) };
});

/** Its result goes out of date after a while. */
export const passing = task(
  function passing(at: number): number {
    runs.count += 1;
    return at * 2;
  },
  { ttl: 3_600_000 },
);

/** A large result, for disks that fill. */
export const block = task(function block(at: number): Uint8Array {
  runs.count += 1;
  return new Uint8Array(20_000).fill(at % 251);
});

/** Fails for every fifth number. */
export const failing = task(async function failing(at: number): Promise<number> {
  runs.count += 1;
  if (at % 5 === 0) throw new RangeError(`no ${at}`);
  return at;
});
