import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EditedProject, entry, Server } from "./server.js";

const test = suite("the editor's view of another project");

/** A project of several: the editor sees the sources of all, where a build sees declarations of the others. */
function configuration(name: string, references: readonly object[]): string {
  const compilerOptions = { target: "es2022", lib: ["es2023"], module: "nodenext", types: [], strict: true, skipLibCheck: true, composite: true, rootDir: ".", outDir: `../out/${name}`, plugins: [entry] };
  return JSON.stringify({ compilerOptions, include: ["."], references });
}

const project = new EditedProject({
  "lib/tsconfig.json": configuration("lib", []),
  "lib/rates.ts": "let count = 0;\nexport const rate = (): number => 0.2;\nexport const counter = (): number => (count += 1);\n",
  "lib/tasks.ts": 'import { task } from "taskprint";\n\nexport const tax = task((net: number): number => net);\n',
  "app/tsconfig.json": configuration("app", [{ path: "../lib" }]),
  "app/main.ts": [
    'import { task } from "taskprint";',
    'import { counter, rate } from "../lib/rates.js";',
    'import { tax as other } from "../lib/tasks.js";',
    "",
    "export const tax = task((net: number): number => net * rate());",
    "export const counts = task((net: number): number => other(net) * counter());",
    "export const plain = task((net: number): number => net);",
    "",
  ].join("\n"),
});
const server = new Server(project, "typescript");

test.after(async () => {
  await server.close();
  project.remove();
});

test("errors are those of this project's tasks, and names those of its own", async () => {
  server.open("app/main.ts");
  server.open("lib/tasks.ts");
  await server.expect("app/main.ts", ["TP1100 6"]);
  await server.expect("lib/tasks.ts", []);
});

test("no fingerprint is shown where only the other project's build says what counts", async () => {
  const reaching = await server.hover("app/main.ts", "tax = task");
  assert.not.match(reaching, /fingerprint/);
  assert.match(reaching, /\n- signature [0-9a-f]{12}; the code reaches another project, whose build says what counts of it\n- covers 1 declaration of 1 file: rate /);
  assert.match(await server.hover("app/main.ts", "plain = "), /\n- fingerprint [0-9a-f]{12}\n/);
});

test.run();
