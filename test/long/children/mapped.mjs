/** Lets LMDB begin with a map that is soon outgrown, by opening the file with it before taskprint does in the same process. */
import { mkdirSync } from "node:fs";
import { open } from "lmdb";

const MAP_BYTES = 2 ** 18;
const dir = process.env.TASKPRINT_DIR;
mkdirSync(dir, { recursive: true, mode: 0o700 });
open({ path: dir, mapSize: MAP_BYTES, noSync: true, encoding: "binary", keyEncoding: "binary" });
await import("./filler.mjs");
