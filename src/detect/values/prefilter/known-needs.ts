import { createHash } from 'node:crypto'
import type { Needs, Preceding, Trigger } from './trigger.js'
import { type UnitSet, unitSet } from './unit-set.js'

/**
 * What `needsOf` makes of the expressions that come with ragwall, made before: reading them is most of what a first
 * scan would wait for. An entry is found by everything that it follows from, so an expression that was changed
 * since is read anew; one made by an earlier `needs.ts` is as true as it was.
 */
interface Table {
  /** Ranges of sets, which needs name by number. */
  readonly sets: readonly (readonly number[])[]
  readonly needs: Readonly<Record<string, PackedNeeds>>
}

type PackedNeeds = readonly [
  before: number,
  atStart: 0 | 1,
  head: readonly number[],
  triggers: readonly PackedTrigger[] | 0,
]
/** `between` is -1 when it says nothing. */
type PackedTrigger = readonly [units: readonly number[], nearest: number, farthest: number, between: number]

/** What tells the needs of one expression from those of another. */
export function needsKey(regex: RegExp, minLength: number, preceding?: Preceding): string {
  const parts: (string | number)[] = [minLength, ...sourceOf(regex)]
  if (preceding !== undefined) parts.push(preceding.within, ...sourceOf(preceding.regex))
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)
}

/** With the version of Unicode, if a newer one may say otherwise which characters it matches. */
function sourceOf({ source, flags }: RegExp): string[] {
  const folds = flags.includes('i') && (flags.includes('u') || /[^\0-\x7f]|\\u/.test(source))
  const isDated = folds || /\\p/i.test(source)
  return isDated ? [source, flags, process.versions['unicode'] ?? ''] : [source, flags]
}

export function encodeNeeds(all: ReadonlyMap<string, Needs>): string {
  const numbers = new Map<UnitSet, number>()
  const numberOf = (set: UnitSet) => {
    if (!numbers.has(set)) numbers.set(set, numbers.size)
    return numbers.get(set)!
  }
  const pack = ({ units, nearest, farthest, between }: Trigger): PackedTrigger => [
    units.map(numberOf),
    nearest,
    farthest,
    between === undefined ? -1 : numberOf(between),
  ]
  const needs: Record<string, PackedNeeds> = {}
  for (const [key, { before, atStart, head, triggers }] of all) {
    needs[key] = [numberOf(before), atStart ? 1 : 0, head.map(numberOf), triggers?.map(pack) ?? 0]
  }
  const table: Table = { sets: [...numbers.keys()].map(({ ranges }) => ranges), needs }
  return JSON.stringify(table)
}

/** Needs by key, each unpacked when it is asked for. */
export function decodeNeeds(encoded: string): (key: string) => Needs | undefined {
  const { sets, needs } = JSON.parse(encoded) as Table
  const made: UnitSet[] = []
  const setOf = (number: number) => (made[number] ??= unitSet(sets[number]!))
  const unpack = ([units, nearest, farthest, between]: PackedTrigger): Trigger => ({
    units: units.map(setOf),
    nearest,
    farthest,
    ...(between < 0 ? {} : { between: setOf(between) }),
  })
  return (key) => {
    if (!Object.hasOwn(needs, key)) return undefined
    const [before, atStart, head, triggers] = needs[key]!
    return {
      before: setOf(before),
      atStart: atStart === 1,
      head: head.map(setOf),
      triggers: triggers === 0 ? undefined : triggers.map(unpack),
    }
  }
}
