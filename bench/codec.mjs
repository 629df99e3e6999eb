/**
 * What the encodings of keys and values cost by themselves, without a store: those generated from a plan of the
 * types, the general ones, the same plan as closures, and JSON. Medians of alternating rounds; read the ratios.
 *
 *   node bench/codec.mjs [rounds = 15]
 */
import { join } from "node:path";
import stringify from "fast-json-stable-stringify";
import { closureEncoder } from "./codec/closures.mjs";
import { flatPlan, survey, surveyPlan, reading } from "./codec/inputs.mjs";
import { repository } from "./project.mjs";
import { median, printTable } from "./statistics.mjs";

const rounds = Number(process.argv[2] ?? 15);
const load = (path) => import(join(repository, "dist/runtime", path));
const { compileCodec } = await load("plan/codec.js");
const { encodeKey } = await load("key/encode.js");
const { Walk } = await load("key/walk.js");
const { encodeValue } = await load("value/encode.js");
const { decodeValue } = await load("value/decode.js");
const bytes = Buffer.alloc(1 << 20);

/** Each piece of work on one value, by its title. */
function casesOf({ args, value, plan }) {
  const codec = compileCodec(JSON.stringify([plan]));
  const closures = closureEncoder(plan);
  const [fitted, general, json] = [codec.encodeValue(value), Buffer.from(encodeValue(value)), JSON.stringify(value)];
  return {
    "key, generated": () => codec.encodeKey(args, bytes, 0),
    "key, closures": () => closures(args, bytes, 0),
    "key, general": () => encodeKey(new Walk("bench"), args),
    "key, fast-json-stable-stringify": () => stringify(args),
    "key, JSON.stringify": () => JSON.stringify(args),
    "decode, generated": () => codec.decodeValue(fitted, 0, fitted.length),
    "decode, general": () => decodeValue(general),
    "decode, JSON.parse": () => JSON.parse(json),
    "encode, for the plan": () => codec.encodeValue(value),
    "encode, general": () => encodeValue(value),
    "encode, JSON.stringify": () => JSON.stringify(value),
  };
}

const works = [
  { title: "(foo: string, n: number) → small object", times: 20_000, args: ["station-7", 1234], value: reading(), plan: flatPlan },
  { title: "10 KB of nested objects in and out", times: 100, args: [survey()], value: survey(), plan: surveyPlan },
];

for (const { title, times, ...work } of works) {
  const cases = casesOf(work);
  const taken = new Map(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(cases)) {
      const start = process.cpuUsage();
      for (let time = 0; time < times; time += 1) run();
      const { user, system } = process.cpuUsage(start);
      if (round > 0) taken.get(name).push(((user + system) * 1000) / times); // The first round warms up.
    }
  }
  const rows = [...taken].map(([name, values]) => [name, `${Math.round(median(values))} ns`, `${(median(values) / median(taken.get(`${name.split(",")[0]}, generated`) ?? taken.get("encode, for the plan"))).toFixed(2)}`]);
  console.log(`\n${title}; processor time, medians of ${rounds} rounds, Node ${process.versions.node}`);
  printTable([["work", "time", "ratio"], ...rows]);
}
