import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Attributes,
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  type Tracer,
  trace,
} from '@opentelemetry/api'

export interface RecordedSpan {
  readonly name: string
  readonly traceId: string
  readonly parent: string | undefined
  readonly attributes: Attributes
  status: unknown
  ended: boolean
}

/** The smallest provider of spans that the OpenTelemetry API takes: it keeps what it is given. */
export function recordSpans(): { spans: RecordedSpan[]; stop(): void } {
  const spans: RecordedSpan[] = []
  let count = 0
  const startSpan = (
    name: string,
    options: SpanOptions = {},
    parentContext: Context = context.active(),
  ): Span => {
    const parent = trace.getSpanContext(parentContext)
    const spanId = (++count).toString(16).padStart(16, '0')
    const own: SpanContext = { traceId: parent?.traceId ?? spanId.repeat(2), spanId, traceFlags: 1 }
    const recorded: RecordedSpan = {
      name,
      traceId: own.traceId,
      parent: parent?.spanId,
      attributes: { ...options.attributes },
      status: undefined,
      ended: false,
    }
    spans.push(recorded)
    const span: Span = {
      spanContext: () => own,
      setAttribute: (key, value) => {
        recorded.attributes[key] = value
        return span
      },
      setAttributes: (attributes) => {
        Object.assign(recorded.attributes, attributes)
        return span
      },
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
      setStatus: (status) => {
        recorded.status = status
        return span
      },
      updateName: () => span,
      end: () => {
        recorded.ended = true
      },
      isRecording: () => true,
      recordException: () => undefined,
    }
    return span
  }
  const tracer = {
    startSpan,
    startActiveSpan(name: string, ...rest: unknown[]) {
      const work = rest.at(-1) as (span: Span) => unknown
      const options = (rest.length > 1 ? rest[0] : {}) as SpanOptions
      const parent = (rest.length > 2 ? rest[1] : context.active()) as Context
      const span = startSpan(name, options, parent)
      return context.with(trace.setSpan(parent, span), () => work(span))
    },
  } as Tracer
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
  const storage = new AsyncLocalStorage<Context>()
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...args) => storage.run(active, () => work.call(self as never, ...args)),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  }
  context.setGlobalContextManager(manager)
  return {
    spans,
    stop() {
      trace.disable()
      context.disable()
    },
  }
}
