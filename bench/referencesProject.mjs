import { barrel, GROUPS, helpers, importsOf, limits, summarise, units, usedBy } from "./closureProject.mjs";
import { compilerOptions, writeConfiguration, writeFile } from "./project.mjs";

/**
 * Writes the project of `writeClosureProject` as two: the helpers in `helpers`, the tasks in `tasks`, which refers to it.
 * Their folder holds both, and is built with `-b tasks`.
 */
export function writeReferences(folder, count, plugins) {
  const composite = { composite: true, rootDir: ".." };
  writeConfiguration(folder, plugins);
  writeTsconfig(folder, "helpers", { ...compilerOptions(plugins), ...composite, outDir: "../out" });
  writeTsconfig(folder, "tasks", { ...compilerOptions(plugins), ...composite, outDir: "../out" }, [{ path: "../helpers" }]);
  writeFile(folder, "helpers/units.ts", units);
  writeFile(folder, "helpers/limits.json", limits);
  for (let group = 0; group < GROUPS; group += 1) writeFile(folder, `helpers/group${group}/index.ts`, barrel(group, count));
  for (let index = 0; index < count; index += 1) {
    writeFile(folder, helperFile(index), helperText(index, count, helpers(index, count)));
    writeFile(folder, `tasks/summarise${index}.ts`, taskFile(index, count));
  }
}

function helperText(index, count, declarations) {
  return `import { Level, Meter, toMetres, type Reading } from "../units.js";\n${importsOf(index, count, namesOfHelpers)}\n${declarations}`;
}

function helperFile(index) {
  return `helpers/group${index % GROUPS}/step${index}.ts`;
}

function namesOfHelpers(index) {
  return [`Meter${index}`, `counts${index}`, `offset${index}`];
}

function taskFile(index, count) {
  const nested = usedBy(index, count).slice(0, 1).map((each) => `import { summarise${each} } from "./summarise${each}.js";\n`);
  return `import { task } from "taskprint";
import { scale, toMetres, type Page, type Reading } from "../helpers/units.js";
import { ${namesOfHelpers(index).join(", ")}, label${index} } from "../helpers/group${index % GROUPS}/index.js";
${nested.join("")}
${summarise(index, count)}`;
}

function writeTsconfig(folder, name, options, references = []) {
  writeFile(folder, `${name}/tsconfig.json`, `${JSON.stringify({ compilerOptions: options, include: [".", "./*.json"], references }, null, 2)}\n`);
}

/** Changes what a helper of the lowest layer does, which many tasks reach. `round` makes every edit another one. */
export function editHelper(folder, count, round) {
  const index = 1 % count;
  const edited = helpers(index, count).replace("let offset = length", `let offset = ${round + 1} + length`);
  writeFile(folder, helperFile(index), helperText(index, count, edited));
}
