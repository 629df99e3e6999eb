import { TaskprintError } from "../errors.js";
import { notText } from "../messages.js";

/** What the environment variables of a task held at one moment, by name; no entries when it reads none. */
export type Environment = ReadonlyMap<string, unknown>;

const NONE: Environment = new Map();

export function readEnvironment({ env }: { readonly env?: readonly string[] | undefined }): Environment {
  return env ? new Map(env.map((name) => [name, process.env[name]])) : NONE;
}

/** A variable that no longer holds what it did. */
export function changedVariable(environment: Environment): string | undefined {
  for (const [name, value] of environment) {
    if (!Object.is(process.env[name], value)) return name;
  }
  return undefined;
}

/**
 * An environment as fields of a digest, three for each variable: the name, the value behind a sign that
 * no value can take the place of, as unset is not the empty text, and the value that it had when the task
 * was defined, where that was another: code may have read it then, and keep what it read.
 *
 * @throws TaskprintError when a variable holds no text, which only an object put in the place of
 * `process.env` can do: read as text, 5 and "5" would share results that the task may tell apart.
 */
export function environmentFields(task: string, environment: Environment, loaded: Environment): readonly string[] {
  const field = (name: string, value: unknown): string => {
    if (value !== undefined && typeof value !== "string") throw new TaskprintError(notText(task, name, typeof value));
    return value === undefined ? "" : `=${value}`;
  };
  return [...environment].flatMap(([name, value]) => {
    const before = loaded.has(name) ? loaded.get(name) : value;
    return [name, field(name, value), Object.is(before, value) ? "as loaded" : field(name, before)];
  });
}
