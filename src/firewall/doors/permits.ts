import { FirewallError } from '../../core/errors.js'
import type { CheckOptions, Label } from '../../core/types.js'
import { isLabel } from '../../labels/label.js'
import { type ReaderContext, readerFor, requirePrincipal } from './reader.js'

/** Where a text that was kept came from: the label of its verdict, and the chunks that were in its prompt. */
export interface Origin {
  readonly label: Label
  /** Ids of chunks from door 1. */
  readonly retrieved?: readonly string[]
}

/**
 * Whether everyone who would read it may read *now* what a kept text was drawn from: both its label and each of
 * its chunks under the label that the chunk has today, so that a revoked document takes its answers with it.
 * For caches, histories and memories, which must ask before they hand out. Records nothing: nothing leaves here.
 */
export async function permits(
  context: ReaderContext,
  origin: Origin,
  given: Pick<CheckOptions, 'principal' | 'audience'>,
): Promise<boolean> {
  const { label, retrieved = [] } = requireOrigin(origin)
  const options = { ...given, principal: requirePrincipal(given) }
  const began = Date.now()
  await context.store.refresh()
  if (!context.service.withinCeiling(label)) return false
  const { entitlements } = await readerFor(context, options)
  for (const reader of [options.principal, ...(options.audience ?? [])]) {
    if (!(await context.entitler.mayRead(reader, label))) return false
  }
  for (const id of retrieved) {
    for (const entitled of entitlements) {
      const chunk = await context.store.chunks.get(id, entitled)
      if (chunk === undefined || !context.service.withinCeiling(context.store.labels.get(chunk.label)))
        return false
      const { document } = chunk
      const known = async () => (await context.freshness.renew([document])).has(document.number)
      if (context.freshness.isStale(document, began) && !(await known())) return false
    }
  }
  return true
}

function requireOrigin(origin: unknown): Origin {
  const { label, retrieved = [] } = (origin ?? {}) as Partial<Origin>
  const ids = Array.isArray(retrieved) && retrieved.every((id) => typeof id === 'string')
  if (isLabel(label) && ids) return { label, retrieved }
  throw new FirewallError('option-invalid', 'the origin does not have the documented shape', {
    help: 'give { label, retrieved } as the verdict and the retrieval had them',
  })
}
