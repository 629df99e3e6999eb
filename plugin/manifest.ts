import { relative } from "node:path";
import stringify from "fast-json-stable-stringify";
import { FORMAT } from "../runtime/digest.js";
import type { Context } from "./context.js";
import { describeClosures, describeReach } from "./closure/describe.js";
import { projectFolder } from "./host/projectFolder.js";
import { manifestPath } from "./manifestPath.js";
import type { AnalysedFiles, Digested, TaskRecord } from "./pipeline.js";

/** A file that describes every task of a program, for tools and for people; a running program never reads it. */
export interface Manifest {
  readonly path: string;
  readonly text: string;
}

export function canonicalManifest(context: Context, analysis: AnalysedFiles): Manifest {
  const root = projectFolder(context.program);
  const records = [...analysis.values()].flatMap(({ calls }) => calls.flatMap(({ record }) => record ?? []));
  const tasks = records.map((record) => describeTask(root, record)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const closure = describeClosures(context, records);
  const canonical: unknown = JSON.parse(stringify({ format: FORMAT, tasks, ...(closure && { closure }) }));
  return { path: manifestPath(context.program.getCompilerOptions(), root), text: `${JSON.stringify(canonical, null, 2)}\n` };
}

function describeTask(root: string, record: TaskRecord) {
  const { found, signature, code, version } = record;
  const file = found.call.getSourceFile();
  return {
    name: found.name,
    file: relative(root, file.fileName).replaceAll("\\", "/"),
    line: file.getLineAndCharacterOfPosition(found.call.getStart(file)).line + 1,
    fingerprint: record.fingerprint,
    async: record.async,
    ignore: found.ignore,
    signature: { ...describeText(signature), fields: signature.fields },
    code: describeText(code),
    version: version ? { digest: version.digest, value: version.text } : null,
    ...(record.closure && { closure: describeReach(record.closure) }),
  };
}

/** Texts stand as lists of lines, so that two manifests can be compared line by line. */
function describeText({ text, digest }: Digested) {
  return { digest, text: text.split("\n") };
}
