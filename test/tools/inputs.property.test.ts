import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeKey } from "#runtime/key/encode";
import { digestKey } from "#runtime/key/key";
import { Walk } from "#runtime/key/walk";
import { compileCodec } from "#runtime/plan/codec";
import type { TaskPlan } from "#runtime/plan/plan";
import { decodeFitted } from "#tools/records/decodeFitted";
import { decodeGeneral } from "#tools/records/decodeGeneral";
import { decodeInputs } from "#tools/records/decodeInputs";
import { Reader } from "#tools/records/reader";
import { recipes } from "../runtime/support/arbitrary.js";
import { constants } from "../runtime/support/compiled.js";
import type { Draw } from "../runtime/support/mutate.js";
import { plannedValue } from "../runtime/support/plannedValue.js";
import { randomPlan } from "../runtime/support/randomPlan.js";
import { makeValue } from "../runtime/support/recipe.js";

const test = suite("tools/inputs, generated");
const streams = fc.noShrink(fc.infiniteStream(fc.nat(0xffff_ffff)));
const bytes = Buffer.alloc(1 << 16);
const facts = { scope: "0".repeat(32), identity: "0".repeat(64), task: "generated", account: "tester", fingerprint: constants("generated").fingerprint };

/** The general encoding as long as it holds no digest; undefined where it does, or the value is refused. */
function wholeEncoding(value: unknown): Buffer | undefined {
  const walk = new Walk("");
  try {
    encodeKey(walk, value);
  } catch {
    return undefined;
  }
  const encoding = Buffer.from(walk.writer.since(0));
  return encoding.includes(0xfe) ? undefined : encoding;
}

test("what the general encoding holds is read back", () => {
  let whole = 0;
  fc.assert(
    fc.property(recipes({ cycles: false }), (recipe) => {
      const value = makeValue(recipe);
      const encoding = wholeEncoding(value);
      if (encoding === undefined) return true;
      whole++;
      const reader = new Reader(encoding);
      return isDeepStrictEqual(decodeGeneral(reader), value) && reader.left === 0;
    }),
    { numRuns: 20_000 },
  );
  assert.ok(whole > 8_000, `${whole} were whole`);
});

test("cycles are read back", () => {
  const cyclic: { list: unknown[]; self?: unknown } = { list: [] };
  cyclic.self = cyclic;
  cyclic.list.push(cyclic.list, new Map<unknown, unknown>([[1, cyclic]]));
  const encoding = wholeEncoding(cyclic);
  assert.ok(encoding && isDeepStrictEqual(decodeGeneral(new Reader(encoding)), cyclic));
});

test("keys of a task without a plan are told whole, in parts or not at all, and never wrongly", () => {
  const kinds = { whole: 0, parts: 0, unknown: 0 };
  fc.assert(
    fc.property(fc.array(recipes({ cycles: false }), { maxLength: 3 }), (list) => {
      const args = list.map(makeValue);
      const inputs = decodeInputs(digestKey(constants("generated"), "tester", args), facts, undefined);
      kinds[inputs.kind]++;
      if (inputs.kind !== "whole") return true;
      return isDeepStrictEqual(inputs.args, args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1));
    }),
    { numRuns: 5_000 },
  );
  assert.ok(kinds.whole > 1_000 && kinds.unknown > 500, JSON.stringify(kinds));
});

/** Draws of one seed. */
function drawsFrom(stream: Iterator<number>): Draw {
  return (bound) => Number(stream.next().value) % bound;
}

test("what generated encoders write is read back", () => {
  const tally = { whole: 0, hidden: 0, unfit: 0 };
  const checkPlan = (stream: Iterator<number>): void => {
    const draw = drawsFrom(stream);
    const plan = randomPlan(draw);
    const text = JSON.stringify(plan);
    const codec = compileCodec(text);
    for (let count = 0; count < 40; count++) checkValue(tally, { plan, text, codec }, draw);
  };
  fc.assert(fc.property(streams, checkPlan), { numRuns: 250 });
  assert.ok(tally.whole > 5_000, JSON.stringify(tally));
});

interface Planned {
  readonly plan: TaskPlan;
  readonly text: string;
  readonly codec: ReturnType<typeof compileCodec>;
}

function checkValue(tally: Record<"whole" | "hidden" | "unfit", number>, { plan: [[, , type], ...named], text, codec }: Planned, draw: Draw): void {
  const value = plannedValue({ draw, named, order: draw, strangeness: 100, earlier: [], fuel: 60 }, type);
  const end = codec?.encodeKey([value], bytes, 0) ?? -1;
  if (end < 0) return void tally.unfit++;
  const read = decodeFitted(text, bytes.subarray(0, end));
  const isWhole = isDeepStrictEqual(read, [value]);
  tally[isWhole ? "whole" : "hidden"]++;
  assert.ok(isWhole || text.includes('"unknown"'), `${text} read ${inspect(read)}`);
}

test("damaged bytes are refused, or give something else, and always soon", () => {
  const plan = JSON.stringify([[[["array", ["object", [["a", "string"], ["b", ["map", "string", "number"]]], [["c", "date"]]]]], null, "null"]]);
  const codec = compileCodec(plan);
  const end = codec?.encodeKey([[{ a: "x".repeat(50), b: new Map([["é", 1]]), c: new Date(0) }, { a: "", b: new Map() }]], bytes, 0) ?? 0;
  const sound = Buffer.from(bytes.subarray(0, end));
  let refused = 0;
  for (let at = 0; at < sound.length; at++) {
    for (const byte of [0, 0x7f, 0xf0, 0xfe, 0xff]) {
      const damaged = Buffer.from(sound);
      damaged[at] = byte;
      try {
        decodeFitted(plan, damaged);
      } catch {
        refused++;
      }
    }
  }
  assert.ok(refused > sound.length, `${refused} were refused`);
});

test.run();
