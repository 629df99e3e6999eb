import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Loads a package that only some programs have, from beside taskprint or from the working directory.
 *
 * @throws when it is in neither place, or cannot be loaded
 */
export function loadPackage(name: string): unknown {
  // In a CommonJS bundle `import.meta.url` is empty.
  const url = import.meta.url as string | undefined;
  const fromHere = join(process.cwd(), "package.json");
  try {
    return createRequire(url || fromHere)(name) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    return createRequire(fromHere)(name) as unknown;
  }
}
