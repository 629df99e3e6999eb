import type TS from "typescript";
import type { Message } from "../plugin/messages.js";
import { EditedTasks } from "./analysis/tasks.js";
import { diagnosticsOf } from "./diagnostics.js";
import { readEntry } from "./entry.js";
import { FIXED_CODES, fixesAt } from "./fixes/index.js";
import { hoverAt } from "./hover/index.js";

/** How long a hover may take, in milliseconds: whoever asks for one waits for it. */
const HOVER_MS = 500;

interface Decorating {
  readonly service: TS.LanguageService;
  readonly tasks: EditedTasks;
  readonly problems: readonly Message[];
  /** Runs something that adds to what the service says; when it fails, that is logged, and nothing is added. */
  readonly guard: <T>(add: () => T, otherwise: T) => T;
}

/** A server whose tsconfig was edited decorates the decorated service once more: only the last one says anything. */
const known = new WeakMap<TS.server.Project, EditedTasks>();

/** A language service that knows of tasks, too. */
export function decorateService(ts: typeof TS, info: TS.server.PluginCreateInfo): TS.LanguageService {
  const { languageService: service, project } = info;
  const log = (error: unknown): void => project.projectService.logger.info(`taskprint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const { options, problems } = readEntry(info.config as Readonly<Record<string, unknown>>, project.getCompilerOptions());
  const tasks = new EditedTasks({
    ts, options,
    host: hostOf(info),
    program: () => service.getProgram(),
    version: () => project.getProjectVersion(),
    onNews: () => project.refreshDiagnostics(),
    onError: log,
    setTimeout: (callback, ms) => info.serverHost.setTimeout(callback, ms),
    clearTimeout: (timer) => info.serverHost.clearTimeout(timer),
  });
  known.get(project)?.dispose();
  known.set(project, tasks);
  const guard = <T>(add: () => T, otherwise: T): T => {
    try {
      return add();
    } catch (error) {
      log(error);
      return otherwise;
    }
  };
  return { ...service, ...decorations({ service, tasks, problems, guard }) };
}

function decorations({ service, tasks, problems, guard }: Decorating): Partial<TS.LanguageService> {
  return {
    getSemanticDiagnostics: (fileName) => {
      const own = service.getSemanticDiagnostics(fileName);
      const known = guard(() => tasks.askQuickly(fileName), undefined);
      return known ? [...own, ...guard(() => diagnosticsOf(known, problems), [])] : own;
    },
    getQuickInfoAtPosition: (fileName, position, ...rest) => {
      const own = service.getQuickInfoAtPosition(fileName, position, ...rest);
      const program = service.getProgram();
      return own && program ? guard(() => hoverAt({ program, tasks, budget: HOVER_MS }, own, { fileName, position }), own) : own;
    },
    getCodeFixesAtPosition: (fileName, start, end, codes, ...rest) => {
      const own = service.getCodeFixesAtPosition(fileName, start, end, codes, ...rest);
      const known = guard(() => tasks.askQuickly(fileName), undefined);
      return known ? [...guard(() => fixesAt(known, diagnosticsOf(known, []), { start, end, codes }), []), ...own] : own;
    },
    getSupportedCodeFixes: (...rest) => [...service.getSupportedCodeFixes(...rest), ...FIXED_CODES],
    dispose: () => {
      tasks.dispose();
      service.dispose();
    },
  };
}

/** What the passes read files through. A server keeps what it knows of folders as they change. */
function hostOf({ languageServiceHost }: TS.server.PluginCreateInfo): TS.CompilerHost {
  return languageServiceHost as unknown as TS.CompilerHost;
}
