import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "../harness/project.js";

const require = createRequire(import.meta.url);

/** The servers of the compilers that are supported. */
export const servers = ["typescript", "typescript-5.9"] as const;

/** An error or warning as the server tells it; lines and columns count from 1. */
export interface Told {
  readonly start: Place;
  readonly end: Place;
  readonly text: string;
  readonly code: number;
  readonly category: string;
  readonly source?: string;
}

export interface Place {
  readonly line: number;
  readonly offset: number;
}

export interface CodeFix {
  readonly fixName: string;
  readonly description: string;
  readonly changes: readonly { readonly fileName: string; readonly textChanges: readonly { readonly start: Place; readonly end: Place; readonly newText: string }[] }[];
}

interface Message {
  readonly type: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

export interface Texts {
  readonly [path: string]: string;
}

/** The entry that serves the build and the editor. */
export const entry = { name: "taskprint", transform: "taskprint/plugin", transformProgram: true, track: "closure" };

/** A folder with a project in it, as a user has one; taskprint is this repository. */
export class EditedProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "tp-editor-")));

  constructor(texts: Texts, plugin: object = entry, compilerOptions: object = {}) {
    const options = { target: "es2022", lib: ["es2023"], module: "nodenext", types: [], strict: true, skipLibCheck: true, rootDir: "src", outDir: "out", ...compilerOptions, plugins: [plugin] };
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(repository, join(this.folder, "node_modules/taskprint"), "junction");
    this.write({ "package.json": '{ "type": "module" }\n', "tsconfig.json": JSON.stringify({ compilerOptions: options, include: ["src"] }), ...texts });
  }

  write(texts: Texts): void {
    for (const [path, text] of Object.entries(texts)) {
      const target = join(this.folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** How long what a server never says is waited for; a machine that does much else is slow. */
const PATIENCE_MS = 60_000;

/** A real tsserver, spoken to as an editor does. */
export class Server {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: { readonly isIt: (message: Message) => boolean; readonly resolve: (message: Message) => void }[] = [];
  #buffer = Buffer.alloc(0);
  #sequence = 0;

  constructor(
    readonly project: Pick<EditedProject, "folder" | "read">,
    compiler: string,
    options: readonly string[] = ["--allowLocalPluginLoads"],
  ) {
    const script = compiler.includes("/") ? compiler : join(dirname(require.resolve(`${compiler}/package.json`)), "lib/tsserver.js");
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TASKPRINT_")));
    this.#child = spawn(process.execPath, [script, "--disableAutomaticTypingAcquisition", ...options], { cwd: project.folder, env });
    this.#child.stdout.on("data", (data: Buffer) => this.#take(data));
    this.#child.stderr.resume();
    process.once("exit", () => this.#child.kill());
  }

  path(path: string): string {
    return join(this.project.folder, path);
  }

  open(path: string): void {
    this.#send("open", { file: this.path(path), fileContent: this.project.read(path) });
  }

  /** Replaces the whole text of an open file. */
  change(path: string, text: string): void {
    this.#send("change", { file: this.path(path), line: 1, offset: 1, endLine: 1_000_000, endOffset: 1, insertString: text });
  }

  /** The errors of a file as an editor asks for them: by an event. */
  async errors(path: string): Promise<readonly Told[]> {
    const told = this.event("semanticDiag", path);
    this.#send("geterr", { files: [this.path(path)], delay: 0 });
    return told;
  }

  /** The errors of a file that taskprint found. */
  async taskErrors(path: string): Promise<readonly Told[]> {
    return (await this.errors(path)).filter(({ source }) => source === "taskprint");
  }

  /** Asks for what taskprint found until it is what is expected: closures may be looked at later than they are asked for. */
  async expect(path: string, expected: readonly string[]): Promise<void> {
    const start = Date.now();
    for (let found: readonly string[] = []; ; ) {
      found = (await this.taskErrors(path)).map(({ text, start: { line } }) => `${/TP\d+/.exec(text)?.[0]} ${line}`);
      if (JSON.stringify(found) === JSON.stringify(expected)) return;
      if (Date.now() - start > PATIENCE_MS) throw new Error(`${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async event(name: string, path: string): Promise<readonly Told[]> {
    const file = this.path(path);
    const isIt = ({ event, body }: Message): boolean => event === name && (body as { file?: string }).file === file;
    const message = await this.#wait(isIt);
    return (message.body as { diagnostics: readonly Told[] }).diagnostics;
  }

  /** Waits until the server says that it knows more than it did. */
  async news(): Promise<void> {
    await this.#wait(({ event }) => event === "projectsUpdatedInBackground");
  }

  async request(command: string, parameters: object): Promise<unknown> {
    const seq = this.#send(command, parameters);
    const answer = await this.#wait(({ type, request_seq }) => type === "response" && request_seq === seq);
    if (!answer.success && answer.message !== "No content available.") throw new Error(`${command}: ${answer.message}`);
    return answer.body;
  }

  /** What hovering over the first occurrence of a text shows below the type. */
  async hover(path: string, text: string): Promise<string> {
    const at = placeOf(this.project.read(path), text);
    const info = (await this.request("quickinfo", { file: this.path(path), ...at })) as { documentation?: string } | undefined;
    return info?.documentation ?? "";
  }

  async fixes(path: string, { start, end, code }: Told): Promise<readonly CodeFix[]> {
    const range = { startLine: start.line, startOffset: start.offset, endLine: end.line, endOffset: end.offset };
    return (await this.request("getCodeFixes", { file: this.path(path), ...range, errorCodes: [code] })) as readonly CodeFix[];
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#send("exit", {});
    await ended;
  }

  #send(command: string, parameters: object): number {
    this.#sequence += 1;
    this.#child.stdin.write(`${JSON.stringify({ seq: this.#sequence, type: "request", command, arguments: parameters })}\n`);
    return this.#sequence;
  }

  #wait(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("The server did not answer.")), PATIENCE_MS);
      const answer = (message: Message): void => {
        clearTimeout(timer);
        resolve(message);
      };
      this.#waiting.push({ isIt, resolve: answer });
    });
  }

  #take(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (let message = this.#next(); message !== undefined; message = this.#next()) {
      const found = this.#waiting.findIndex(({ isIt }) => isIt(message as Message));
      if (found >= 0) this.#waiting.splice(found, 1)[0]?.resolve(message);
    }
  }

  #next(): Message | undefined {
    const end = this.#buffer.indexOf("\r\n\r\n");
    const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.toString("latin1", 0, Math.max(end, 0)))?.[1]);
    if (end < 0 || this.#buffer.length < end + 4 + length) return undefined;
    const text = this.#buffer.toString("utf8", end + 4, end + 4 + length);
    this.#buffer = this.#buffer.subarray(end + 4 + length);
    return JSON.parse(text) as Message;
  }
}

/** Edits a project, and leaves neither the server nor the project behind. */
export async function editing(project: EditedProject, compiler: string, action: (server: Server) => Promise<void>, options?: readonly string[]): Promise<void> {
  const server = new Server(project, compiler, options);
  try {
    await action(server);
  } finally {
    await server.close();
    project.remove();
  }
}

/** Where a text first stands in another. */
export function placeOf(text: string, part: string): Place {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length, offset: (before.at(-1)?.length ?? 0) + 1 };
}

/** A text after a fix of it. */
export function applyFix(text: string, fix: CodeFix): string {
  const lines = text.split("\n");
  const offsetOf = ({ line, offset }: Place): number => lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + offset - 1;
  const changes = fix.changes.flatMap(({ textChanges }) => textChanges).sort((a, b) => offsetOf(b.start) - offsetOf(a.start));
  return changes.reduce((sum, { start, end, newText }) => sum.slice(0, offsetOf(start)) + newText + sum.slice(offsetOf(end)), text);
}
