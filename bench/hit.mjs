/**
 * What a call costs at run time: a process that imports the runtime and is answered once, a hit, and a
 * miss that is stored. Beside each stands what it is held against; read the ratios.
 *
 *   node bench/hit.mjs [rounds = 9]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import memoizeFs from "memoize-fs";
import { open } from "lmdb";
import { repository } from "./project.mjs";
import { median, printTable } from "./statistics.mjs";

const rounds = Number(process.argv[2] ?? 9);
const runtime = join(repository, "dist/runtime/index.js");
if (!existsSync(runtime)) throw new Error('Build first: "npm run build".');
const folder = mkdtempSync(join(tmpdir(), "taskprint-bench-"));
process.env.TASKPRINT_DIR = join(folder, "store");
delete process.env.TASKPRINT_MODE;
const { task } = await import(runtime);

/** What the plugin would inject. The bench measures calls, so its tasks need no compiler. */
const constants = (name) => ({ format: 2, name, fingerprint: name.padEnd(64, "0"), async: false });
const read = (id) => ({ id, depth: 12.5, tags: ["calm", "deep"], at: [id, id + 1] });
const page = (size) => ({ items: Array.from({ length: size }, (_, index) => read(index)) });

const small = task(function small({ id }) { return read(id); }, {}, constants("small"));
const large = task(function large({ size }) { return page(size); }, {}, constants("large"));
const raw = open({ path: join(folder, "raw"), encoding: "binary", noSync: true });
const memo = memoizeFs({ cachePath: join(folder, "memo") });
const memoized = await memo.fn(function small({ id }) { return { id, depth: 12.5, tags: ["calm", "deep"], at: [id, id + 1] }; });

const rawKeys = Array.from({ length: 1000 }, (_, id) => Buffer.from(`a key of the usual length ${id}`.padEnd(64)));
const rawValue = Buffer.alloc(100, 1);
for (const key of rawKeys) raw.putSync(key, rawValue);

let next = 1_000_000;
const cases = [
  ["a small hit", 20_000, (n) => small({ id: n % 1000 })],
  ["  raw LMDB read of 100 bytes", 20_000, (n) => raw.getBinary(rawKeys[n % 1000])],
  ["  memoize-fs hit", 300, (n) => memoized({ id: n % 100 })],
  ["a hit of 100 objects (about 5 kB)", 2000, () => large({ size: 100 })],
  ["a hit of 10,000 objects (about 500 kB)", 20, () => large({ size: 10_000 })],
  ["a small miss, run and stored", 300, () => small({ id: next++ })],
  ["  raw LMDB write of 100 bytes", 300, () => raw.putSync(Buffer.from(`${next++}`.padEnd(64)), rawValue)],
  ["  memoize-fs miss, run and stored", 100, () => memoized({ id: next++ })],
];

try {
  await printCalls();
  printProcesses();
} finally {
  await raw.close();
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
}

/** Each round takes every case once, so that a slow moment of the machine meets all of them. */
async function printCalls() {
  const times = new Map(cases.map(([label]) => [label, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [label, count, run] of cases) {
      const microseconds = await measure(count, run);
      if (round > 0) times.get(label).push(microseconds); // The first round fills the stores and warms up.
    }
  }
  const hit = median(times.get("a small hit"));
  const rows = [...times].map(([label, values]) => [label, `${median(values).toFixed(2)} µs`, (median(values) / hit).toFixed(2)]);
  console.log(`Medians of ${rounds} rounds, Node ${process.versions.node}; ratios to a small hit`);
  printTable([["call", "time", "ratio"], ...rows]);
}

/** Microseconds per call. A promise is awaited, so that a call is over before the next begins. */
async function measure(count, run) {
  const start = performance.now();
  for (let n = 0; n < count; n += 1) {
    const result = run(n);
    if (result instanceof Promise) await result;
  }
  return ((performance.now() - start) * 1000) / count;
}

function printProcesses() {
  const script = (name, text) => {
    writeFileSync(join(folder, name), text);
    return [join(folder, name)];
  };
  const start = `import { task } from ${JSON.stringify(runtime)};\n`;
  const define = `const small = task(function small({ id }) { throw new Error("not a hit"); }, {}, ${JSON.stringify(constants("small"))});\n`;
  const processes = [
    ["bare Node", ["-e", "0"]],
    ["the runtime imported", script("import.mjs", start)],
    ["imported, and a first hit", script("hit.mjs", `${start}${define}small({ id: 1 });\n`)],
  ];
  const times = processes.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, parameters]] of processes.entries()) {
      const milliseconds = timeProcess(parameters);
      if (round > 0) times[index].push(milliseconds);
    }
  }
  const bare = median(times[0]);
  const rows = processes.map(([label], index) => [label, `${median(times[index]).toFixed(1)} ms`, (median(times[index]) / bare).toFixed(2)]);
  console.log();
  printTable([["process", "time", "ratio"], ...rows]);
}

function timeProcess(parameters) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`A process failed: ${stderr}`);
  return performance.now() - start;
}
