import type { PiiRow } from '../datasets.js'
import { familyOf } from './entities.js'

/** A value that was found: offsets in the row's text. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly entity: string
  readonly score: number
}

export type Label = PiiRow['spans'][number]

export interface LabelOutcome {
  readonly label: Label
  /** A finding of its family overlaps it. */
  readonly found: boolean
  /** Any finding overlaps it: it would be redacted, under whatever name. */
  readonly touched: boolean
  /** A finding of its family begins and ends where it does. */
  readonly exact: boolean
  /** Code units of it that findings of any name cover. */
  readonly covered: number
}

export interface FoundOutcome {
  readonly found: Found
  /** The name under which it is counted: that of the label it is right about, else its own. */
  readonly entity: string
  readonly verdict: 'right' | 'other entity' | 'benign'
}

export interface RowOutcome {
  readonly labels: readonly LabelOutcome[]
  readonly founds: readonly FoundOutcome[]
}

/**
 * The matching rule, after presidio-evaluator's: a label is found when a finding of its family overlaps it by at
 * least one code unit; a finding is right when it overlaps a label of its family. One finding may find several
 * labels and several may find one: a name found in two parts is found. Boundaries and cover are counted apart.
 */
export function matchRow(labels: readonly Label[], founds: readonly Found[]): RowOutcome {
  return {
    labels: labels.map((label) => {
      const over = founds.filter((found) => overlaps(found, label))
      const same = over.filter((found) => isSame(found, label))
      return {
        label,
        found: same.length > 0,
        touched: over.length > 0,
        exact: same.some(({ start, end }) => start === label.start && end === label.end),
        covered: coverOf(label, over),
      }
    }),
    founds: founds.map((found) => {
      const over = labels.filter((label) => overlaps(found, label))
      const same = over.find((label) => isSame(found, label))
      const entity = same?.entity ?? familyOf(found.entity)
      return {
        found,
        entity,
        verdict: same !== undefined ? 'right' : over.length > 0 ? 'other entity' : 'benign',
      }
    }),
  }
}

interface Span {
  readonly start: number
  readonly end: number
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function isSame(a: { readonly entity: string }, b: { readonly entity: string }): boolean {
  return familyOf(a.entity) === familyOf(b.entity)
}

function coverOf({ start, end }: Span, founds: readonly Span[]): number {
  let covered = 0
  let reached = start
  for (const found of founds.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(reached, found.start)
    const to = Math.min(end, found.end)
    if (to > from) covered += to - from
    reached = Math.max(reached, to)
  }
  return covered
}

/** Labels and findings of many rows, of one kind or all. */
export interface Tally {
  readonly labels: number
  readonly found: number
  readonly touched: number
  readonly exact: number
  /** Code units labelled, and covered by a finding. */
  readonly length: number
  readonly covered: number
  readonly right: number
  readonly wrong: number
}

export function tally(rows: readonly RowOutcome[], keep: (entity: string) => boolean = () => true): Tally {
  const labels = rows.flatMap((row) => row.labels).filter(({ label }) => keep(label.entity))
  const founds = rows.flatMap((row) => row.founds).filter(({ entity }) => keep(entity))
  const right = founds.filter(({ verdict }) => verdict === 'right').length
  return {
    labels: labels.length,
    found: labels.filter(({ found }) => found).length,
    touched: labels.filter(({ touched }) => touched).length,
    exact: labels.filter(({ exact }) => exact).length,
    length: labels.reduce((sum, { label }) => sum + label.end - label.start, 0),
    covered: labels.reduce((sum, { covered }) => sum + covered, 0),
    right,
    wrong: founds.length - right,
  }
}

/** F2 of two rates that are counted in different units: labels found, findings right. */
export function f2({ labels, found, right, wrong }: Tally): number {
  const recall = found / labels
  const precision = right / (right + wrong)
  if (labels === 0 || right + wrong === 0) return labels === 0 ? Number.NaN : 0
  return recall + precision === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall)
}
