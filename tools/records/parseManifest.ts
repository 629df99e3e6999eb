import { FORMAT } from "#runtime/digest";
import { TaskprintError } from "#runtime/errors";
import { causeText } from "#runtime/warn";
import { badRecord } from "../messages.js";
import type { Manifest } from "./manifest.js";

/**
 * Reads the text of a manifest.
 *
 * @param path for the error
 * @throws TaskprintError (TP3020) for what is no manifest, and for one of another format, whose digests mean something else
 */
export function parseManifest(text: string, path: string): Manifest {
  return assertManifest(parse(text, path), path);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TaskprintError(badRecord(path, causeText(error)));
  }
}

/** @throws TaskprintError (TP3020) */
export function assertManifest(value: unknown, path: string): Manifest {
  const fail = (cause: string): never => {
    throw new TaskprintError(badRecord(path, cause));
  };
  if (!isRecord(value) || !Array.isArray(value["tasks"])) return fail("it holds no tasks");
  if (value["format"] !== FORMAT) return fail(`it is of format ${String(value["format"])}, and this release of taskprint reads format ${FORMAT}`);
  if (!value["tasks"].every(isTask)) return fail("one of its tasks lacks a name, a fingerprint, its signature or its code");
  if (value["closure"] !== undefined && !isRecord(value["closure"])) return fail("its closure is no object");
  return value as unknown as Manifest;
}

function isTask(task: unknown): boolean {
  if (!isRecord(task) || typeof task["name"] !== "string" || typeof task["fingerprint"] !== "string") return false;
  return /^[0-9a-f]{64}$/.test(task["fingerprint"]) && isText(task["signature"]) && isText(task["code"]);
}

function isText(part: unknown): boolean {
  return isRecord(part) && typeof part["digest"] === "string" && Array.isArray(part["text"]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
