/**
 * Functions with other languages in templates, which real code bases hold too few of: there formatters
 * really change what a string says. Each must come out as that, and as nothing else.
 */
const LANGUAGES = {
  css: "a{color:red;background:blue}\n\n\n.b>.c{margin:0 auto}",
  graphql: "query Q($id:ID!){node(id:$id){id,name}}",
  html: "<div   class='a'><p>text</p><ul><li>one</li>\n<li>two</li></ul></div>",
  markdown: "\n# title\n* one\n* two\n",
};

export function embeddedTexts() {
  return Object.entries(LANGUAGES).flatMap(([tag, content]) => [
    made(`${tag}-tagged`, `import { ${tag} } from "x";\nexport function f() { return ${tag}\`${content}\`; }`),
    made(`${tag}-filled`, `import { ${tag} } from "x";\nexport const f = (a: string) => [${tag}\`${content}\${a}\`, a === "x"];`),
    made(`${tag}-commented`, `export const f = () => /* ${tag.toUpperCase()} */ \`${content}\`;`),
    made(`${tag}-plain`, `export class C { m() { return \`${content}\`; } }`),
  ]);
}

function made(name, text) {
  return { path: `${name}.ts`, text };
}
