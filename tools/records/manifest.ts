/** A readable text of a task, line by line, and its digest. */
export interface ManifestText {
  readonly digest: string;
  readonly text: readonly string[];
}

/** A task's types. */
export interface ManifestSignature extends ManifestText {
  /** Where parameters, and fields of types, are declared: `opts.strict` at `src/opts.ts:3`; `=>` stands for the output. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
}

/** What a manifest says of one task. */
export interface ManifestTask {
  readonly name: string;
  /** Its path below the folder of tsconfig, with slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly fingerprint: string;
  readonly async: boolean;
  /** Names of the parameters that are left out of the key. */
  readonly ignore: readonly string[];
  readonly signature: ManifestSignature;
  /** The digest covers what the text shows and, where closures are tracked, all that it reaches. */
  readonly code: ManifestText;
  /** The explicit `cacheVersion`, which then stands in for the code. */
  readonly version: { readonly digest: string; readonly value: string } | null;
  /** Where its closure begins, and the environment variables that all of it reads; only under `"track": "closure"`. */
  readonly closure?: { readonly node: string; readonly environment: readonly string[] };
}

/** What a manifest says of one thing that closures reach. */
export interface ManifestNode {
  readonly kind: "code" | "task" | "body" | "namespace" | "statements" | "package" | "builtin" | "carried";
  /** Over the thing and all that it leads to. */
  readonly digest: string;
  readonly line?: number;
  /** The canonical code by itself. */
  readonly text?: readonly string[];
  /** Names in the code, and the ids of the nodes that they lead to. */
  readonly uses?: Readonly<Record<string, string | readonly string[]>>;
  /** Environment variables that it reads itself. */
  readonly environment?: readonly string[];
}

/** What the plugin writes beside the output: `*.taskprint.json`. */
export interface Manifest {
  /** The format number of the canonical forms. */
  readonly format: number;
  /** Sorted by name. */
  readonly tasks: readonly ManifestTask[];
  /** Everything that closures reach, by id, such as `money.ts#roundTax`; absent under `"track": "body"`. */
  readonly closure?: Readonly<Record<string, ManifestNode>>;
}
