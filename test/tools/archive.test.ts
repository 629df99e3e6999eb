import { once } from "node:events";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { createGzip, gzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FORMAT } from "#runtime/digest";
import { packEntry } from "#runtime/entry";
import { digestKey } from "#runtime/key/key";
import { PREFIX_BYTES, SCOPE_BYTES } from "#runtime/key/prefix";
import { Archive } from "#tools/archive/archive";
import { Kind, packHeader, VERSION, type Header, type Part } from "#tools/archive/format";
import { ArchiveWriter } from "#tools/archive/writer";
import { newPlace } from "../runtime/support/places.js";

const test = suite("archives");

const HEADER: Header = { version: VERSION, format: FORMAT, endianness: endianness(), writtenAt: 0 };
const NONE = Buffer.alloc(0);
const FINGERPRINT = "0123456789abcdef".repeat(4);
const task = { name: "align", fingerprint: FINGERPRINT };
const key = digestKey(task, "default", ["input"]);

function line(overrides: object = {}): Part {
  const described = { scope: key.toString("hex", 0, SCOPE_BYTES), identity: key.toString("hex", SCOPE_BYTES, PREFIX_BYTES), task: "align", account: "default", fingerprint: FINGERPRINT, at: 1 };
  return { kind: Kind.Task, name: NONE, data: Buffer.from(JSON.stringify({ ...described, ...overrides })) };
}

function entry(under: Buffer = key, mark = Number.parseInt(FINGERPRINT.slice(0, 8), 16)): Part {
  return { kind: Kind.Entry, name: under, data: packEntry(under, { writtenAt: 1, runMs: 1, async: false, fitted: false, mark, payload: Buffer.from([3]) }) };
}

const NAMES = { [Kind.Task]: "tasks", [Kind.Build]: "builds", [Kind.Entry]: "entries", [Kind.Inputs]: "inputs", [Kind.End]: "entries" } as const;

/** An archive whose sum and counts are right, whatever is in it. */
async function write(parts: readonly Part[], header: Header = HEADER): Promise<string> {
  const path = join(newPlace(), "archive");
  const writer = new ArchiveWriter(path, header);
  const counts = { tasks: 0, builds: 0, entries: 0, inputs: 0 };
  for (const part of parts) {
    counts[NAMES[part.kind]]++;
    await writer.add(part);
  }
  await writer.end(counts);
  return path;
}

async function verdict(path: string): Promise<string> {
  const archive = await Archive.open(path);
  try {
    return `sound: ${(await archive.check(() => undefined)).entries}`;
  } catch (error) {
    return (error as Error).message.replace(/^.* cannot be imported: /, "");
  } finally {
    await archive.close();
  }
}

test("a whole one is sound", async () => {
  assert.is(await verdict(await write([line(), entry()])), "sound: 1");
  assert.is(await verdict(await write([])), "sound: 0");
});

