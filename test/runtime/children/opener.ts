/** Opens a store and closes it again, many times. */
import { setImmediate } from "node:timers/promises";
import { FileStore } from "#runtime/store/file";
import { LmdbStore } from "#runtime/store/lmdb";

const [dir = "", times = "1", mode = ""] = process.argv.slice(2);

for (let time = 0; time < Number(times); time++) {
  (mode === "readonly" ? new FileStore(dir, new Error("only read")) : new LmdbStore(dir)).close();
  await setImmediate();
}
