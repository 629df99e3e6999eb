import { join } from "node:path";
import { cachified } from "@epic-web/cachified";
import Database from "better-sqlite3";

export const title = "cachified with better-sqlite3";
export const persists = true;

export async function open(folder) {
  const db = new Database(join(folder, "cache.db"));
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = OFF");
  db.exec("CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY, metadata TEXT NOT NULL, value TEXT NOT NULL)");
  const select = db.prepare("SELECT value, metadata FROM cache WHERE key = ?");
  const insert = db.prepare("INSERT OR REPLACE INTO cache (key, value, metadata) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM cache WHERE key = ?");
  const cache = {
    name: "SQLite",
    get(key) {
      const row = select.get(key);
      return row && { metadata: JSON.parse(row.metadata), value: JSON.parse(row.value) };
    },
    set: (key, { value, metadata }) => void insert.run(key, JSON.stringify(value), JSON.stringify(metadata)),
    delete: (key) => void remove.run(key),
  };
  const wrap = (name, fn) => (...args) => cachified({ key: name + JSON.stringify(args), cache, getFreshValue: () => fn(...args) });
  return { wrap, close: () => db.close() };
}
