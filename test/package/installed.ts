import { Consumer, type Installed } from "./consumer.js";
import { configFiles, sources } from "./program.js";

const consumers = new Map<Installed, Consumer>();

/** The consumer with these versions, installed when it is first asked for: installing is what takes long. */
export function installedConsumer(installed: Installed): Consumer {
  const known = consumers.get(installed);
  if (known) return known;
  const consumer = new Consumer();
  consumers.set(installed, consumer);
  process.on("exit", () => consumer.remove());
  consumer.write(configFiles("module", {}));
  consumer.install(installed);
  return consumer;
}

/** Leaves a consumer with the given files, and nothing built or stored. */
export function prepare(consumer: Consumer, configuration: Readonly<Record<string, string>>): void {
  for (const path of ["src", "out", "plain", ".taskprint"]) consumer.delete(path);
  consumer.write({ ...configuration, ...sources });
}
