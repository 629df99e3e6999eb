import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EditedProject, editing, entry, servers } from "./server.js";

const texts = {
  "src/rates.ts": "export let rate = 0.2;\nexport const setRate = (to: number): void => {\n  rate = to;\n};\n",
  "src/tasks.ts": [
    'import { task } from "taskprint";',
    'import { rate } from "./rates.js";',
    "",
    "export const tax = task(async function tax(net: number): Promise<number> {",
    "  return net * rate;",
    "});",
    "",
    "export const half = task((net: number): number => net / 2);",
    "",
  ].join("\n"),
  "src/other.ts": 'import { task } from "taskprint";\n\nexport const doubled = task(function half(net: number): number {\n  return net * 2;\n});\n',
  "src/plain.ts": "export const add = (a: number, b: number): number => a + b;\n",
};

for (const compiler of servers) {
  const test = suite(`the editor's errors, ${compiler}`);

  test("are those of the build, and follow what is typed", () => editing(new EditedProject(texts), compiler, async (server) => {
    for (const path of Object.keys(texts)) server.open(path);
    await server.expect("src/tasks.ts", ["TP1100 5", "TP1022 8"]);
    await server.expect("src/other.ts", ["TP1022 3"]);
    await server.expect("src/plain.ts", []);

    server.change("src/rates.ts", "export const rate = 0.2;\n");
    server.change("src/other.ts", texts["src/other.ts"].replace("function half(net: number)", "function twice(net: any)"));
    await server.expect("src/tasks.ts", []);
    await server.expect("src/other.ts", ["TP1050 3"]);
    await server.expect("src/rates.ts", []);

    const [told] = await server.taskErrors("src/other.ts");
    assert.is(told?.category, "error");
    assert.is(told?.code, 901050);
    assert.match(told?.text ?? "", /^Task "twice": parameter "net" is "any".*\[TP1050\]$/);
  }));

  test.run();
}

const test = suite("the editor's plugin, where something is wrong");

test("an analysis that fails is logged, and the compiler's own errors still come", () => {
  // What looks like the runtime of a package whose package.json cannot be read.
  const project = new EditedProject({ ...texts, "src/package.json": "{ broken", "src/runtime/task.ts": "export const task = 1;\n", "src/wrong.ts": "export const wrong: string = 1;\n" });
  return editing(project, "typescript", async (server) => {
    server.open("src/wrong.ts");
    assert.equal((await server.errors("src/wrong.ts")).map(({ code }) => code), [2322]);
    assert.is(await server.hover("src/wrong.ts", "wrong"), "");
    assert.match(project.read("server.log"), /taskprint: SyntaxError/);
  }, ["--allowLocalPluginLoads", "--logVerbosity", "terse", "--logFile", `${project.folder}/server.log`]);
});

test("a wrong entry in tsconfig shows where taskprint is imported", () => {
  const { transformProgram: _, ...lame } = entry;
  return editing(new EditedProject(texts, { ...lame, track: "everything" }), "typescript", async (server) => {
    server.open("src/tasks.ts");
    await server.expect("src/tasks.ts", ["TP1002 1", "TP1003 1", "TP1022 8"]);
  });
});

test.run();
