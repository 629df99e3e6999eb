import { findNodeAtLocation, getNodeValue, parseTree, type JSONPath, type Node, type ParseError } from "jsonc-parser";
import { TaskprintError } from "#runtime/errors";
import { brokenConfig } from "../messages.js";
import { insertAfterAll, insertIntoEmpty } from "./jsonInsert.js";

/**
 * A JSON file that people write: with comments, commas after the last item, and a format of its own. Changes are
 * made in the text, so that everything else stays as it is, byte for byte.
 */
export class JsonText {
  readonly path: string;
  readonly text: string;
  readonly #root: Node;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.#root = parseRoot(path, text);
  }

  /** The value at a place, in plain objects; undefined where there is none. */
  value(...place: JSONPath): unknown {
    const node = findNodeAtLocation(this.#root, place);
    return node && (JSON.parse(JSON.stringify(getNodeValue(node))) as unknown);
  }

  has(...place: JSONPath): boolean {
    return findNodeAtLocation(this.#root, place) !== undefined;
  }

  /** With the property `key` set in the object at `place`, which is made where it is missing. The value is JSON, set as it is written. */
  with(place: JSONPath, key: string, json: string): JsonText {
    const present = findNodeAtLocation(this.#root, [...place, key]);
    if (present) return this.#splice(present.offset, present.length, json);
    const holder = findNodeAtLocation(this.#root, place);
    const parent = place.at(-1);
    if (holder?.type !== "object" && parent !== undefined) {
      return this.with(place.slice(0, -1), String(parent), "{}").with(place, key, json);
    }
    return this.#insert(place, `${JSON.stringify(key)}: ${json}`);
  }

  /** With an item after the others of the array at `place`. */
  withItem(place: JSONPath, json: string): JsonText {
    return this.#insert(place, json);
  }

  #insert(place: JSONPath, json: string): JsonText {
    const holder = findNodeAtLocation(this.#root, place) ?? this.#root;
    const last = holder.children?.at(-1);
    const change = last ? insertAfterAll(this.text, holder, json) : insertIntoEmpty(this.text, holder, json);
    return new JsonText(this.path, change);
  }

  #splice(offset: number, length: number, json: string): JsonText {
    return new JsonText(this.path, this.text.slice(0, offset) + json + this.text.slice(offset + length));
  }
}

/** A byte order mark is passed over as white space, so that offsets are those of the text. */
function parseRoot(path: string, text: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, " "), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (root?.type === "object" && !error) return root;
  const line = text.slice(0, error?.offset ?? 0).split("\n").length;
  throw new TaskprintError(brokenConfig(path, `line ${line} is no JSON`));
}
