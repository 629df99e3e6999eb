import fc from "fast-check";
import { parse } from "jsonc-parser";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { JsonText } from "#tools/setup/jsonText";

const test = suite("changes of JSON in any format");

/** What may stand between two tokens: white space and comments, as people and tools write them. */
const gap = fc.array(fc.constantFrom(" ", "  ", "\t", "\n", "\r\n", "\n    ", "// note\n", " // \"a\": [1,\r\n", "/* b */", "/* {,\n */"), { maxLength: 3 }).map((parts) => parts.join(""));

/** A JSON text in no particular format, with commas after last items. */
const json: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string; array: string; leaf: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: "small" }, tie("leaf"), tie("object"), tie("array")),
  leaf: fc.oneof(fc.constantFrom("true", "null", "-1.5e3", `""`, `"// no comment"`, `"a\\"},"`), fc.string().map((text) => JSON.stringify(text))),
  object: list("{", "}", fc.tuple(fc.constantFrom("a", "b", "plugins", "strict"), gap, gap, tie("value")).map(([key, before, after, value]) => `"${key}"${before}:${after}${value}`), keyOf),
  array: list("[", "]", tie("value")),
})).object;

/** Two properties of one name have no agreed meaning, and a tsconfig has none. */
function keyOf(property: string): string {
  return /^"(\w+)"/.exec(property)?.[1] ?? "";
}

function list(open: string, close: string, item: fc.Arbitrary<string>, key?: (item: string) => string): fc.Arbitrary<string> {
  const parts = fc.tuple(gap, item, gap);
  const items = key ? fc.uniqueArray(parts, { maxLength: 3, selector: ([, text]) => key(text) }) : fc.array(parts, { maxLength: 3 });
  return fc.tuple(items, fc.boolean(), gap).map(([shown, isCommaLast, end]) => {
    const inside = shown.map((parts) => parts.join("")).join(",");
    return `${open}${inside}${shown.length === 0 ? end : isCommaLast ? `,${end}` : ""}${close}`;
  });
}

const document = fc.tuple(gap, json, gap).map((parts) => parts.join(""));

function commentsOf(text: string): readonly string[] {
  return text.match(/"(?:\\.|[^"\\])*"|\/\/[^\r\n]*|\/\*[^]*?\*\//g)?.filter((part) => part.startsWith("/")) ?? [];
}

function valueOf(text: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(parse(text, [], { allowTrailingComma: true }))) as Record<string, unknown>;
}

test("a property that is set leaves all others, every comment, and a text that can be read", () => {
  fc.assert(
    fc.property(document, (text) => {
      const changed = new JsonText("a.json", text).with(["compilerOptions"], "added", `[{ "one": 1 }]`).text;
      assert.equal(valueOf(changed), { ...valueOf(text), compilerOptions: { added: [{ one: 1 }] } });
      assert.equal(commentsOf(changed), commentsOf(text));
      assert.is(new JsonText("a.json", changed).with(["compilerOptions"], "added", `[{ "one": 1 }]`).text, changed);
    }),
    { numRuns: 2000 },
  );
});

test("an item that is added leaves all others, and every comment", () => {
  fc.assert(
    fc.property(document, (text) => {
      const before = new JsonText("a.json", text);
      if (!Array.isArray(before.value("plugins"))) return;
      const changed = before.withItem(["plugins"], "7").text;
      assert.equal(valueOf(changed)["plugins"], [...(valueOf(text)["plugins"] as unknown[]), 7]);
      assert.equal(commentsOf(changed), commentsOf(text));
    }),
    { numRuns: 2000 },
  );
});

test.run();
