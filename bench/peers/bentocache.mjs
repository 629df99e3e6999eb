import { createHash } from "node:crypto";
import { BentoCache, bentostore } from "bentocache";
import { fileDriver } from "bentocache/drivers/file";

export const title = "bentocache with its file driver";
export const persists = true;

export async function open(folder) {
  const store = bentostore().useL2Layer(fileDriver({ directory: folder, pruneInterval: false }));
  const bento = new BentoCache({ default: "files", stores: { files: store } });
  // Its keys are names of files.
  const keyOf = (name, args) => name + createHash("sha1").update(JSON.stringify(args)).digest("hex");
  const wrap = (name, fn) => (...args) => bento.getOrSet({ key: keyOf(name, args), ttl: null, factory: () => fn(...args) });
  return { wrap, close: () => bento.disconnectAll() };
}
