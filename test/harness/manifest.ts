/** A readable text and its digest, as the manifest holds them. */
export interface ManifestText {
  readonly digest: string;
  readonly text: readonly string[];
}

/** One task in the manifest that the plugin writes beside the output. */
export interface ManifestTask {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly fingerprint: string;
  readonly async: boolean;
  readonly ignore: readonly string[];
  readonly signature: ManifestText;
  readonly code: ManifestText;
  readonly version: null | { readonly digest: string; readonly value: string };
  /** Where the task's closure begins, and the environment variables that it reads. Only where closures are tracked. */
  readonly closure?: { readonly node: string; readonly environment: readonly string[] };
}

/** Something that closures reach, with what it uses by name. */
export interface ManifestNode {
  readonly kind: string;
  readonly digest: string;
  readonly line?: number;
  readonly text?: readonly string[];
  readonly uses?: Readonly<Record<string, string | readonly string[]>>;
  readonly environment?: readonly string[];
}

export interface Manifest {
  readonly format: number;
  readonly tasks: readonly ManifestTask[];
  readonly closure?: Readonly<Record<string, ManifestNode>>;
}

/** What a fingerprint is made of. The code of a task with an explicit version is replaced by the version. */
export type Part = "name" | "signature" | "code" | "version";

/** The parts of a task that its fingerprint stands for, each as one comparable text. */
export function partsOf(task: ManifestTask): Readonly<Record<Part, string>> {
  return {
    name: task.name,
    signature: describe(task.signature),
    code: describe(task.code),
    version: JSON.stringify(task.version),
  };
}

/** What must agree wherever a program is built: all but the place that the task stands in. */
export function withoutPlace(manifest: Manifest): object {
  return {
    format: manifest.format,
    tasks: manifest.tasks.map(({ file, line, ...rest }) => rest),
    closure: manifest.closure,
  };
}

function describe({ digest, text }: ManifestText): string {
  return [...text, `digest ${digest}`].join("\n");
}
