import type { PiiRow } from '../datasets.js'
import { familyOf } from './entities.js'
import type { Found, Label } from './match.js'

/** A label that was not found, without its content: where it stands, what it looks like, what stood in the way. */
export interface Miss {
  readonly row: string
  readonly start: number
  readonly end: number
  readonly entity: string
  readonly reason: string
}

/** Why a label of this row was missed: what the recognizers made of it, and how it is written. */
export function missOf(row: PiiRow, label: Label, guesses: readonly Found[], taken: readonly Found[]): Miss {
  const { start, end, entity } = label
  return {
    row: row.id,
    start,
    end,
    entity,
    reason: `${obstacle(label, guesses, taken)}; ${look(label.value)}`,
  }
}

function obstacle(label: Label, guesses: readonly Found[], taken: readonly Found[]): string {
  const over = (found: Found) => found.start < label.end && label.start < found.end
  const other = taken.find(over)
  if (other !== undefined) return `taken for ${familyOf(other.entity)}`
  return guesses.some((found) => over(found) && familyOf(found.entity) === familyOf(label.entity))
    ? 'below the threshold'
    : 'nothing found'
}

function look(value: string): string {
  if (/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/.test(value)) return 'invisible characters'
  if (/^[A-Za-z0-9+/]{8,}={1,2}$/.test(value)) return 'encoded'
  if (/%[0-9A-Fa-f]{2}/.test(value)) return 'percent-encoded'
  const letters = value.match(/\p{L}/gu) ?? []
  if (letters.length === 0) return /\p{Nd}/u.test(value) ? 'digits' : 'no letter'
  const latin = letters.filter((letter) => /\p{sc=Latn}/u.test(letter)).length
  if (latin === 0) return 'another script'
  if (latin < letters.length) return 'mixed scripts'
  if (/[*█]/.test(value)) return 'partly masked'
  const size = /\s/.test(value.trim()) ? 'several words' : 'one word'
  const written = value === value.toLowerCase() ? 'lower case' : 'capitals'
  return `${/[0-9]/.test(value) ? 'with digits, ' : ''}${size}, ${written}`
}

/** Reasons by entity, most frequent first. */
export function countReasons(misses: readonly Miss[]): { entity: string; reason: string; count: number }[] {
  const counts = new Map<string, { entity: string; reason: string; count: number }>()
  for (const { entity, reason } of misses) {
    const key = `${entity}\0${reason}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { entity, reason, count: 1 })
    else known.count += 1
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.entity < b.entity ? -1 : 1))
}
