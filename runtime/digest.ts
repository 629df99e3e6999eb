import { createHash } from "node:crypto";

/**
 * The number of the canonical forms: signature text, code text, key encoding, value encoding and entry.
 * It is part of every digest, so raising it makes every stored entry unreachable (all go cold once).
 */
export const FORMAT = 2;

/**
 * What a digest stands for. The tag is hashed first, so that digests of different things can never
 * collide, however their fields are chosen (a task by code and a task by version, for example).
 */
export type DigestTag = "signature" | "code" | "version" | "fingerprint" | "scope" | "identity" | "lease" | "salt" | "closure" | "reached" | "component" | "package" | "script";

/** Digests tagged, length-prefixed fields with SHA-256. The lengths keep `"a","bc"` apart from `"ab","c"`. */
export function digestBytes(tag: DigestTag, fields: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const field of [`taskprint/${FORMAT}/${tag}`, ...fields]) {
    const bytes = typeof field === "string" ? encodeText(field) : field;
    hash.update(`${bytes.length}:`);
    hash.update(bytes);
  }
  return hash.digest();
}

/** `digestBytes` as 64 lower-case hexadecimal digits. */
export function digestText(tag: DigestTag, fields: readonly (string | Uint8Array)[]): string {
  return digestBytes(tag, fields).toString("hex");
}

/**
 * UTF-8 would merge all lone surrogates into U+FFFD; a text that has one is taken as UTF-16 behind
 * bytes that no UTF-8 text contains.
 */
function encodeText(text: string): Uint8Array {
  return text.isWellFormed()
    ? Buffer.from(text, "utf8")
    : Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, "utf16le")]);
}
