/**
 * How true fingerprints are: measures over real code what must change them and what must not, and prints
 * one table. Ends with 1 when a goal is missed.
 *
 *   node bench/truth.mjs [short|full] [part …]
 *
 * `short` reads what `npm ci` brings; `full` brings pinned packages from the npm registry (bench/truth/packages.mjs).
 */
import { missedRows, printPart } from "./truth/table.mjs";

const PARTS = ["reformatting", "mutation", "types", "closures", "corpus"];
const [scale = "short", ...wanted] = process.argv.slice(2);
assertKnown([scale], ["short", "full"]);
assertKnown(wanted, PARTS);

/** Progress goes to stderr, so that the table alone can be kept. */
const say = (text) => process.stderr.write(`${text}\n`);

for (const part of PARTS.filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const { run } = await import(`./truth/${part}.mjs`);
  const result = await run({ scale, say });
  printPart(result);
  if (missedRows(result).length > 0) process.exitCode = 1;
}

function assertKnown(names, known) {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${known.join(", ")}.`);
}
