import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { repository } from "../harness/project.js";
import { EditedProject, entry, Server, servers } from "./server.js";

const require = createRequire(import.meta.url);
const tspc = join(dirname(require.resolve("ts-patch/package.json")), "bin/tspc.js");

const texts = {
  "src/money.ts": 'const places = 2;\n\nexport const round = (amount: number): number => Number(amount.toFixed(places));\n\nexport const currency = (): string => process.env.CURRENCY ?? "EUR";\n',
  "src/tasks.ts": [
    'import { task } from "taskprint";',
    'import { currency, round } from "./money.js";',
    "",
    "/** What a net price comes to. */",
    "export const gross = task(async function gross(net: number): Promise<string> {",
    "  return `${round(net * 1.2)} ${currency()}`;",
    "});",
    "",
    'export const long = task((length: number): string => "x".repeat(length));',
    "",
    'export const pinned = task((net: number): number => round(net), { cacheVersion: "7" });',
    "",
    "export const loose = task((values: any): number => values.length);",
    "",
  ].join("\n"),
  "src/main.ts": 'import { gross as total, long, pinned } from "./tasks.js";\n\nawait Promise.all([total(1), total(2), total(3)]);\nlong(100_000);\nfor (let net = 0; net < 700; net += 1) pinned(net);\n',
};
const broken = "export const loose = task((values: any): number => values.length);\n";

const project = new EditedProject({ ...texts, "src/tasks.ts": texts["src/tasks.ts"].replace(broken, "") }, entry, { types: ["node"], typeRoots: [`${repository}node_modules/@types`] });
execFileSync(process.execPath, [tspc, "-p", project.folder], { cwd: project.folder, stdio: "inherit" });
execFileSync(process.execPath, ["out/main.js"], { cwd: project.folder, stdio: "ignore" });
const fingerprints = fingerprintsOf(project.read("out/tsconfig.taskprint.json"));
project.write({ "src/tasks.ts": texts["src/tasks.ts"] });
process.once("exit", () => project.remove());

for (const compiler of servers) {
  const test = suite(`the editor's hovers, ${compiler}`);
  const server = new Server(project, compiler);
  test.before(() => ["src/main.ts", "src/tasks.ts"].forEach((path) => server.open(path)));
  test.after(() => server.close());

  test("show what a task's results depend on, and how many there are", async () => {
    const text = await hoverWhenKnown(server, "src/tasks.ts", "gross = ");
    assert.match(text, /^What a net price comes to\.\n\ntaskprint: task "gross"\n/);
    assert.match(text, /\n- signature [0-9a-f]{12}, code [0-9a-f]{12}\n/);
    assert.match(text, /\n- covers 3 declarations of 1 file; process\.env\.CURRENCY: round \(src\/money\.ts:3\), currency \(src\/money\.ts:5\), places \(src\/money\.ts:1\)\n/);
    assert.match(text, /\n- stored: 3 results$/);
  });

  test("show the fingerprint that tspc injects", async () => {
    for (const name of ["gross", "pinned"]) {
      const [, shown] = /\n- fingerprint ([0-9a-f]+)\n/.exec(await hoverWhenKnown(server, "src/tasks.ts", `${name} = `)) ?? [];
      assert.is(shown?.length, 12, name);
      assert.ok(fingerprints[name]?.startsWith(shown ?? "none"), name);
    }
  });

  test("stand at each name of a task, and at no other", async () => {
    for (const [path, text] of [["src/tasks.ts", "task(async"], ["src/tasks.ts", "gross(net"], ["src/main.ts", "total(1)"], ["src/main.ts", "gross as"]] as const) {
      assert.match(await hoverWhenKnown(server, path, text), /taskprint: task "gross"\n\n- fingerprint /, text);
    }
    for (const text of ["round(net * 1.2)", "net: number): Promise", "currency()}"]) assert.not.match(await server.hover("src/tasks.ts", text), /taskprint/, text);
  });

  test("count results of every size, and those of earlier fingerprints by themselves", async () => {
    assert.match(await hoverWhenKnown(server, "src/tasks.ts", "long = "), /\n- stored: 1 result$/);
    server.change("src/tasks.ts", texts["src/tasks.ts"].replace("net * 1.2", "net * 1.3"));
    assert.match(await hoverWhenKnown(server, "src/tasks.ts", "gross = "), /\n- stored: 0 results, and 3 of earlier fingerprints$/);
    server.change("src/tasks.ts", texts["src/tasks.ts"]);
  });

  test("say a version in place of the code, and what a refused task lacks", async () => {
    const pinned = await hoverWhenKnown(server, "src/tasks.ts", "pinned = ");
    assert.match(pinned, /, version "7", in place of the code\n- stored: 700 results$/);
    assert.match(await server.hover("src/tasks.ts", "loose = "), /^taskprint: task "loose"\n\n- refused: there is an error\n- stored: no results yet$/);
  });

  test.run();
}

/** A closure may take longer than a hover waits. */
async function hoverWhenKnown(server: Server, path: string, text: string): Promise<string> {
  for (;;) {
    const shown = await server.hover(path, text);
    if (!shown.includes("still being looked at")) return shown;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function fingerprintsOf(manifest: string): Readonly<Record<string, string>> {
  const { tasks } = JSON.parse(manifest) as { readonly tasks: readonly { readonly name: string; readonly fingerprint: string }[] };
  return Object.fromEntries(tasks.map(({ name, fingerprint }) => [name, fingerprint]));
}
