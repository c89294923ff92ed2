import type { RunnableConfig } from '@langchain/core/runnables'
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons'
import { FirewallError } from '../../core/errors.js'

/**
 * Runs outside whatever configuration travels by async context, and inside a run tree that says tracing is
 * off: otherwise what an inner model itself invokes would start a trace of its own when the environment asks
 * for one. First out of the outer context, since a traced one would be continued.
 */
export function untraced<Result>(work: () => Promise<Result>): Promise<Result> {
  const silent = () => AsyncLocalStorageProviderSingleton.runWithConfig({}, work)
  return AsyncLocalStorageProviderSingleton.getInstance().run(undefined, silent)
}

/**
 * The same for a step that must keep its place in a graph: everything of its configuration travels on, so that it
 * can interrupt, write to the stream and find its reader, but no handler and no trace.
 */
export function silenced<Result>(
  config: RunnableConfig,
  work: (quiet: RunnableConfig) => Promise<Result>,
): Promise<Result> {
  const quiet: RunnableConfig = { ...config, callbacks: [] }
  const silent = () => AsyncLocalStorageProviderSingleton.runWithConfig(quiet, () => work(quiet))
  return AsyncLocalStorageProviderSingleton.getInstance().run(undefined, silent)
}

/** Of a provider's error: its class, its code and its status. The message may quote what the model said. */
export function modelError(error: unknown, signal?: AbortSignal): FirewallError {
  if (error instanceof FirewallError) return error
  if (signal?.aborted) return new FirewallError('aborted', 'the caller cancelled the call')
  const known = new FirewallError('model-failed', 'the protected model stopped with an error', {
    help: 'its class and code are in `cause`; what it said is in the log of the provider only',
    cause: error,
  })
  const status = (error as { status?: unknown } | null)?.status
  // Where LangChain's retries look for it.
  return typeof status === 'number' ? Object.assign(known, { status }) : known
}

/**
 * LangChain answers an abort to the reader and forgets the generator where it stands, with the inner model and
 * the audit record still open. This ends it. Call what it returns when the stream is through.
 */
export function endOnAbort(stream: AsyncIterable<unknown>, signal: AbortSignal | undefined): () => void {
  const iterator = stream[Symbol.asyncIterator]()
  const end = () => void iterator.return?.().catch(() => undefined)
  signal?.addEventListener('abort', end, { once: true })
  return () => signal?.removeEventListener('abort', end)
}
