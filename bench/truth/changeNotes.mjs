import { counted } from "./table.mjs";

export function unreadNotes({ name, unread }) {
  const more = unread.length > 3 ? ", …" : "";
  return unread.length === 0 ? [] : [`${name} could not read ${counted(unread.length)} files: ${unread.slice(0, 3).join(", ")}${more}`];
}

/** One line for each function that changed, however many formatters changed it. */
export function changeNotes(verb, reports, kind) {
  const lines = new Map();
  for (const report of reports) {
    for (const { where, change } of report[kind]) lines.set(where, [...(lines.get(where) ?? []), `${report.name}: ${change}`]);
  }
  return [...lines].map(([where, [first, ...others]]) => `${verb}, ${where}, by ${first}${others.length === 0 ? "" : ` (and ${others.length} more)`}`);
}
