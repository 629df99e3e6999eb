import { suite } from "uvu";
import * as assert from "uvu/assert";
import { JsonText } from "#tools/setup/jsonText";

const test = suite("changes of JSON that people write");

/** Each: what it shows, the text before, and the text with `"added": [1]` among its compilerOptions. */
const INSERTIONS: readonly (readonly [what: string, before: string, after: string])[] = [
  ["below the last property", `{\n  "compilerOptions": {\n    "strict": true\n  }\n}\n`, `{\n  "compilerOptions": {\n    "strict": true,\n    "added": [1]\n  }\n}\n`],
  [
    "a comment on the last line stays with its property",
    `{\n  "compilerOptions": {\n    "strict": true // as it should be\n  }\n}\n`,
    `{\n  "compilerOptions": {\n    "strict": true, // as it should be\n    "added": [1]\n  }\n}\n`,
  ],
  [
    "a comma after the last property is kept up",
    `{\n  "compilerOptions": {\n    "strict": true, /* one */ // two\n    // "noEmit": true,\n  },\n}`,
    `{\n  "compilerOptions": {\n    "strict": true, /* one */ // two\n    "added": [1],\n    // "noEmit": true,\n  },\n}`,
  ],
  ["on one line", `{"compilerOptions": {"strict": true}, "files": []}`, `{"compilerOptions": {"strict": true, "added": [1]}, "files": []}`],
  ["on one line, with a comma at its end", `{"compilerOptions": {"strict": true,}}`, `{"compilerOptions": {"strict": true, "added": [1],}}`],
  ["with tabs", `{\n\t"compilerOptions": {\n\t\t"strict": true\n\t}\n}`, `{\n\t"compilerOptions": {\n\t\t"strict": true,\n\t\t"added": [1]\n\t}\n}`],
  [
    "with the line ends of Windows, and a byte order mark",
    `\uFEFF{\r\n    "compilerOptions": {\r\n        "strict": true // yes\r\n    }\r\n}\r\n`,
    `\uFEFF{\r\n    "compilerOptions": {\r\n        "strict": true, // yes\r\n        "added": [1]\r\n    }\r\n}\r\n`,
  ],
  ["into an empty object", `{\n    "compilerOptions": {}\n}\n`, `{\n    "compilerOptions": {\n        "added": [1]\n    }\n}\n`],
  [
    "below a comment that is alone",
    `{\n  "compilerOptions": {\n    // nothing yet\n  }\n}\n`,
    `{\n  "compilerOptions": {\n    // nothing yet\n    "added": [1]\n  }\n}\n`,
  ],
  ["with the object that lacks", `{\n  "include": ["src"] // all\n}\n`, `{\n  "include": ["src"], // all\n  "compilerOptions": {\n    "added": [1]\n  }\n}\n`],
  ["with the object that lacks, in an empty file", `{}\n`, `{\n  "compilerOptions": {\n    "added": [1]\n  }\n}\n`],
  ["in place of the value that is there", `{"compilerOptions": {"added" : [ 2 ] /* two */}}`, `{"compilerOptions": {"added" : [1] /* two */}}`],
  [
    "where commas begin lines",
    `{\n  "compilerOptions": {\n      "a": 1\n    , "b": 2 // two\n  }\n}`,
    `{\n  "compilerOptions": {\n      "a": 1\n    , "b": 2, // two\n      "added": [1]\n  }\n}`,
  ],
  [
    "where the brace ends the last line",
    `{\n  "compilerOptions": {\n    "strict": true } }`,
    `{\n  "compilerOptions": {\n    "strict": true,\n    "added": [1] } }`,
  ],
  [
    "a comma behind a comment of several lines",
    `{\n  "compilerOptions": {\n    "strict": true /* it\n    is */ , // so\n  }\n}`,
    `{\n  "compilerOptions": {\n    "strict": true /* it\n    is */ , // so\n    "added": [1],\n  }\n}`,
  ],
];

for (const [what, before, after] of INSERTIONS) {
  test(`a property goes in ${what}`, () => {
    const changed = new JsonText("tsconfig.json", before).with(["compilerOptions"], "added", "[1]");
    assert.is(changed.text, after);
    assert.equal(changed.value("compilerOptions", "added"), [1]);
  });
}

const ITEMS: readonly (readonly [what: string, before: string, after: string])[] = [
  ["into an empty list", `{"a": []}`, `{"a": [0]}`],
  ["behind others on their line", `{"a": [ 1, 2 ]}`, `{"a": [ 1, 2, 0 ]}`],
  ["below others", `{"a": [\n  1, // one\n  2 // two\n]}`, `{"a": [\n  1, // one\n  2, // two\n  0\n]}`],
  ["into a list with a comment", `{"a": [\n  // none\n]}`, `{"a": [\n  // none\n  0\n]}`],
];

for (const [what, before, after] of ITEMS) {
  test(`an item goes ${what}`, () => assert.is(new JsonText("a.json", before).withItem(["a"], "0").text, after));
}

for (const [what, text, line] of [["half a file", `{\n  "a": 1,\n  "b": `, 3], ["another text", "\n\nhello", 3], ["a list", "[1]", 1], ["nothing", "", 1]] as const) {
  test(`${what} is an error that names the file and the line`, () => {
    assert.throws(() => new JsonText("tsconfig.json", text), (error: Error) => error.message.includes(`tsconfig.json cannot be read: line ${line}`) && error.message.endsWith("[TP3002]"));
  });
}

test.run();
