import { join } from "node:path";
import type TS from "typescript";
import { storeOf } from "../../plugin/builds/keep.js";
import { projectFolder } from "../../plugin/host/projectFolder.js";
import type { EditedTasks } from "../analysis/tasks.js";
import { countResults } from "../store/results.js";
import { callsAt } from "./find.js";
import { describeTask } from "./text.js";

interface Hovering {
  readonly program: TS.Program;
  readonly tasks: EditedTasks;
  /** How long the analysis may take, in milliseconds. */
  readonly budget: number;
}

interface At {
  readonly fileName: string;
  readonly position: number;
}

/** What the compiler says of a name, and, where that is a task's, what taskprint does. */
export function hoverAt({ program, tasks, budget }: Hovering, own: TS.QuickInfo, { fileName, position }: At): TS.QuickInfo {
  const here = program.getSourceFile(fileName);
  const context = tasks.context();
  const calls = here && context ? callsAt(context, here, position) : [];
  const asked = calls.find((call) => tasks.isTask(call));
  const known = asked && tasks.ask(asked.getSourceFile().fileName, budget);
  const task = known?.analysed.calls.find(({ call }) => call === asked);
  if (!known || !task?.found) return own;
  const stored = countResults(storeOf(join(projectFolder(program), "tsconfig.json")), { name: task.found.name, fingerprint: task.record?.fingerprint });
  const text = describeTask(known, task, stored);
  return { ...own, documentation: [...(own.documentation ?? []), { kind: "text", text: own.documentation?.length ? `\n\n${text}` : text }] };
}
