import { readAsset } from '../../core/assets.js'
import { once } from '../../core/once.js'
import type { Recognizer, RecognizerMatch } from '../../core/ports.js'
import { type Probe, probeOf } from './pattern.js'
import { decodeNeeds, needsKey } from './prefilter/known-needs.js'
import { decodeTables, tablesKey } from './prefilter/known-tables.js'
import { needsOf } from './prefilter/needs.js'
import { Prefilter } from './prefilter/prefilter.js'
import { buildTables } from './prefilter/tables.js'
import { type Needs, unsoughtOf } from './prefilter/trigger.js'

/** A match, and the index of its recognizer in the list. */
export interface PassMatch {
  readonly recognizer: number
  readonly match: RecognizerMatch
}

/**
 * Many recognizers over one text: what they find one by one, found in one pass. A recognizer made with
 * `pattern()` runs only where its expression can match; any other is handed the text as it is.
 */
export interface Pass {
  /** Every match that starts at `from` or behind it, by recognizer and then by place. */
  matches(surface: string, from: number): PassMatch[]
  /** Nothing that starts in [from, settled) will be added, changed or withdrawn by more text. */
  settled(surface: string, from: number): number
}

const passes = new WeakMap<readonly Recognizer[], Pass>()
/** Services choose the same recognizers, each in a list of its own. */
const recent: { readonly recognizers: readonly Recognizer[]; readonly pass: Pass }[] = []
const RECENT = 16

/** The pass of a list of recognizers; one list is compiled once. */
export function passOf(recognizers: readonly Recognizer[]): Pass {
  let pass = passes.get(recognizers)
  if (pass !== undefined) return pass
  pass = recent.find((known) => sameList(known.recognizers, recognizers))?.pass
  if (pass === undefined) {
    pass = compilePass([...recognizers])
    recent.unshift({ recognizers: [...recognizers], pass })
    recent.length = Math.min(recent.length, RECENT)
  }
  passes.set(recognizers, pass)
  return pass
}

function sameList(a: readonly Recognizer[], b: readonly Recognizer[]): boolean {
  return a.length === b.length && a.every((recognizer, i) => recognizer === b[i])
}

const asset = once(() => readAsset('prefilter-needs'))
const knownNeeds = once(() => decodeNeeds(asset().part('needs').toString()))
const needsOfProbes = new WeakMap<Probe, Needs>()

function needsOfProbe(probe: Probe): Needs {
  let needs = needsOfProbes.get(probe)
  if (needs === undefined) {
    const { regex, minLength, preceding } = probe
    needs = knownNeeds()(keyOf(probe)) ?? needsOf(regex, minLength, preceding)
    needsOfProbes.set(probe, needs)
  }
  return needs
}

function keyOf({ regex, minLength, preceding }: Probe): string {
  return needsKey(regex, minLength, preceding)
}

/** The prefilter of some probes, and which of them it cannot look for, by number. */
function prefilterOf(
  probes: readonly Probe[],
  reaches: readonly number[],
): { prefilter: Prefilter; unsought: readonly number[] } {
  const made = decodeTables(asset().part('tables'), tablesKey(probes.map(keyOf)))
  if (made !== undefined) return { prefilter: new Prefilter(made.tables, reaches), unsought: made.unsought }
  const needs = probes.map(needsOfProbe)
  return { prefilter: new Prefilter(buildTables(needs), reaches), unsought: unsoughtOf(needs) }
}

/** The recognizers of a pass, by how they are run. */
interface Plan {
  /** Those of `pattern()`, which run where the prefilter says, and the recognizer of each. */
  readonly probes: readonly Probe[]
  readonly owners: readonly number[]
  /** Recognizers that are handed the whole text: any other, and those that have nothing to look for. */
  readonly whole: readonly number[]
  /** Of these, the ones whose open places only they know. */
  readonly unprobed: readonly number[]
  readonly prefilter: Prefilter
}

function planOf(recognizers: readonly Recognizer[]): Plan {
  const probes: Probe[] = []
  const owners: number[] = []
  const unprobed: number[] = []
  for (const [i, recognizer] of recognizers.entries()) {
    const probe = probeOf(recognizer)
    if (probe === undefined) unprobed.push(i)
    else {
      probes.push(probe)
      owners.push(i)
    }
  }
  const reaches = owners.map((i) => recognizers[i]!.maxLength + recognizers[i]!.lookahead)
  const { prefilter, unsought } = prefilterOf(probes, reaches)
  const whole = [...unprobed, ...unsought.map((number) => owners[number]!)].sort((a, b) => a - b)
  return { probes, owners, whole, unprobed, prefilter }
}

function compilePass(recognizers: readonly Recognizer[]): Pass {
  const { probes, owners, whole, unprobed, prefilter } = planOf(recognizers)
  return {
    matches(surface, from) {
      // Most recognizers find nothing in a short text.
      const found = new Array<RecognizerMatch[] | undefined>(recognizers.length).fill(undefined)
      prefilter.eachCandidate(surface, from, (expression, start) => {
        const match = probes[expression]!.matchAt(surface, start)
        if (match !== undefined) addByPlace((found[owners[expression]!] ??= []), match)
      })
      const tailFrom = tails(surface)
      for (const i of whole) found[i] = wholeMatches(recognizers[i]!, tailFrom, from)
      const all: PassMatch[] = []
      for (let recognizer = 0; recognizer < found.length; recognizer++) {
        const own = found[recognizer]
        if (own !== undefined) for (const match of own) all.push({ recognizer, match })
      }
      return all
    },
    settled(surface, from) {
      let settled = prefilter.firstOpen(surface, from, (expression, start) =>
        probes[expression]!.openAt(surface, start),
      )
      const tailFrom = tails(surface)
      for (const i of unprobed) {
        const recognizer = recognizers[i]!
        const base = Math.max(0, from - recognizer.lookbehind)
        settled = Math.min(settled, base + recognizer.settled(tailFrom(base)))
      }
      return Math.max(from, settled)
    },
  }
}

/** Candidates come nearly in order, and some more than once. */
function addByPlace(matches: RecognizerMatch[], match: RecognizerMatch): void {
  let at = matches.length
  if (at === 0 || matches[at - 1]!.start < match.start) {
    matches.push(match)
    return
  }
  while (at > 0 && matches[at - 1]!.start > match.start) at -= 1
  if (matches[at - 1]?.start === match.start) return
  matches.splice(at, 0, match)
}

/** The same tail of a text is the same string, so that recognizers that read a text together see that it is. */
function tails(surface: string): (base: number) => string {
  const known = new Map<number, string>()
  return (base) => {
    let tail = known.get(base)
    if (tail === undefined) known.set(base, (tail = surface.slice(base)))
    return tail
  }
}

function wholeMatches(
  recognizer: Recognizer,
  tailFrom: (base: number) => string,
  from: number,
): RecognizerMatch[] | undefined {
  const base = Math.max(0, from - recognizer.lookbehind)
  const matches = recognizer.recognize(tailFrom(base))
  if (matches.length === 0) return undefined
  return matches
    .filter(({ start }) => start + base >= from)
    .map((match) => ({ ...match, start: match.start + base, end: match.end + base }))
}
