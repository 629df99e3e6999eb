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
}

export interface Manifest {
  readonly format: number;
  readonly tasks: readonly ManifestTask[];
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
  return { format: manifest.format, tasks: manifest.tasks.map(({ file, line, ...rest }) => rest) };
}

function describe({ digest, text }: ManifestText): string {
  return [...text, `digest ${digest}`].join("\n");
}
