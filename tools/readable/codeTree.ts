/** Canonical code, read back: an atom, or a list with its head. */
export type CodeTree = string | CodeList;

export interface CodeList {
  readonly head: string;
  readonly items: readonly CodeTree[];
}

/** A bracket, a JSON string, or whatever else stands between spaces. */
const TOKEN = /(\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/g;

/** The codes in a text, one behind the other; undefined where it is no canonical code. */
export function parseCode(text: string): readonly CodeTree[] | undefined {
  const open: CodeTree[][] = [[]];
  for (const token of tokensOf(text)) {
    if (token === "(") open.push([]);
    else if (token !== ")") open.at(-1)?.push(token);
    else if (!close(open)) return undefined;
  }
  return open.length === 1 ? open[0] : undefined;
}

/** False where a bracket closes nothing, or the head of a list is a list. */
function close(open: CodeTree[][]): boolean {
  const closed = open.pop();
  const around = open.at(-1);
  if (closed === undefined || around === undefined) return false;
  const [head = "", ...items] = closed;
  if (typeof head !== "string") return false;
  around.push({ head, items });
  return true;
}

function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(TOKEN)].map(([, token]) => token ?? "");
}

/** What stands in the place of a field that a node does not have. */
export function isAbsent(code: CodeTree | undefined): boolean {
  return code === undefined || (typeof code !== "string" && code.head === "");
}

/** The list, where the code is one of that head. */
export function listOf(code: CodeTree | undefined, head: string): CodeList | undefined {
  return typeof code === "object" && code.head === head ? code : undefined;
}
