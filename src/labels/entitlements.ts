import { FirewallError } from '../core/errors.js'
import type { Entitlements, LabelId } from '../core/types.js'

/** Every genuine value and the clock it expires by. Whatever is not a key here was made by somebody else. */
const genuine = new WeakMap<object, () => number>()

/**
 * Makes entitlements; `entitle()` is the only caller. `labels` ascending. Frozen through and through, and
 * looked up by search rather than by index, so that no odd number reads as a neighbor.
 */
export function makeEntitlements(
  labels: readonly LabelId[],
  options: { readonly expires: number; readonly labelEpoch: number; readonly now: () => number },
): Entitlements {
  const sorted = Object.freeze([...labels])
  const entitlements = Object.freeze({
    labels: sorted,
    permits: (label: LabelId) => includes(sorted, label),
    expires: options.expires,
    labelEpoch: options.labelEpoch,
  }) as unknown as Entitlements
  genuine.set(entitlements, options.now)
  return entitlements
}

/** What every store asks first. Throws `entitlements-forged`, `entitlements-expired`. */
export function assertEntitlements(value: unknown): asserts value is Entitlements {
  const now = typeof value === 'object' && value !== null ? genuine.get(value) : undefined
  if (now === undefined) {
    throw new FirewallError('entitlements-forged', 'these entitlements were not made by entitle()', {
      help: 'pass on the value that entitle() returned, not a copy of it',
    })
  }
  if (!(now() < (value as Entitlements).expires)) {
    throw new FirewallError('entitlements-expired', 'these entitlements are older than their time to live', {
      help: 'call entitle() once per request and keep nothing of it',
    })
  }
}

/** The part of `entitlements` that `keep` keeps: a service's ceiling on top of what the reader may read. Never more. */
export function narrow(entitlements: Entitlements, keep: (label: LabelId) => boolean): Entitlements {
  assertEntitlements(entitlements)
  const { labels, expires, labelEpoch } = entitlements
  return makeEntitlements(labels.filter(keep), { expires, labelEpoch, now: genuine.get(entitlements)! })
}

function includes(sorted: readonly LabelId[], label: LabelId): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < label) low = middle + 1
    else high = middle
  }
  return sorted[low] === label
}
