import type { Recognizer, RecognizerMatch } from '../../core/ports.js'
import { type Probe, probeOf } from './pattern.js'
import { decodeNeeds, needsKey } from './prefilter/known-needs.js'
import { NEEDS } from './prefilter/needs-table.js'
import { needsOf } from './prefilter/needs.js'
import { Prefilter } from './prefilter/prefilter.js'
import type { Needs } from './prefilter/trigger.js'

/** A match and the place of its recognizer in the list. */
export interface Hit {
  readonly recognizer: number
  readonly match: RecognizerMatch
}

/**
 * Many recognizers over one text: what they find one by one, found in one pass. A recognizer made with
 * `pattern()` runs only where its expression can match; any other is handed the text as it is.
 */
export interface Scan {
  /** Every match that starts at `from` or behind it, by recognizer and then by place. */
  hits(surface: string, from: number): Hit[]
  /** Nothing that starts in [from, settled) will be added, changed or withdrawn by more text. */
  settled(surface: string, from: number): number
}

const scans = new WeakMap<readonly Recognizer[], Scan>()
/** Services choose the same recognizers, each in a list of its own. */
const recent: { readonly recognizers: readonly Recognizer[]; readonly scan: Scan }[] = []
const RECENT = 16

/** The scan of a list of recognizers; one list is compiled once. */
export function scanOf(recognizers: readonly Recognizer[]): Scan {
  let scan = scans.get(recognizers)
  if (scan !== undefined) return scan
  scan = recent.find((known) => sameList(known.recognizers, recognizers))?.scan
  if (scan === undefined) {
    scan = compileScan([...recognizers])
    recent.unshift({ recognizers: [...recognizers], scan })
    recent.length = Math.min(recent.length, RECENT)
  }
  scans.set(recognizers, scan)
  return scan
}

function sameList(a: readonly Recognizer[], b: readonly Recognizer[]): boolean {
  return a.length === b.length && a.every((recognizer, i) => recognizer === b[i])
}

const known = new WeakMap<Probe, Needs>()
let madeBefore: ReturnType<typeof decodeNeeds> | undefined

function needsOfProbe(probe: Probe): Needs {
  let needs = known.get(probe)
  if (needs === undefined) {
    const { regex, minLength, preceding } = probe
    madeBefore ??= decodeNeeds(NEEDS)
    needs = madeBefore(needsKey(regex, minLength, preceding)) ?? needsOf(regex, minLength, preceding)
    known.set(probe, needs)
  }
  return needs
}

function compileScan(recognizers: readonly Recognizer[]): Scan {
  const probes: Probe[] = []
  /** The recognizer of each probe. */
  const owners: number[] = []
  const whole: number[] = []
  const unprobed: number[] = []
  const expressions = recognizers.flatMap((recognizer, i) => {
    const probe = probeOf(recognizer)
    if (probe === undefined) {
      unprobed.push(i)
      whole.push(i)
      return []
    }
    const needs = needsOfProbe(probe)
    if (needs.triggers === undefined) whole.push(i)
    probes.push(probe)
    owners.push(i)
    return [{ needs, reach: recognizer.maxLength + recognizer.lookahead }]
  })
  const prefilter = new Prefilter(expressions)
  return {
    hits(surface, from) {
      // Most recognizers find nothing in a short text.
      const found = new Array<RecognizerMatch[] | undefined>(recognizers.length).fill(undefined)
      prefilter.eachCandidate(surface, from, (expression, start) => {
        const match = probes[expression]!.matchAt(surface, start)
        if (match !== undefined) addByPlace((found[owners[expression]!] ??= []), match)
      })
      for (const i of whole) found[i] = wholeMatches(recognizers[i]!, surface, from)
      const hits: Hit[] = []
      for (let recognizer = 0; recognizer < found.length; recognizer++) {
        const matches = found[recognizer]
        if (matches !== undefined) for (const match of matches) hits.push({ recognizer, match })
      }
      return hits
    },
    settled(surface, from) {
      let settled = prefilter.firstOpen(surface, from, (expression, start) =>
        probes[expression]!.openAt(surface, start),
      )
      for (const i of unprobed) {
        const recognizer = recognizers[i]!
        const base = Math.max(0, from - recognizer.lookbehind)
        settled = Math.min(settled, base + recognizer.settled(surface.slice(base)))
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

function wholeMatches(recognizer: Recognizer, surface: string, from: number): RecognizerMatch[] | undefined {
  const base = Math.max(0, from - recognizer.lookbehind)
  const matches = recognizer.recognize(surface.slice(base))
  if (matches.length === 0) return undefined
  return matches
    .filter(({ start }) => start + base >= from)
    .map((match) => ({ ...match, start: match.start + base, end: match.end + base }))
}
