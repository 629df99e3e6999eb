/** What the plugin makes of a program: its part in this measurement. */
import ts from "typescript";
import { analyseProgram } from "#plugin/analysis";

/** Each task's signature digest, fingerprint and closure by its name, or the messages that it is refused with. */
export function fingerprintsOf({ program, host }) {
  const options = { track: "closure", nondeterminism: "silent" };
  const context = { ts, program, host, options, diagnostics: [], checker: program.getTypeChecker() };
  const calls = [...analyseProgram(context).files.values()].flatMap((file) => file.calls);
  return new Map(calls.map((call) => [nameOf(call), describe(call)]));
}

/** Each task is assigned to a const of its own name. */
function nameOf({ call }) {
  return call.parent.name.text;
}

function describe({ record, diagnostics }) {
  if (record) return { fingerprint: record.fingerprint, signature: record.signature.digest, body: record.closure.node };
  return { refusals: diagnostics.map(({ messageText }) => String(messageText)) };
}
