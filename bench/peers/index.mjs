/**
 * What each peer gives, in a file of its own:
 *
 *     title      how the table names it
 *     persists   whether its results outlive the process
 *     open(folder) → { wrap(name, fn) → a function that caches, perhaps by promises; close() }
 *
 * Each is set up as its documentation says, with a JSON text as the key where it leaves the key to the user.
 */
const PEERS = ["betterSqlite3", "cachified", "keyv", "memoizeFs", "ocache", "bentocache", "cacache", "lruCache", "pMemoize"];

/** The peers that can be opened here, and a line for each that cannot. */
export async function openPeers(folderFor) {
  const [opened, missing] = [[], []];
  for (const name of PEERS) {
    try {
      const { title, persists, open } = await import(`./${name}.mjs`);
      opened.push({ title, persists, ...(await open(folderFor(name))) });
    } catch (error) {
      missing.push(`${name} could not be opened here: ${String(error.message).split("\n", 1)[0]}`);
    }
  }
  return { opened, missing };
}
