import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fixRows, rival, type FixRow } from "./fixes.rows.js";
import { applyFix, EditedProject, Server, type Told } from "./server.js";

const test = suite("the editor's fixes");

const pathOf = ({ name }: FixRow): string => `src/${name}.ts`;
const project = new EditedProject({ ...Object.fromEntries(fixRows.map((each) => [pathOf(each), each.before])), "src/rival.ts": rival });
const server = new Server(project, "typescript");

test.after(async () => {
  await server.close();
  project.remove();
});

test("are offered for their errors, and mend them", async () => {
  for (const each of fixRows) server.open(pathOf(each));
  for (const each of fixRows) {
    await server.expect(pathOf(each), [`${each.code} ${lineOf(await told(each))}`]);
    const found = await server.fixes(pathOf(each), await told(each));
    const fix = found.find(({ description }) => description === each.description);
    assert.ok(fix, `${each.name}: ${JSON.stringify(found.map(({ description }) => description))}`);
    assert.is(applyFix(each.before, fix), each.after, each.name);
  }
  for (const each of fixRows) server.change(pathOf(each), each.after);
  for (const each of fixRows) {
    await server.expect(pathOf(each), []);
    assert.equal((await server.errors(pathOf(each))).map(({ text }) => text), [], each.name);
  }
});

test("warnings of the build are warnings", async () => {
  server.change("src/random.ts", fixRows.find(({ name }) => name === "random")?.before ?? "");
  await server.expect("src/random.ts", ["TP1108 2"]);
  assert.equal((await server.taskErrors("src/random.ts")).map(({ category }) => category), ["warning"]);
});

test("are announced by their codes", async () => {
  const codes = (await server.request("getSupportedCodeFixes", { file: server.path(pathOf(fixRows[0] as FixRow)) })) as readonly string[];
  for (const { code } of fixRows) assert.ok(codes.includes(`90${code.slice(2)}`), code);
  // Those of the compiler itself.
  assert.ok(codes.includes("2304"));
});

async function told({ name, code }: FixRow): Promise<Told> {
  const path = `src/${name}.ts`;
  for (;;) {
    const found = (await server.taskErrors(path)).find(({ text }) => text.includes(code));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const lineOf = ({ start }: Told): number => start.line;

test.run();
