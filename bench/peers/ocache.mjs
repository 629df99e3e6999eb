import { defineCachedFunction } from "ocache";
import { createStorage } from "unstorage";
import fsDriver from "unstorage/drivers/fs";

export const title = "ocache (nitro's) with a file driver";
export const persists = true;
const FOR_EVER = 10 ** 9;

export async function open(folder) {
  const files = createStorage({ driver: fsDriver({ base: folder }) });
  const storage = { get: (key) => files.getItem(key), set: (key, value) => files.setItem(key, value) };
  const wrap = (name, fn) => defineCachedFunction(fn, { name, storage, maxAge: FOR_EVER, swr: false });
  return { wrap, close: () => files.dispose() };
}
