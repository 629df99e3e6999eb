/**
 * Makes one file, `dist/taskprint.js`, of all modules that importing the runtime loads, and leaves in the place of
 * each of them a module that exports its part: loading forty files takes a process longer than all else that
 * its first hit costs. What is loaded later, by `import()`, stays as it is.
 *
 * Node's own modules are asked for by `process.getBuiltinModule`: an `import` of `node:fs` or `node:crypto` makes
 * Node load the streams and the Web Crypto API, only to be able to export them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const entry = join(dist, "runtime/index.js");
const bundle = join(dist, "taskprint.js");

const modules = await loadedModules();
const exports = await exportsOf(modules);
await bundleAll();
for (const path of modules) writeFileSync(path, stubOf(path));

/** The modules that importing the runtime loads. */
async function loadedModules() {
  const { metafile } = await build({ ...options(), entryPoints: [entry], metafile: true, write: false, outfile: bundle });
  return Object.keys(metafile.inputs).map((path) => join(process.cwd(), path)).sort();
}

/** The names that each module exports. */
async function exportsOf(paths) {
  const { metafile } = await build({ entryPoints: paths, format: "esm", metafile: true, write: false, outdir: join(dist, "none"), logLevel: "warning" });
  const outputs = Object.values(metafile.outputs).map((output) => [join(process.cwd(), output.entryPoint), output.exports]);
  return new Map(outputs);
}

async function bundleAll() {
  const lines = modules.flatMap((path) => partsOf(path).map(({ name, part }) => `export { ${name} as ${part} } from ${JSON.stringify(path)};`));
  const stdin = { contents: lines.join("\n"), resolveDir: dist };
  const { outputFiles } = await build({ ...options(), stdin, write: false, outfile: bundle });
  writeFileSync(bundle, withoutImports(outputFiles[0].text));
}

function options() {
  const laterModules = {
    name: "later modules",
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
        kind === "dynamic-import" ? { external: true, path: `./${relative(dist, join(resolveDir, path)).replaceAll("\\", "/")}` } : undefined,
      );
    },
  };
  return { bundle: true, format: "esm", platform: "node", target: "node20", packages: "external", plugins: [laterModules], logLevel: "warning" };
}

/** The exports of a module, with the names that they have in the bundle. */
function partsOf(path) {
  const number = modules.indexOf(path);
  return exports.get(path).map((name) => ({ name, part: `m${number}_${name}` }));
}

function stubOf(path) {
  const toBundle = relative(dirname(path), bundle).replaceAll("\\", "/");
  const parts = partsOf(path).map(({ name, part }) => `${part} as ${name}`);
  return parts.length === 0 ? "export {};\n" : `export { ${parts.join(", ")} } from ${JSON.stringify(toBundle)};\n`;
}

function withoutImports(text) {
  return text.replace(/^import \{([^}]*)\} from "(node:[\w/]+)";$/gm, (_, names, name) => `const {${names.replaceAll(" as ", ": ")}} = process.getBuiltinModule("${name}");`);
}

const left = /^import .*$/m.exec(readFileSync(bundle, "utf8"));
if (left) throw new Error(`The bundle imports what it should not: ${left[0]}`);
