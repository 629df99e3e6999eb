/** The size of LMDB's pages where the system has the usual ones; a file of such pages can be used everywhere. */
const PAGE_BYTES = 4096;
const META_PAGES = 2;
const META_PAGE = 8;
const MAGIC = 0xbeefc0de;
const VERSION = 2;
/** LMDB maps the file anew when it outgrows that. */
const MAP_BYTES = 0x20000;
const INTEGER_KEYS = 8;
const NO_ROOT = -1n;

/** What lmdb-js 3.5.6 writes into a data file that it begins: two meta pages, each with two empty trees. */
export function emptyDataFile(): Buffer {
  const bytes = Buffer.alloc(META_PAGES * PAGE_BYTES);
  for (let number = 0; number < META_PAGES; number++) writeMetaPage(bytes.subarray(number * PAGE_BYTES), number);
  return bytes;
}

/** The places are those at which metaPages.ts reads. */
function writeMetaPage(page: Buffer, number: number): void {
  page.writeBigUInt64LE(BigInt(number), 0);
  page.writeUInt16LE(META_PAGE, 18);
  page.writeUInt32LE(MAGIC, 24);
  page.writeUInt32LE(VERSION, 28);
  page.writeBigUInt64LE(BigInt(MAP_BYTES), 40);
  page.writeUInt32LE(PAGE_BYTES, 48);
  page.writeUInt16LE(INTEGER_KEYS, 52);
  page.writeBigInt64LE(NO_ROOT, 88);
  page.writeBigInt64LE(NO_ROOT, 136);
  page.writeBigUInt64LE(BigInt(META_PAGES - 1), 144);
}
