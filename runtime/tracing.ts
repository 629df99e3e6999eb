import { AsyncLocalStorage } from "node:async_hooks";
import type { Observer, TaskEvent } from "./events.js";
import { loadPackage } from "./loadPackage.js";
import { packageMissing } from "./messages.js";
import { causeText, warnOnce } from "./warn.js";

/** What is used of the OpenTelemetry API, so that its types need not be installed. */
interface Span {
  setAttributes(attributes: Readonly<Record<string, string | number | boolean>>): unknown;
  setStatus(status: { readonly code: number; readonly message?: string }): unknown;
  recordException(error: Error): void;
  end(): void;
}

interface OpenTelemetry {
  readonly trace: {
    getTracer(name: string): {
      startActiveSpan<T>(name: string, options: { readonly attributes: Readonly<Record<string, string>> }, body: (span: Span) => T): T;
    };
  };
}

/** `SpanStatusCode.ERROR`. */
const ERROR = 2;

/** Puts each call of a task into a span, whose children are what its run does. */
export interface Tracer extends Observer {
  trace(task: string, call: () => unknown): unknown;
}

let loaded: Tracer | undefined;

/** Undefined, with one warning, where OpenTelemetry is not installed. */
export function loadTracer(): Tracer | undefined {
  if (loaded) return loaded;
  try {
    return (loaded = new SpanTracer(loadPackage("@opentelemetry/api") as OpenTelemetry));
  } catch (error) {
    warnOnce("tracing", packageMissing("tracing", "@opentelemetry/api", causeText(error)));
    return undefined;
  }
}

class SpanTracer implements Tracer {
  /** The span of the call that code stands in: OpenTelemetry itself may have no context manager. */
  readonly #spans = new AsyncLocalStorage<Span>();

  constructor(readonly api: OpenTelemetry) {}

  trace(task: string, call: () => unknown): unknown {
    // The provider may be registered, or replaced, after the first call.
    const tracer = this.api.trace.getTracer("taskprint");
    return tracer.startActiveSpan(`task ${task}`, { attributes: { "code.function.name": task } }, (span) => this.#inside(span, call));
  }

  told({ account, outcome, stored, savedMs, verified }: TaskEvent): void {
    const attributes = { "taskprint.account": account, "taskprint.outcome": outcome, "taskprint.stored": stored, "taskprint.saved_ms": savedMs };
    this.#spans.getStore()?.setAttributes({ ...attributes, ...(verified && { "taskprint.verified": verified }) });
  }

  #inside(span: Span, call: () => unknown): unknown {
    let result: unknown;
    try {
      result = this.#spans.run(span, call);
    } catch (error) {
      fail(span, error);
      throw error;
    }
    if (result instanceof Promise && Object.getPrototypeOf(result) === Promise.prototype) return settle(span, result);
    span.end();
    return result;
  }
}

async function settle(span: Span, promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    fail(span, error);
    throw error;
  }
  span.end();
  return value;
}

function fail(span: Span, error: unknown): void {
  const known = error instanceof Error ? error : new Error(causeText(error));
  span.recordException(known);
  span.setAttributes({ "error.type": known.name });
  span.setStatus({ code: ERROR, message: known.message });
  span.end();
}
