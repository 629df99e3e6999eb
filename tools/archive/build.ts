import { gunzipSync } from "node:zlib";
import { readBuildName } from "#runtime/records/buildName";
import { assertManifest } from "../records/index.js";
import { Unreadable } from "./byteReader.js";
import { MOST } from "./format.js";

/** A manifest that a build left beside the store. */
export interface ArchivedBuild {
  /** The name of its file, and nothing but a name. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** @throws Unreadable when it is no kept manifest */
export function assertBuild(name: string, bytes: Buffer): ArchivedBuild {
  if (readBuildName(name) === undefined) throw new Unreadable("it holds a file that does not belong into a store");
  try {
    const build = JSON.parse(gunzipSync(bytes, { maxOutputLength: MOST.manifest }).toString()) as { readonly place?: unknown; readonly manifest?: unknown } | null;
    if (typeof build?.place !== "string") throw new Error("it names no program");
    assertManifest(build.manifest, name);
  } catch {
    throw new Unreadable("a manifest in it is damaged");
  }
  return { name, bytes };
}
