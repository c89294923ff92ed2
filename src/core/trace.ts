import {
  type Attributes,
  context,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'

/**
 * Spans, by the API package of OpenTelemetry alone: they are made only where the application brings an SDK. A span
 * says what was done, how long it took and how much there was; never a text, a query, or who asked.
 */
const tracer = trace.getTracer('ragwall')

export type { Attributes, Span }

/** Does some work within a span; of an error the span keeps its code alone. */
export function traced<Result>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      failSpan(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** A span of work that is done in pieces: `within` runs one of them, `end` ends it. */
export function openSpan(name: string, attributes: Attributes) {
  const span = tracer.startSpan(name, { attributes })
  const inside = trace.setSpan(context.active(), span)
  return {
    span,
    within: <Result>(work: () => Result): Result => context.with(inside, work),
    fail: (error: unknown) => failSpan(span, error),
    end: () => span.end(),
  }
}

export type OpenSpan = ReturnType<typeof openSpan>

/** A span of what is over already. Times are milliseconds since the epoch. */
export function recordSpan(name: string, attributes: Attributes, start: number, end: number): void {
  tracer.startSpan(name, { attributes, startTime: new Date(start) }).end(new Date(end))
}

/** Does some work as a part of what another service has begun, unless a span is open here already. */
export function withRemoteParent<Result>(parent: SpanContext | undefined, work: () => Result): Result {
  if (parent === undefined || trace.getActiveSpan() !== undefined) return work()
  return context.with(trace.setSpanContext(context.active(), parent), work)
}

function failSpan(span: Span, error: unknown): void {
  const code = (error as { code?: unknown } | null | undefined)?.code
  span.setStatus({
    code: SpanStatusCode.ERROR,
    ...(typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? { message: code } : {}),
  })
}
