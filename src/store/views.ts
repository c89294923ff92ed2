import type { LabelId } from '../core/types.js'
import type { Mirror } from './mirror.js'
import type { Partition, Partitions } from './partitions.js'
import type { OpenLabels } from './postings.js'

/** What of the store some labels open, gathered once for all searches until anything changes. */
export interface View extends OpenLabels {
  /** With rows in them. */
  readonly partitions: readonly Partition[]
  /** Live rows, and the terms in them. */
  readonly rows: number
  readonly tokens: number
}

/** Views that are kept, and the labels in all of them together: the least recently used goes first. */
const KEPT_VIEWS = 256
const KEPT_LABELS = 1_000_000

interface Kept {
  readonly view: View
  readonly partitions: Partitions
  readonly version: number
  readonly epoch: number
}

/**
 * The views of the readers that ask most. A view is good for one list of labels, as entitlements hold it, and for the state
 * of the store in which it was made: a row that comes or goes and a label that means something else end it.
 */
export class Views {
  readonly #mirror: Mirror
  readonly #kept = new Map<readonly LabelId[], Kept>()
  #labels = 0

  constructor(mirror: Mirror) {
    this.#mirror = mirror
  }

  of(labels: readonly LabelId[]): View {
    const { partitions } = this.#mirror
    const { version } = partitions
    const { epoch } = this.#mirror.labels.registry
    const known = this.#kept.get(labels)
    if (known !== undefined) this.#drop(labels, known)
    const current =
      known !== undefined &&
      known.partitions === partitions &&
      known.version === version &&
      known.epoch === epoch
    const view = current ? known.view : openView(this.#mirror, labels)
    this.#kept.set(labels, { view, partitions, version, epoch })
    this.#labels += view.labels.length
    for (const [key, kept] of this.#kept) {
      if (this.#kept.size <= KEPT_VIEWS && this.#labels <= KEPT_LABELS) break
      this.#drop(key, kept)
    }
    return view
  }

  #drop(labels: readonly LabelId[], { view }: Kept): void {
    this.#kept.delete(labels)
    this.#labels -= view.labels.length
  }
}

function openView({ labels: stored, partitions }: Mirror, labels: readonly LabelId[]): View {
  const opened: Partition[] = []
  for (const label of labels) {
    for (const meaning of stored.meaning(label)) {
      const partition = partitions.get(meaning)
      if (partition !== undefined && partition.rows.length > 0) opened.push(partition)
    }
  }
  return viewOf(partitions, opened)
}

export function viewOf({ labels }: Pick<Partitions, 'labels'>, opened: readonly Partition[]): View {
  const open = new Uint8Array(labels)
  let rows = 0
  let tokens = 0
  for (const partition of opened) {
    open[partition.label] = 1
    rows += partition.rows.length
    tokens += partition.tokens
  }
  const numbers = Int32Array.from(opened, ({ label }) => label).sort()
  return { partitions: opened, open, labels: numbers, rows, tokens }
}
