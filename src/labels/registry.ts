import { FirewallError } from '../core/errors.js'
import type { LabelRegistry } from '../core/ports.js'
import type { Label, LabelId } from '../core/types.js'
import { ANYONE } from './id.js'
import { canonicalLabel, parseLabel } from './label.js'

export interface MutableLabelRegistry extends LabelRegistry {
  /** Moves the epoch: a document changed its label. */
  touch(): void
  /** Canonical form of an interned label, for the store that keeps it. */
  canonical(id: LabelId): string
}

/**
 * Interned labels in memory. A label's id is its position, so a store that writes the canonical forms in
 * order and hands them back as `stored` gets the same ids again. Throws `store-corrupt`.
 */
export function createLabelRegistry(stored: Iterable<string> = []): MutableLabelRegistry {
  const labels: Label[] = []
  const forms: string[] = []
  const ids = new Map<string, LabelId>()
  const byEntry = new Map<string, LabelId[]>()
  let epoch = 0

  function add(form: string): LabelId {
    const id = labels.length as LabelId
    const label = freeze(parseLabel(form))
    labels.push(label)
    forms.push(form)
    ids.set(form, id)
    for (const entry of guards(label)) {
      const listed = byEntry.get(entry)
      if (listed === undefined) byEntry.set(entry, [id])
      else listed.push(id)
    }
    epoch += 1
    return id
  }

  function at<Item>(items: readonly Item[], id: LabelId): Item {
    const item = items[id]
    if (item === undefined) throw new FirewallError('store-corrupt', `there is no label number ${id}`)
    return item
  }

  for (const form of stored) {
    if (ids.has(form)) throw new FirewallError('store-corrupt', 'a label is stored twice')
    add(form)
  }

  return {
    intern(label) {
      const form = canonicalLabel(label)
      return ids.get(form) ?? add(form)
    },
    get: (id) => at(labels, id),
    canonical: (id) => at(forms, id),
    get size() {
      return labels.length
    },
    get epoch() {
      return epoch
    },
    touch() {
      epoch += 1
    },
    candidates(bearer) {
      const found = new Set<LabelId>()
      for (const id of new Set([ANYONE, ...bearer]))
        for (const label of byEntry.get(id) ?? []) found.add(label)
      return [...found].sort((a, b) => a - b)
    },
  }
}

/**
 * The entries under which a label is found. Every list must be met, so one of them is enough to find all who
 * could; the shortest keeps the map small. Nobody's label is found by nobody.
 */
function guards(label: Label): readonly string[] {
  return label.allow.reduce<readonly string[]>(
    (best, list, i) => (i === 0 || list.length < best.length ? list : best),
    [],
  )
}

/** Labels are handed to applications with every chunk; one that could be written to would change the policy. */
function freeze(label: Label): Label {
  for (const list of label.allow) Object.freeze(list)
  Object.freeze(label.allow)
  Object.freeze(label.compartments)
  Object.freeze(label.deny)
  return Object.freeze(label)
}
