import type { LabelRegistry } from '../../core/ports.js'
import type { Entitlements } from '../../core/types.js'
import { narrow } from '../../labels/entitlements.js'
import type { Service } from '../policy/service.js'

const narrowed = new WeakMap<Service, WeakMap<Entitlements, Entitlements>>()

/**
 * The part of what a reader may read that this service may handle. Labels and ceilings never change, so it is made once for
 * each value: where labels are many, looking at them again would cost more than the search.
 */
export function underCeiling(
  service: Service,
  labels: Pick<LabelRegistry, 'get'>,
  entitled: Entitlements,
): Entitlements {
  const known = narrowed.get(service) ?? new WeakMap<Entitlements, Entitlements>()
  narrowed.set(service, known)
  const before = known.get(entitled)
  if (before !== undefined) return before
  const now = narrow(entitled, (label) => service.withinCeiling(labels.get(label)))
  known.set(entitled, now)
  return now
}
