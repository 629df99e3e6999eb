import { TaskprintError } from "../errors.js";
import { notText } from "../messages.js";

/**
 * The environment variables of those names as fields of a digest, two for each: the name, and its
 * value behind a sign that no value can take the place of, as unset is not the empty text.
 *
 * @throws TaskprintError when a variable holds no text, which only an object put in the place of
 * `process.env` can do: read as text, 5 and "5" would share results that the task may tell apart.
 */
export function environmentFields(task: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const value: unknown = process.env[name];
    if (value !== undefined && typeof value !== "string") throw new TaskprintError(notText(task, name, typeof value));
    return [name, value === undefined ? "" : `=${value}`];
  });
}
