import { canonicalJson, keyedDigest, type SecretKey } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import { unknownLevel } from '../core/levels.js'
import type { Label } from '../core/types.js'
import { ANYONE } from './id.js'

/**
 * The one form of a label: sets sorted by code unit without repetitions, a list with `'*'` is `['*']`, lists
 * that another list of the conjunction implies are dropped, and a conjunction with a list that nobody can
 * meet is the empty one, which is nobody. Exact: whoever may read the one may read the other.
 */
export function normalizeLabel(label: Label): Label {
  return {
    level: label.level,
    compartments: sortedSet(label.compartments),
    allow: normalizeAllow(label.allow),
    deny: sortedSet(label.deny),
  }
}

/** Canonical JSON of the normalized label: the identity under which labels are interned, stored and hashed. */
export function canonicalLabel(label: Label): string {
  return canonicalJson(normalizeLabel(label))
}

/** Reads what `canonicalLabel` wrote. Throws `store-corrupt` on anything else, were it only a space. */
export function parseLabel(canonical: string): Label {
  const label = parseJson(canonical)
  if (!isLabel(label) || canonicalLabel(label) !== canonical) {
    throw new FirewallError('store-corrupt', 'a stored label is not in canonical form')
  }
  return label
}

/**
 * 128-bit keyed hash of the canonical label, as hex: what foreign vector stores carry
 * (docs/decisions.md#label-ids-stay-inside).
 */
export function hashLabel(key: SecretKey, label: Label): string {
  return keyedDigest(key, 'label', canonicalLabel(label))
}

/**
 * The label of a text that draws on both: readable by exactly those who may read `a` and may read `b`.
 * `levels` are lowest first. Throws `level-unknown`.
 */
export function join(levels: readonly string[], a: Label, b: Label): Label {
  const level = levelRank(levels, a.level) >= levelRank(levels, b.level) ? a.level : b.level
  // Concatenation alone would turn "nobody and eng" into "eng": an empty conjunction is nobody, not anyone.
  const nobody = a.allow.length === 0 || b.allow.length === 0
  return normalizeLabel({
    level,
    compartments: [...a.compartments, ...b.compartments],
    allow: nobody ? [] : [...a.allow, ...b.allow],
    deny: [...a.deny, ...b.deny],
  })
}

/** `join` over all of them. Throws `option-invalid` when there are none: nothing joined is not public. */
export function joinLabels(labels: Iterable<Label>, levels: readonly string[]): Label {
  let joined: Label | undefined
  for (const label of labels) joined = joined === undefined ? label : join(levels, joined, label)
  if (joined === undefined) throw new FirewallError('option-invalid', 'there are no labels to join')
  levelRank(levels, joined.level)
  return normalizeLabel(joined)
}

/** Position of a level, 0 is lowest. Throws `level-unknown`. */
export function levelRank(levels: readonly string[], level: string): number {
  const rank = levels.indexOf(level)
  if (rank < 0) throw unknownLevel(levels, level)
  return rank
}

function normalizeAllow(allow: Label['allow']): string[][] {
  const lists = allow.map((list) => (list.includes(ANYONE) ? [ANYONE] : sortedSet(list)))
  if (lists.some((list) => list.length === 0)) return []
  const restricting = lists.filter((list) => list[0] !== ANYONE)
  if (restricting.length === 0) return lists.slice(0, 1)
  const kept: string[][] = []
  for (const list of restricting.sort((a, b) => a.length - b.length)) {
    const members = new Set(list)
    if (!kept.some((shorter) => shorter.every((id) => members.has(id)))) kept.push(list)
  }
  return kept.sort(byCodeUnits)
}

function sortedSet(items: readonly string[]): string[] {
  return [...new Set(items)].sort()
}

function byCodeUnits(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  }
  return a.length - b.length
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a value has the shape of a label; whether its level is known is for others to say. */
export function isLabel(value: unknown): value is Label {
  if (typeof value !== 'object' || value === null) return false
  const { level, compartments, allow, deny } = value as Record<string, unknown>
  return (
    typeof level === 'string' &&
    isStrings(compartments) &&
    isStrings(deny) &&
    Array.isArray(allow) &&
    allow.every(isStrings)
  )
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
