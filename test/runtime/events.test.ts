import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configure, TaskprintError, withAccount, type TaskEvent } from "taskprint";
import { compiled } from "./support/compiled.js";
import { freshStore } from "./support/places.js";
import { runScript } from "./support/script.js";

const test = suite("runtime/events");
const require = createRequire(import.meta.url);

test("the channel taskprint:call tells subscribers of every call, and only them", async () => {
  freshStore();
  const heard: TaskEvent[] = [];
  const hear = (event: unknown): unknown => heard.push(event as TaskEvent);
  const told = compiled("told", async (at: number) => {
    if (at < 0) throw new Error("negative");
    return at;
  });
  await told(1);
  subscribe("taskprint:call", hear);
  await told(1);
  await Promise.all([told(2), told(2)]);
  await withAccount("other", () => told(-1)).catch(() => undefined);
  unsubscribe("taskprint:call", hear);
  await told(1);
  assert.equal(
    heard.map(({ task, account, outcome, stored }) => [task, account, outcome, stored]),
    [["told", "tester", "hit", false], ["told", "tester", "run", true], ["told", "tester", "shared", false], ["told", "other", "failed", false]],
  );
  assert.ok(heard.every(({ ms }) => ms > 0 && ms < 10_000));
});

/** What is used of a span that has ended. */
interface EndedSpan {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number; readonly message?: string };
  readonly parentSpanContext?: { readonly spanId: string };
  readonly events: readonly { readonly name: string }[];
  spanContext(): { readonly spanId: string };
}

/** OpenTelemetry's own SDK, that keeps spans in memory. */
function startTracing(): { readonly ended: () => readonly EndedSpan[]; readonly stop: () => void } {
  const { context, trace } = require("@opentelemetry/api") as { context: Record<string, (manager?: object) => void>; trace: Record<string, (provider?: object) => void> };
  const { AsyncLocalStorageContextManager } = require("@opentelemetry/context-async-hooks") as Record<string, new () => { enable(): object }>;
  const sdk = require("@opentelemetry/sdk-trace-base") as Record<string, new (...args: unknown[]) => { getFinishedSpans(): readonly EndedSpan[] }>;
  const exporter = new (sdk["InMemorySpanExporter"] as (typeof sdk)[string])();
  const processor = new (sdk["SimpleSpanProcessor"] as (typeof sdk)[string])(exporter);
  context["setGlobalContextManager"]?.(new (AsyncLocalStorageContextManager as NonNullable<typeof AsyncLocalStorageContextManager>)().enable());
  trace["setGlobalTracerProvider"]?.(new (sdk["BasicTracerProvider"] as (typeof sdk)[string])({ spanProcessors: [processor] }));
  configure({ tracing: true });
  const stop = (): void => {
    configure({ tracing: false });
    trace["disable"]?.();
    context["disable"]?.();
  };
  return { ended: () => exporter.getFinishedSpans(), stop };
}

test("calls are spans of OpenTelemetry, runs inside runs their children", async () => {
  freshStore();
  const { ended, stop } = startTracing();
  const inner = compiled("innerSpan", (at: number) => at + 1);
  const outer = compiled("outerSpan", async (at: number) => {
    await sleep(2);
    return inner(at) + inner(at);
  });
  const failing = compiled("failingSpan", async (_: unknown) => Promise.reject(new TypeError("no")));
  await Promise.all([outer(1), outer(1)]);
  await outer(1);
  await failing(1).catch(() => undefined);
  await failing(() => 1).catch(() => undefined);
  inner.refresh(1);
  stop();
  inner(1);
  const spans = ended();
  const shown = spans.map(({ name, attributes }) => `${name} ${String(attributes["taskprint.outcome"])}`).sort();
  const expected = ["task failingSpan failed", "task failingSpan undefined", "task innerSpan hit", "task innerSpan run", "task innerSpan run", "task outerSpan hit", "task outerSpan run", "task outerSpan shared"];
  assert.equal(shown, expected);
  const find = (name: string, outcome: string): EndedSpan => spans.find((span) => span.name === name && span.attributes["taskprint.outcome"] === outcome) as EndedSpan;
  const [run, hit, failed] = [find("task outerSpan", "run"), find("task innerSpan", "hit"), find("task failingSpan", "failed")];
  assert.is(hit.parentSpanContext?.spanId, run.spanContext().spanId);
  assert.is(find("task outerSpan", "hit").parentSpanContext, undefined);
  assert.equal([run.attributes["code.function.name"], run.attributes["taskprint.account"], run.attributes["taskprint.stored"]], ["outerSpan", "tester", true]);
  assert.ok((find("task outerSpan", "hit").attributes["taskprint.saved_ms"] as number) > 1);
  assert.equal([failed.status, failed.attributes["error.type"], failed.events.map(({ name }) => name)], [{ code: 2, message: "no" }, "TypeError", ["exception"]]);
});

test("OpenTelemetry is not loaded unless asked for, and without it the program goes on", () => {
  const { dir } = freshStore();
  const body = `
    import { createRequire } from "node:module";
    import Module from "node:module";
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("@opentelemetry"));
    configure({ dir: ${JSON.stringify(dir)} });
    const each = compiled("untraced", (at) => at);
    each(1), each(1);
    console.log(loaded());
    const load = Module._load;
    Module._load = (name, ...rest) => {
      if (name.startsWith("@opentelemetry")) throw Object.assign(new Error("Cannot find it"), { code: "MODULE_NOT_FOUND" });
      return load(name, ...rest);
    };
    configure({ tracing: true });
    console.log(each(1), each(2));
  `;
  const { stdout, stderr } = runScript(body);
  assert.is(stdout, "false\n1 2\n");
  assert.match(stderr, /TP2060.*tracing needs.*npm install @opentelemetry\/api/s);
});

test("a wrong tracing is named", () => {
  const isError = (error: unknown): boolean => error instanceof TaskprintError && error.code === "TP2017";
  assert.throws(() => configure({ tracing: "yes" as never }), isError);
});

test.run();
