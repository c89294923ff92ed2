import { isUnspeakable } from '../../core/leak.js'
import type { DocumentRegistry, FingerprintRun } from '../../core/ports.js'
import type { Rarity } from '../../core/thresholds.js'
import type { DocumentNumber, LabelId } from '../../core/types.js'

/**
 * Which windows of one length are spared, as a question to be asked in ascending order. A window is spared
 * when at least `documents` unreadable documents under at least `labels` distinct labels contain it whole,
 * none of them one that nobody may repeat. `runs` are those with unreadable documents, ascending by start.
 */
export function createSparing(
  runs: readonly FingerprintRun[],
  length: number,
  rarity: Rarity,
  registry: DocumentRegistry,
): (at: number) => boolean {
  const byStart = runs.filter((run) => run.end - run.start >= length)
  const byEnd = byStart.toSorted((a, b) => a.end - b.end)
  const documents = new Map<DocumentNumber, number>()
  const labels = new Map<LabelId, number>()
  let secrets = 0
  let entered = 0
  let left = 0

  const count = (number: DocumentNumber, step: 1 | -1): void => {
    const open = (documents.get(number) ?? 0) + step
    if (open === 0) documents.delete(number)
    else documents.set(number, open)
    const isFirst = step === 1 && open === 1
    const isLast = step === -1 && open === 0
    if (!isFirst && !isLast) return
    const document = registry.byNumber(number)
    if (document === undefined) return
    if (isUnspeakable(document.kind)) secrets += step
    const holders = (labels.get(document.label) ?? 0) + step
    if (holders === 0) labels.delete(document.label)
    else labels.set(document.label, holders)
  }

  return (at) => {
    while (entered < byStart.length && byStart[entered]!.start <= at) count(byStart[entered++]!.document, 1)
    while (left < byEnd.length && byEnd[left]!.end < at + length) count(byEnd[left++]!.document, -1)
    return secrets === 0 && documents.size >= rarity.documents && labels.size >= rarity.labels
  }
}
