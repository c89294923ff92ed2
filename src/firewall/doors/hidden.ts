import { hiddenTextIn } from '../../detect/forms/index.js'
import type { Service } from '../policy/service.js'

/** What the record says where a chunk was kept back for what nobody sees in it. */
export const HIDDEN_IN_CHUNK = 'hidden-text-in-chunk'

/**
 * Whether a chunk holds text that nobody sees, and the service does not let that pass. A model reads it, and whoever
 * put it there may be no friend of the reader.
 */
export function isKeptBack(text: string, service: Pick<Service, 'action'>): boolean {
  return hiddenTextIn(text).some(
    (rule) =>
      service.action({ kind: 'hidden-text', rule, provenance: 'permitted' }, new Set()).action !== 'release',
  )
}
