/** What a check came to: `ok`, a `note` (it works, and there is something to know), or `wrong` (it will not work as it is). */
export type Status = "ok" | "note" | "wrong";

/** What a check says of a set-up. */
export interface Finding {
  /** Which check it was. A name keeps its meaning for ever. */
  readonly check: CheckName;
  readonly status: Status;
  /** What is, in one sentence. */
  readonly text: string;
  /** What to do; not for what is `ok`. */
  readonly remedy?: string;
}

export type CheckName =
  | "node"
  | "package"
  | "copies"
  | "typescript"
  | "ts-patch"
  | "plugin"
  | "strict"
  | "output-options"
  | "build"
  | "tools"
  | "tests"
  | "gitignore"
  | "lmdb"
  | "store"
  | "output";

export function ok(check: CheckName, text: string): Finding {
  return { check, status: "ok", text };
}

export function note(check: CheckName, text: string, remedy: string): Finding {
  return { check, status: "note", text, remedy };
}

export function wrong(check: CheckName, text: string, remedy: string): Finding {
  return { check, status: "wrong", text, remedy };
}
