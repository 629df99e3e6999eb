/** What counts of a package.json. */
export interface PackageJson {
  readonly text: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Names of the packages that it may load, sorted. Types load nothing. */
  readonly dependencies: readonly string[];
  /** Whether its own files can import it by its name. */
  readonly hasExports: boolean;
  /** Whether only built files are said to run: TypeScript beside them is what they were made from. */
  readonly isBuilt: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads a package.json. Broken JSON is one without any fields, and so without a version. */
export function readPackageJson(text: string): PackageJson {
  const json = parse(text);
  const entries = [json["main"], json["module"], json["exports"]].flatMap(entryPaths);
  return {
    text,
    name: textOf(json["name"]),
    version: textOf(json["version"]),
    dependencies: dependenciesOf(json),
    hasExports: json["exports"] !== undefined && json["exports"] !== null,
    isBuilt: entries.length > 0 && entries.every((entry) => /\.(?:[cm]?js|json|node|wasm|d\.[cm]?ts)$/.test(entry)),
  };
}

function parse(text: string): Json {
  try {
    return record(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    return {};
  }
}

function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function dependenciesOf(json: Json): readonly string[] {
  const fields = [json["dependencies"], json["optionalDependencies"], json["peerDependencies"]];
  const names = fields.flatMap((field) => Object.keys(record(field)));
  return [...new Set(names)].filter((name) => !name.startsWith("@types/")).sort();
}

/** All paths below a field, whatever their conditions; those that lead to types aside. */
function entryPaths(field: unknown): readonly string[] {
  if (typeof field === "string") return [field];
  if (Array.isArray(field)) return field.flatMap(entryPaths);
  return Object.entries(record(field)).flatMap(([key, value]) => (key.startsWith("types") ? [] : entryPaths(value)));
}