const forged: readonly (readonly [what: string, parts: readonly Part[], verdict: RegExp])[] = [
  ["a result without its task", [entry()], /^a result in it belongs to no task in it\./],
  ["a result before its task", [entry(), line()], /^a result in it belongs to no task in it\./],
  ["a result under another call's key", [line(), { ...entry(), name: digestKey(task, "default", ["other"]) }], /^a result in it is damaged\./],
  ["a result of another fingerprint", [line(), entry(key, 1)], /^a result in it belongs to another task/],
  ["a result that is no entry", [line(), { ...entry(), data: Buffer.from("no entry") }], /^a result in it is damaged\./],
  ["a key that is too short", [line(), { ...entry(), name: key.subarray(0, PREFIX_BYTES) }], /^a key in it is too short/],
  ["a task of another name", [line({ task: "call" }), entry()], /^it holds results that claim to be of the task "call", and are not\./],
  ["a task of another account", [line({ account: "other" }), entry()], /claim to be of the task "align"/],
  ["a task of another fingerprint", [line({ fingerprint: "f".repeat(64) }), entry()], /claim to be of the task "align"/],
  ["a task with another plan", [line({ plan: "[]" }), entry()], /claim to be of the task "align"/],
  ["a task of another account, with an environment", [line({ account: "other", hasEnvironment: true }), entry()], /claim to be of the task "align"/],
  ["a task with a field that no task has", [line({ extra: 1 }), entry()], /^what it says of a task is damaged\./],
  ["a task with a wrong field", [line({ ignore: "all" }), entry()], /^what it says of a task is damaged\./],
  ["a task that is no object", [{ ...line(), data: Buffer.from("null") }], /^what it says of a task is damaged\./],
  ["a manifest that would lie elsewhere", [{ kind: Kind.Build, name: Buffer.from("../../evil.json.gz"), data: gzipSync("{}") }], /^it holds a file that does not belong into a store\./],
  ["a manifest that is none", [{ kind: Kind.Build, name: Buffer.from(`${"1".repeat(13)}-${"a".repeat(12)}-${"b".repeat(24)}.json.gz`), data: gzipSync("{}") }], /^a manifest in it is damaged\./],
  ["arguments of no result", [line(), entry(), { kind: Kind.Inputs, name: digestKey(task, "default", ["other"]), data: Buffer.from('{"form":"value","bytes":""}') }], /^arguments in it belong to no result\./],
  ["arguments of no form", [line(), entry(), { kind: Kind.Inputs, name: key, data: Buffer.from('{"form":"other","bytes":""}') }], /^arguments in it are damaged\./],
  ["a part that is too long", [{ kind: Kind.Inputs, name: key, data: Buffer.alloc(200_000) }], /^it is damaged\./],
  ["a part of an unknown kind", [{ ...line(), kind: 77 as Kind }], /^it is damaged\./],
];

for (const [what, parts, expected] of forged) {
  test(`${what} is refused`, async () => assert.match(await verdict(await write(parts)), expected));
}

for (const [what, header] of [["format", { format: FORMAT + 1 }], ["version", { version: VERSION + 1 }], ["byte order", { endianness: endianness() === "LE" ? "BE" : "LE" }]] as const) {
  test(`another ${what} is refused`, async () => {
    assert.match(await verdict(await write([line(), entry()], { ...HEADER, ...header })), /^it is of version .*, and this taskprint reads version .*\[TP3101\]$/);
  });
}

test("counts that are wrong are refused, and so is what lies behind the end", async () => {
  const path = join(newPlace(), "archive");
  const writer = new ArchiveWriter(path, HEADER);
  await writer.add(line());
  await writer.end({ tasks: 2, builds: 0, entries: 0, inputs: 0 });
  assert.match(await verdict(path), /^it was changed after it was written\./);
  const whole = await write([line(), entry()]);
  writeFileSync(whole, Buffer.concat([readFileSync(whole), gzipSync("more")]));
  assert.match(await verdict(whole), /^it was changed after it was written\./);
});

test("a header without an end takes no memory", async () => {
  const path = join(newPlace(), "archive");
  const header = packHeader(HEADER);
  header.writeUInt32LE(0xffff_ffff, header.indexOf("\n") + 1);
  const gzip = createGzip();
  gzip.pipe(createWriteStream(path)).on("error", () => undefined);
  gzip.end(header);
  await once(gzip, "end");
  assert.match(await verdict(path), /^(its header is damaged|it is no archive|it was cut off)/);
});

test("one that was cut off, or in which any byte was changed, is refused", async () => {
  const others = Array.from({ length: 20 }, (_, index) => entry(digestKey(task, "default", [`input ${index} ${Math.sin(index)}`])));
  const bytes = readFileSync(await write([line(), ...others]));
  const path = join(newPlace(), "damaged");
  for (let at = 0; at < bytes.length; at += 7) {
    writeFileSync(path, bytes.subarray(0, at));
    assert.not.match(await verdict(path), /^sound/, `cut at ${at}`);
    // What the head of the gzip stream says of the file and its writer is no part of the content.
    if (at > 3 && at < 10) continue;
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << at % 8);
    writeFileSync(path, changed);
    assert.not.match(await verdict(path), /^sound/, `changed at ${at}`);
  }
});

test.run();
