import * as assert from "uvu/assert";
import { build } from "./build.js";
import type { Build } from "./build.js";
import { current } from "./compilers.js";
import type { Compiler } from "./compilers.js";
import { describeDiagnostics } from "./diagnostics.js";
import { withoutPlace } from "./manifest.js";
import type { Manifest } from "./manifest.js";
import type { Project } from "./project.js";
import type { Variation } from "./variations.js";

/** Builds a project as it is and under the given variations; all must give one manifest, which is returned. */
export function buildEverywhere(project: Project, variations: readonly Variation[]): Manifest {
  const first = buildCleanly(current, project);
  const [manifest, plans] = [demandManifest(first), plansOf(first)];
  for (const { label, compiler, apply } of variations) {
    const built = buildCleanly(compiler, apply(project));
    assert.equal(withoutPlace(demandManifest(built)), withoutPlace(manifest), `digests under ${label}`);
    assert.equal(plansOf(built), plans, `plans under ${label}`);
  }
  return manifest;
}

/** Builds a project that must have no errors, and whose output must hold the fingerprints of its manifest. */
export function buildCleanly(compiler: Compiler, project: Project): Build {
  const built = build(compiler, project);
  const reported = describeDiagnostics(compiler, project, built.diagnostics);
  assert.equal(reported, [], `no diagnostics under ${compiler.label}`);
  const scripts = [...built.outputs].filter(([path]) => /\.[cm]?jsx?$/.test(path)).map(([, text]) => text).join("\n");
  const injected = scripts.match(/"[0-9a-f]{64}"/g) ?? [];
  const listed = demandManifest(built).tasks.map((task) => `"${task.fingerprint}"`);
  assert.equal(injected.sort(), listed.sort(), "the injected constants are those of the manifest");
  return built;
}

/** What the injected constants say of types: keys depend on them. */
export function plansOf({ outputs }: Build): readonly string[] {
  const scripts = [...outputs].filter(([path]) => /\.[cm]?jsx?$/.test(path));
  return scripts.flatMap(([, text]) => text.match(/plan: '(?:[^'\\]|\\.)*'/g) ?? []).sort();
}

export function demandManifest({ manifest }: Build): Manifest {
  if (!manifest) throw new Error("The build wrote no manifest.");
  return manifest;
}
