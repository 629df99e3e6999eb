import { setImmediate } from "node:timers/promises";

/** A warning of the runtime as the process saw it. */
export interface SeenWarning {
  readonly code: string;
  readonly message: string;
}

const seen: SeenWarning[] = [];

process.on("warning", (warning: Error & { code?: string }) => {
  if (warning.name === "TaskprintWarning") seen.push({ code: warning.code ?? "", message: warning.message });
});

/** The warnings since the last call of this; Node delivers them a tick late. */
export async function warningsSoFar(): Promise<readonly SeenWarning[]> {
  await setImmediate();
  return seen.splice(0);
}
