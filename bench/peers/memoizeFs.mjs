import memoizeFs from "memoize-fs";

export const title = "memoize-fs";
export const persists = true;

export async function open(folder) {
  const memo = memoizeFs({ cachePath: folder });
  const wrap = (name, fn) => {
    const memoized = memo.fn(fn, { cacheId: name });
    return async (...args) => (await memoized)(...args);
  };
  return { wrap, close: () => undefined };
}
