import pMemoize from "p-memoize";

export const title = "p-memoize, in memory, JSON key";
export const persists = false;

/** It gives the same object to every caller, and forgets it with the process. */
export async function open() {
  const wrap = (name, fn) => pMemoize(async (...args) => fn(...args), { cacheKey: JSON.stringify });
  return { wrap, close: () => undefined };
}
