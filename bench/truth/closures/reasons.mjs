/**
 * Why a fingerprint moved that was not expected to: by the plugin's own account of what a task reaches. What code
 * writes to when modules are loaded is followed as far as it can be, and beyond that taken for a write.
 */
import ts from "typescript";

/** How the plugin labels what runs when modules are loaded; any other label is a name of the source. */
const RUN_WHEN_LOADED = new Set(["effect", "before", "load order"]);

/** A reason for a declaration to count for the code of a task; undefined where the account names it as code that is used. */
export function reasonOfExtra(body, { node, path }) {
  const isDeclaration = ({ at }) => at !== undefined && at.getSourceFile().fileName === path && wholeOf(at).pos === node.pos;
  const used = reached(body, ({ label }) => !RUN_WHEN_LOADED.has(label));
  if (used.some(isDeclaration)) return undefined;
  return reached(body, () => true).some(isDeclaration) ? "runs when its module is loaded, and may write to what is read" : undefined;
}

/** A member of an enum counts by itself, and is changed with the enum. */
function wholeOf(at) {
  return ts.isEnumMember(at) ? at.parent : at;
}

function reached(body, isFollowed) {
  const found = new Set([body]);
  for (const { references } of found) for (const reference of references) if (isFollowed(reference)) found.add(reference.target);
  return [...found];
}
