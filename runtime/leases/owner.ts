import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename } from "node:path";
import { threadId } from "node:worker_threads";

/** The thread that holds a lease, named so that others can tell whether it is alive. */
export interface Owner {
  /** Numbers of processes mean the same where this is the same. */
  readonly machine: string;
  readonly process: number;
  /** The system's number of the thread; 0 for a main thread, -1 for another, where the system does not tell. */
  readonly thread: number;
  /** When the thread was started, by the system's clock: numbers are given again. */
  readonly startedAt: string;
}

/** Whether an owner still runs; "unknown" where this machine cannot tell. */
export type Life = "alive" | "dead" | "unknown";

let own: Owner | undefined;

/** This thread. */
export function ownOwner(): Owner {
  return (own ??= onLinux() ?? { machine: hostname(), process: process.pid, thread: threadId === 0 ? 0 : -1, startedAt: "" });
}

export function lifeOf(owner: Owner): Life {
  if (owner.machine !== ownOwner().machine) return "unknown";
  if (owner.startedAt !== "") return startOf(owner.process, owner.thread) === owner.startedAt ? "alive" : "dead";
  if (!isProcess(owner.process)) return "dead";
  return owner.thread === 0 ? "alive" : "unknown";
}

/** Containers that share a directory have processes of their own, so the name space is part of the machine. */
function onLinux(): Owner | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const machine = `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()} ${readlinkSync("/proc/self/ns/pid")}`;
    // Synchronous calls of node:fs are made by the thread itself.
    const thread = Number(basename(readlinkSync("/proc/thread-self")));
    const startedAt = startOf(process.pid, thread);
    return startedAt === undefined ? undefined : { machine, process: process.pid, thread, startedAt };
  } catch {
    return undefined;
  }
}

/** When a thread was started; undefined when it has ended, also when its parent has not noticed yet. */
function startOf(pid: number, thread: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "latin1");
    // The name, in parentheses, may hold anything; behind it come the state and, twentieth, the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
