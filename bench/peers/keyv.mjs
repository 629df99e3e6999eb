import { join } from "node:path";
import KeyvSqlite from "@keyv/sqlite";
import { Keyv } from "keyv";

export const title = "keyv with SQLite";
export const persists = true;

export async function open(folder) {
  const keyv = new Keyv({ store: new KeyvSqlite(`sqlite://${join(folder, "cache.db")}`) });
  keyv.on("error", (error) => {
    throw error;
  });
  const wrap = (name, fn) => async (...args) => {
    const key = name + JSON.stringify(args);
    const stored = await keyv.get(key);
    if (stored !== undefined) return stored;
    const value = fn(...args);
    await keyv.set(key, value);
    return value;
  };
  return { wrap, close: () => keyv.disconnect() };
}
