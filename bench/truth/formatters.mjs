/** Formatters, each with settings that spell one program differently. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import prettier from "prettier";
import ts from "typescript";
import { importPackage, installedFolder } from "./packages.mjs";

const PRETTIER = {
  "prettier, its defaults": {},
  "prettier, tabs, no semicolons, single quotes": { useTabs: true, semi: false, singleQuote: true, jsxSingleQuote: true },
  "prettier, width 40, no trailing commas": { printWidth: 40, trailingComma: "none", quoteProps: "consistent" },
  "prettier, width 200, objects collapsed": { printWidth: 200, objectWrap: "collapse", arrowParens: "avoid" },
  "prettier, experimental ternaries": { experimentalTernaries: true, trailingComma: "es5" },
  "prettier, operators first, tabs of 8": { experimentalOperatorPosition: "start", tabWidth: 8 },
  "prettier, brackets on the same line": { bracketSameLine: true, singleAttributePerLine: true, bracketSpacing: false },
  "prettier, embedded languages off": { embeddedLanguageFormatting: "off", quoteProps: "preserve" },
  "prettier, prose wrapped, width 60": { proseWrap: "always", printWidth: 60, semi: false },
  "prettier, CRLF": { endOfLine: "crlf", quoteProps: "preserve", arrowParens: "avoid" },
  "prettier, width 20, HTML's white space ignored": { htmlWhitespaceSensitivity: "ignore", printWidth: 20, experimentalTernaries: true, semi: false },
  "prettier, parsed by Babel": { parser: "babel-ts", experimentalOperatorPosition: "start", singleQuote: true },
};

const DPRINT = {
  "dprint, its defaults": {},
  "dprint, narrow, single quotes, no semicolons": {
    lineWidth: 50, quoteStyle: "alwaysSingle", semiColons: "asi", trailingCommas: "always", quoteProps: "asNeeded",
    useBraces: "always", bracePosition: "nextLine", "arrowFunction.useParentheses": "preferNone", operatorPosition: "sameLine",
  },
};

const BIOME = {
  "Biome, its defaults": {},
  "Biome, narrow, single quotes, no semicolons": {
    lineWidth: 50, indentStyle: "space", quoteStyle: "single", jsxQuoteStyle: "single", semicolons: "asNeeded",
    trailingCommas: "none", quoteProperties: "preserve", arrowParentheses: "asNeeded", attributePosition: "multiline",
  },
};

/**
 * The formatters of a scale: `{ name, format(files) }`. `format` takes `{ path, text }`s and resolves to their new
 * texts in the same order, undefined where the formatter could not read a file.
 */
export async function formatters(scale) {
  const own = [{ name: "TypeScript's printer", format: (files) => files.map(printed) }];
  const prettiers = Object.entries(PRETTIER).map(([name, options]) => ({ name, format: (files) => byPrettier(options, files) }));
  if (scale === "short") return [...own, ...prettiers.filter((_, index) => index % 2 === 0)];
  const dprints = Object.entries(DPRINT).map(([name, options]) => ({ name, format: (files) => byDprint(options, files) }));
  const biomes = Object.entries(BIOME).map(([name, options]) => ({ name, format: (files) => byBiome(options, files) }));
  return [...own, ...prettiers, ...dprints, ...biomes];
}

function printed({ path, text }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  return ts.createPrinter({ removeComments: true }).printFile(file);
}

async function byPrettier(options, files) {
  const texts = [];
  for (const { path, text } of files) {
    texts.push(await prettier.format(text, { parser: "typescript", ...options, filepath: path }).catch(() => undefined));
  }
  return texts;
}

async function byDprint(options, files) {
  const { createFromBuffer } = await importPackage("@dprint/formatter");
  const { getPath } = await importPackage("@dprint/typescript");
  const formatter = createFromBuffer(readFileSync(getPath()));
  formatter.setConfig({}, options);
  return files.map(({ path, text }) => {
    try {
      return formatter.formatText({ filePath: path, fileText: text });
    } catch {
      return undefined;
    }
  });
}

/** Biome works on folders. What it cannot read it leaves as it is: then its report names the file. */
function byBiome({ lineWidth = 80, indentStyle = "tab", ...formatter }, files) {
  const folder = mkdtempSync(join(tmpdir(), "taskprint-biome-"));
  try {
    const paths = files.map(({ path }, index) => join(folder, `${index}`, path));
    for (const [index, path] of paths.entries()) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, files[index].text);
    }
    const settings = {
      root: true,
      files: { maxSize: 10_000_000 },
      formatter: { enabled: true, lineWidth, indentStyle },
      javascript: { parser: { unsafeParameterDecoratorsEnabled: true }, formatter },
      linter: { enabled: false },
      assist: { enabled: false },
    };
    writeFileSync(join(folder, "biome.json"), JSON.stringify(settings));
    const unread = runBiome(folder);
    return paths.map((path, index) => (unread.has(`${index}`) ? undefined : readFileSync(path, "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Formats a folder in place; returns the numbers of the files that Biome could not read. */
function runBiome(cwd) {
  const script = join(installedFolder("@biomejs/biome"), "bin/biome");
  const args = [script, "format", "--write", "--reporter=json", "--max-diagnostics=none", "."];
  let output;
  try {
    output = execFileSync(process.execPath, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
  } catch (error) {
    // It ends with 1 when it could not read a file; anything that is not its report is thrown below.
    output = error.stdout;
  }
  const { diagnostics } = JSON.parse(output);
  return new Set(diagnostics.map(({ location }) => (location?.path?.file ?? location?.path ?? "").replace(/^\.\//, "").split("/", 1)[0]));
}
