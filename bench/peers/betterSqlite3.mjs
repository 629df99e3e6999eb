import { join } from "node:path";
import Database from "better-sqlite3";

export const title = "better-sqlite3, 20 lines by hand";
export const persists = true;

export async function open(folder) {
  const db = new Database(join(folder, "cache.db"));
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = OFF");
  db.exec("CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  const select = db.prepare("SELECT value FROM cache WHERE key = ?").pluck();
  const insert = db.prepare("INSERT OR REPLACE INTO cache VALUES (?, ?)");
  const wrap = (name, fn) => (...args) => {
    const key = name + JSON.stringify(args);
    const stored = select.get(key);
    if (stored !== undefined) return JSON.parse(stored);
    const value = fn(...args);
    insert.run(key, JSON.stringify(value));
    return value;
  };
  return { wrap, close: () => db.close() };
}
