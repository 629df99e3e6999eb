import type TS from "typescript";
import { decorateService } from "./service.js";

/**
 * The language-service plugin, which an editor's TypeScript server loads by the name of the package: the plugin's errors
 * and warnings as you type, fixes for some of them, and on hover what a task's results depend on.
 *
 * @example
 * ```jsonc
 * // tsconfig.json
 * { "compilerOptions": { "plugins": [{ "name": "taskprint", "transform": "taskprint/plugin", "transformProgram": true }] } }
 * ```
 */
const load: TS.server.PluginModuleFactory = ({ typescript }) => ({
  create: (info) => {
    try {
      return decorateService(typescript, info);
    } catch (error) {
      info.project.projectService.logger.info(`taskprint: ${String(error)}`);
      return info.languageService;
    }
  },
});

export = load;
