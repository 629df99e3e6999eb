/**
 * What the plugin costs while somebody types: the same project is edited, by turns, in a bare tsserver and in one with
 * the plugin, a key at a time in the task of the last file, each time until the file's errors come. Then what needs the
 * whole project is looked at while nobody types. Given is processor time, as Linux tells it.
 *
 *   node bench/editor.mjs [files = 500] [keys = 10]
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GROUPS, writeClosureProject } from "./closureProject.mjs";
import { median, printTable } from "./statistics.mjs";

const ROUNDS = 5;

const require = createRequire(import.meta.url);
const [files, keys] = [Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 10)];
const tsserver = join(dirname(require.resolve("typescript/package.json")), "lib/tsserver.js");
const entry = { name: "taskprint", transform: "taskprint/plugin", transformProgram: true };

const folder = mkdtempSync(join(tmpdir(), "taskprint-bench-"));
try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const servers = [start("bare"), start("body", [{ ...entry, track: "body" }]), start("closure", [{ ...entry, track: "closure" }])];
  for (const server of servers) await warmUp(server);
  const times = servers.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, server] of servers.entries()) times[index].push(await spent(server, () => pressMany(server, round)));
  }
  const settled = await spent(servers[2], () => settle(servers[2], ROUNDS * keys));
  print(times.map((each) => median(each) / keys), settled);
  for (const { child } of servers) child.kill();
}

function start(name, plugins) {
  const project = join(folder, name);
  writeClosureProject(project, files, plugins);
  const child = spawn(process.execPath, [tsserver, "--allowLocalPluginLoads", "--disableAutomaticTypingAcquisition"], { cwd: project });
  child.stderr.resume();
  const last = files - 1;
  const path = join(project, `src/group${last % GROUPS}/step${last}.ts`);
  const server = { child, path, text: readFileSync(path, "utf8"), waiting: [], buffer: Buffer.alloc(0), sequence: 0 };
  child.stdout.on("data", (data) => take(server, data));
  return server;
}

/** Opens the file, and types until the compiler of the machine has made fast code of what that runs. */
async function warmUp(server) {
  send(server, "open", { file: server.path });
  for (let key = -10; key < 0; key += 1) await press(server, key);
  if (server.path.includes("closure")) await settle(server, -1);
}

async function pressMany(server, round) {
  for (let key = 0; key < keys; key += 1) await press(server, round * keys + key);
}

/** One key, and the errors of the file. */
async function press(server, key) {
  type(server, key);
  await ask(server);
}

/** One key, and what is then found while nobody types. */
async function settle(server, key) {
  const news = wait(server, ({ event }) => event === "projectsUpdatedInBackground");
  await press(server, key);
  await news;
  await ask(server);
}

/** What a server's process spent, in milliseconds, from files that count in hundredths of a second: only many keys together say something. */
async function spent({ child }, action) {
  const read = () => readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
  const before = read();
  await action();
  return read() - before;
}

/** Another text in the task, of the same length each time. */
function type(server, key) {
  const insertString = server.text.replace("const depth = toMetres", `const depth = ${String(key + 100).padStart(4, "1")} * toMetres`);
  send(server, "change", { file: server.path, line: 1, offset: 1, endLine: 1_000_000, endOffset: 1, insertString });
}

async function ask(server) {
  const told = wait(server, ({ event }) => event === "semanticDiag");
  send(server, "geterr", { files: [server.path], delay: 0 });
  const { body } = await told;
  if (body.diagnostics.length > 0) throw new Error(`The project has errors: ${body.diagnostics[0].text}`);
}

function send(server, command, parameters) {
  server.sequence += 1;
  server.child.stdin.write(`${JSON.stringify({ seq: server.sequence, type: "request", command, arguments: parameters })}\n`);
}

function wait(server, isIt) {
  return new Promise((resolve) => server.waiting.push({ isIt, resolve }));
}

function take(server, data) {
  server.buffer = Buffer.concat([server.buffer, data]);
  for (;;) {
    const end = server.buffer.indexOf("\r\n\r\n");
    const length = end < 0 ? 0 : Number(server.buffer.toString("latin1", 0, end).split(": ")[1]);
    if (end < 0 || server.buffer.length < end + 4 + length) return;
    const message = JSON.parse(server.buffer.toString("utf8", end + 4, end + 4 + length));
    server.buffer = server.buffer.subarray(end + 4 + length);
    const found = server.waiting.findIndex(({ isIt }) => isIt(message));
    if (found >= 0) server.waiting.splice(found, 1)[0].resolve(message);
  }
}

function print([bare, body, closure], settled) {
  console.log(`${files} files with ${files} tasks, medians of ${ROUNDS} rounds of ${keys} keys by turns, Node ${process.versions.node}`);
  const row = (name, time) => [name, `${time.toFixed(0)} ms`, (time / bare).toFixed(2)];
  printTable([["a key, and the file's errors", "processor time", "ratio"], row("bare tsserver", bare), row("taskprint, body", body), row("taskprint, closure", closure)]);
  console.log(`What needs the whole project took ${settled.toFixed(0)} ms after the last key.`);
}
