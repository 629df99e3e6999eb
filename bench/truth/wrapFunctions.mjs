import ts from "typescript";

/**
 * A text in which functions are made tasks where they stand: expressions and arrows inside a call of `task`,
 * declarations at the top level by name behind the last line. Each gets a name of its own, starting with `prefix`,
 * as does each task that has no options: otherwise one program would hold many of one name.
 */
export function wrapFunctions({ path, text }, prefix) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const inserted = [];
  const declared = [];
  const waiting = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ((ts.isFunctionExpression(node) || ts.isArrowFunction(node)) && !isTask(node.parent)) {
      inserted.push([node.getStart(file), "__task("], [node.end, `, { name: "${prefix}#${inserted.length}" })`]);
    } else if (isTask(node) && node.arguments.length === 1) {
      inserted.push([node.arguments[0].end, `, { name: "${prefix}#${inserted.length}" }`]);
    } else if (ts.isFunctionDeclaration(node) && node.body !== undefined && node.name !== undefined && node.parent === file) {
      declared.push(`export const __${declared.length} = __task(${node.name.text}, { name: "${prefix}@${declared.length}" });`);
    }
    ts.forEachChild(node, (child) => void waiting.push(child));
  }
  const imported = `import { task as __task } from "taskprint";`;
  return { path, text: [insert(text, inserted), imported, ...declared].join("\n") };
}

/** Whether a function's parent makes a task of it already, as in the fixtures. */
function isTask(node) {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "task";
}

/** Where two insertions meet, the end of the inner function comes before that of the outer, as it was found later. */
function insert(text, inserted) {
  const ordered = inserted.map(([at, piece], index) => ({ at, piece, index })).sort((a, b) => a.at - b.at || orderAt(a, b));
  let end = 0;
  const pieces = ordered.map(({ at, piece }) => {
    const before = text.slice(end, at);
    end = at;
    return before + piece;
  });
  return pieces.join("") + text.slice(end);
}

function orderAt(a, b) {
  const [aEnds, bEnds] = [a, b].map(({ piece }) => piece.startsWith(","));
  if (aEnds !== bEnds) return aEnds ? -1 : 1;
  return aEnds ? b.index - a.index : a.index - b.index;
}
