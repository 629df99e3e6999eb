/** Functions of real sources as texts that stand alone, so that each can be edited and parsed by itself. */

/**
 * The outermost functions of a file that have a body: `{ path, text }`, with a path that tells JSX. A method
 * keeps a class or an object around it.
 */
export function discoverUnits(ts, { path, text }) {
  const file = parseUnit(ts, { path, text });
  return outermostFunctions(ts, file).map((fn) => ({ path, text: standing(ts, fn, fn.getText(file)) }));
}

/** Parses a text as a module, whatever is in it: what it declares is its own. */
export function parseUnit(ts, { path, text }, name = path) {
  const setExternalModuleIndicator = (file) => {
    file.externalModuleIndicator = true;
  };
  return ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.ESNext, setExternalModuleIndicator }, true);
}

/** Whether the parser read a file without an error. */
export function isParsed(file) {
  return file.parseDiagnostics.length === 0;
}

/** Every node below a node, and the node itself, in the order of the text. It does not recurse: sums can be deep. */
export function* nodesIn(ts, root, isSkipped = () => false) {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isSkipped(node)) continue;
    yield node;
    const children = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    waiting.push(...children.reverse());
  }
}

export function isFunctionWithBody(ts, node) {
  return ts.isFunctionLike(node) && node.body !== undefined;
}

function outermostFunctions(ts, file) {
  const found = new Set();
  const isInside = (node) => found.has(node.parent);
  for (const node of nodesIn(ts, file, isInside)) if (isFunctionWithBody(ts, node)) found.add(node);
  return [...found];
}

/** An expression is passed on: a minifier drops one that nothing uses, whatever is in it. */
function standing(ts, fn, text) {
  if (ts.isFunctionDeclaration(fn)) return text;
  if (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) return `use(${text});`;
  return ts.isObjectLiteralExpression(fn.parent) ? `use({ ${text} });` : `class Unit extends Base { ${text} }`;
}
