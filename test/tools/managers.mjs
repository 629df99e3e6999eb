/**
 * Sets a project up with each package manager, as a newcomer does: an empty folder, the packed package, `taskprint init`,
 * a task, a build, two runs. Run by hand, as it fetches the package managers:
 *
 *   npm run build && node test/tools/managers.mjs [name …]
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "tp-managers-"));

/** msgpackr-extract's latest release lacks some of its optional binaries in the registry, which yarn does not pass over. */
const resolutions = { "msgpackr-extract": "3.0.4" };

/** The package to fetch, how a folder is begun, how a tarball is added, and how the package's command is run. */
const MANAGERS = {
  npm: { add: ["npm", "install"], run: ["npx"] },
  pnpm: { fetch: "pnpm@10", files: { "pnpm-lock.yaml": "" }, add: ["pnpm", "add"], run: ["pnpm", "exec"] },
  yarn: { fetch: "yarn@1", files: { "yarn.lock": "" }, fields: { resolutions }, add: ["yarn", "add"], run: ["yarn", "--silent", "run"] },
  "yarn-modules": {
    fetch: "@yarnpkg/cli-dist@4",
    files: { "yarn.lock": "", ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n" },
    fields: { packageManager: "yarn@4.0.0", resolutions },
    add: ["yarn", "add"],
    run: ["yarn", "run"],
  },
  "yarn-pnp": {
    fetch: "@yarnpkg/cli-dist@4",
    files: { "yarn.lock": "", ".yarnrc.yml": "enableTelemetry: false\n" },
    fields: { packageManager: "yarn@4.0.0", resolutions },
    add: ["yarn", "add"],
    run: ["yarn", "run"],
  },
  bun: { fetch: "bun@1", files: { "bun.lock": "" }, add: ["bun", "add"], run: ["bunx"] },
};

const PROGRAM = `import { task } from "taskprint";

const mean = task(async function mean(reads: number[]): Promise<number> {
  console.log("an hour of work");
  return reads.reduce((sum, read) => sum + read, 0) / reads.length;
});

console.log(await mean([1, 2, 6]));
`;

const tarball = pack();
const chosen = process.argv.slice(2);
let failures = 0;
for (const [name, manager] of Object.entries(MANAGERS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  try {
    tryManager(name, manager);
    console.log(`${name}: set up, built, run and answered from the store; a second init changed nothing`);
  } catch (error) {
    failures++;
    console.log(`${name}: ${error.message}`);
  }
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failures > 0 ? 1 : 0;

function tryManager(name, { fetch, files = {}, fields = {}, add, run }) {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const env = environment(fetch);
  write(folder, { "package.json": `${JSON.stringify({ name: "newcomer", version: "1.0.0", ...fields, dependencies: {} }, null, 2)}\n`, ...files });
  const demand = (command) => demandSuccess(command, folder, env);
  demand([...add, tarball]);
  demand([...run, "taskprint", "init", "--yes"]);
  write(folder, { "src/index.ts": PROGRAM });
  const after = texts(folder);
  demand([add[0], "run", "build"]);
  const start = name === "yarn-pnp" ? ["yarn", "node"] : ["node"];
  const first = demand([...start, "dist/index.js"]);
  const second = demand([...start, "dist/index.js"]);
  if (first !== "an hour of work\n3\n" || second !== "3\n") throw new Error(`printed ${JSON.stringify([first, second])}`);
  demand([...run, "taskprint", "doctor"]);
  demand([...run, "taskprint", "init", "--yes"]);
  if (texts(folder) !== after) throw new Error("a second init changed a file");
}

function pack() {
  const printed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", scratch], { cwd: repository, encoding: "utf8" });
  return join(scratch, JSON.parse(printed)[0].filename);
}

/** The package manager comes from the registry, into a folder of its own. */
function environment(fetch) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|TASKPRINT_)/.test(name)));
  if (fetch === undefined) return inherited;
  const folder = join(scratch, fetch.replace(/\W+/g, "-"));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, fetch], { stdio: "ignore" });
  return { ...inherited, PATH: `${join(folder, "node_modules/.bin")}${delimiter}${process.env.PATH}` };
}

function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function texts(folder) {
  return ["package.json", "tsconfig.json", ".gitignore"].map((path) => readFileSync(join(folder, path), "utf8")).join("\0");
}

function demandSuccess([command, ...parameters], cwd, env) {
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${[command, ...parameters].join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}
