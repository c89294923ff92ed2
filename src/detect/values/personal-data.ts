import type { SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { isLeak } from '../../core/leak.js'
import { LIMITS } from '../../core/limits.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  FoldedText,
  KnownValueStore,
  Reader,
  Recognizer,
} from '../../core/ports.js'
import type { DocumentNumber, Provenance } from '../../core/types.js'
import { rawSpan } from '../../text/surface.js'
import { isNobodys } from './nobodys.js'
import { passOf } from './pass.js'
import {
  DEFAULT_MIN_SCORE,
  type RecognizedValue,
  resolveOverlaps,
  valueDigest,
  valuesIn,
} from './recognize.js'
import { noViews, type ViewValues, valuesInViews } from './value-views.js'

export interface PersonalDataOptions {
  readonly recognizers: readonly Recognizer[]
  readonly values: KnownValueStore
  /** The key that the store's digests were made with. */
  readonly key: SecretKey
  /** Default 0.5. */
  readonly minScore?: number
  /** Also look for values in codes, letter by letter and backwards. Default true. */
  readonly views?: boolean
}

/** What is nobody's, or told by a label alone, scores as names that everybody knows do: right below what is acted upon. */
const NOBODYS_SCORE = DEFAULT_MIN_SCORE - 0.01

/**
 * Personal data and secrets in a text, each with where it comes from (docs/decisions.md#most-permissive-source-wins):
 * a value is `permitted` when a document the reader may read holds it, else `user` when they said it themselves, else
 * `forbidden` or `training` by the documents that hold it, else `unknown`.
 */
export function createPersonalDataDetector(options: PersonalDataOptions): Detector {
  const { recognizers, values, key, minScore = DEFAULT_MIN_SCORE, views = true } = options
  const reaches = recognizers.map((recognizer) => recognizer.maxLength + recognizer.lookahead)
  const explanations = new Explanations(recognizers, minScore)
  const readViews = views ? valuesInViews : noViews
  const growing = new GrowingValues(recognizers, minScore, readViews)
  const lookedUp = new WeakMap<FoldedText, LookedUp>()
  return {
    name: 'personal-data',
    holdback: Math.max(0, ...reaches),
    async detect(text, from, reader): Promise<DetectorStep> {
      const first = text.surfaceIndex(from)
      const plain = valuesIn(text.surface, first, recognizers, minScore)
      const inViews = readViews(text.surface, first, text.ended, recognizers, minScore)
      const settled = text.ended
        ? text.raw.length
        : Math.max(
            from,
            Math.min(
              settledRaw(text, first, recognizers),
              text.surfaceStart(Math.min(inViews.settled, inViews.undecided(plain))),
            ),
          )
      const found = resolveOverlaps(growing.from(text, first, settled, plain, inViews)).filter(
        ({ start }) => start >= first && text.surfaceStart(start) < settled,
      )
      if (found.length === 0) return { detections: [], settled }
      // Each value is looked up once, however often the text repeats it.
      const digests = new Map(
        found.map((value) => [nameOf(value), valueDigest(key, value.entity, value.canonical)]),
      )
      const holders = await values.lookup([...digests.values()])
      const sourcesOf = new Map([...digests.keys()].map((name, i) => [name, holders[i] ?? []]))
      const looked = lookedUp.get(text) ?? new LookedUp(explanations)
      lookedUp.set(text, looked)
      const provenances = new Provenances(reader, looked)
      const detections = found.flatMap((value) => {
        const sources = sourcesOf.get(nameOf(value)) ?? []
        const spelling = text.surface.slice(value.start, value.end)
        const provenance = provenances.of(value, spelling, sources)
        if (!isLetGo(value, provenance, text.surface)) return [detectionOf(value, sources, provenance, text)]
        const score = Math.min(value.score, NOBODYS_SCORE)
        return score < minScore ? [] : [detectionOf({ ...value, score }, sources, provenance, text)]
      })
      return { detections, settled }
    },
  }
}

/** What is nobody's and in no source; what only its label tells, unless a source has it that the reader may not read. */
function isLetGo(value: RecognizedValue, provenance: Provenance, surface: string): boolean {
  if (value.presumed === true) return !isLeak({ kind: 'personal-data', provenance })
  return provenance === 'unknown' && isNobodys(value, surface)
}

function settledRaw(text: FoldedText, first: number, recognizers: readonly Recognizer[]): number {
  return text.surfaceStart(passOf(recognizers).settled(text.surface, first))
}

/** Values of texts that grow: what is settled stays as it is, so a text is read once, however often it is looked at. */
class GrowingValues {
  readonly #recognizers: readonly Recognizer[]
  readonly #minScore: number
  readonly #longest: number
  readonly #readViews: typeof valuesInViews
  /** Values that start before `to` and reach beyond it; no other can contain one that is still to come. */
  readonly #open = new WeakMap<FoldedText, { to: number; values: readonly RecognizedValue[] }>()

  constructor(recognizers: readonly Recognizer[], minScore: number, readViews: typeof valuesInViews) {
    this.#recognizers = recognizers
    this.#minScore = minScore
    this.#readViews = readViews
    this.#longest = Math.max(0, ...recognizers.map(({ maxLength }) => maxLength))
  }

  /** Those that start at `first` or behind it, and those before that may contain one of them. */
  from(
    text: FoldedText,
    first: number,
    settled: number,
    plain: readonly RecognizedValue[],
    inViews: ViewValues,
  ): readonly RecognizedValue[] {
    const known = this.#open.get(text)
    const goesOn = known?.to === first
    const before = goesOn ? known.values : this.#reachingTo(text, first)
    const values = [...before, ...inViews.outsideCodes(plain), ...inViews.values]
    if (!text.ended) {
      const to = text.surfaceIndex(settled)
      this.#open.set(text, { to, values: values.filter(({ start, end }) => start < to && end > to) })
    }
    return values
  }

  /** Of a text that was not followed so far: values that may contain one that starts at `first`. */
  #reachingTo(text: FoldedText, first: number): readonly RecognizedValue[] {
    if (first === 0) return []
    const from = Math.max(0, first - this.#longest)
    const plain = valuesIn(text.surface, from, this.#recognizers, this.#minScore)
    const inViews = this.#readViews(text.surface, from, text.ended, this.#recognizers, this.#minScore)
    return [...inViews.outsideCodes(plain), ...inViews.values].filter(
      ({ start, end }) => start < first && end > first,
    )
  }
}

/** What two spellings of one value share. */
function nameOf({ entity, canonical }: { readonly entity: string; readonly canonical: string }): string {
  return `${entity}:${canonical}`
}

/** Where the values of one step come from; what was decided of a spelling holds for the next one like it. */
class Provenances {
  readonly #reader: Reader
  readonly #looked: LookedUp
  readonly #known = new Map<string, Provenance>()

  constructor(reader: Reader, looked: LookedUp) {
    this.#reader = reader
    this.#looked = looked
  }

  of(value: RecognizedValue, spelling: string, sources: readonly DocumentNumber[]): Provenance {
    // The surface fold drops NUL, so the spelling is what stands behind the last one.
    const key = `${nameOf(value)}\0${spelling}`
    let provenance = this.#known.get(key)
    if (provenance === undefined) {
      this.#known.set(key, (provenance = this.#decide(value, spelling, sources)))
    }
    return provenance
  }

  #decide(value: RecognizedValue, spelling: string, sources: readonly DocumentNumber[]): Provenance {
    const { foreign, ownTurns } = this.#reader
    const classes = new Set(sources.map((source) => this.#reader.classify(source)))
    const holds = (text: FoldedText) => this.#looked.isHeldBy(text, value, spelling)
    if (classes.has('permitted')) return 'permitted'
    if (foreign.some(({ permitted, text }) => permitted && holds(text))) return 'permitted'
    if (ownTurns.some(holds)) return 'user'
    if (classes.has('forbidden')) return 'forbidden'
    if (foreign.some(({ permitted, text }) => !permitted && holds(text))) return 'forbidden'
    return classes.has('training') ? 'training' : 'unknown'
  }
}

/**
 * Which texts of a call hold which values of one answer. That stays as it is while the answer grows, so each pair is
 * looked at and counted once, in however many steps the answer is read.
 */
class LookedUp {
  readonly #explanations: Explanations
  readonly #known = new WeakMap<FoldedText, Map<string, boolean>>()
  readonly #work = new Work()

  constructor(explanations: Explanations) {
    this.#explanations = explanations
  }

  isHeldBy(text: FoldedText, value: RecognizedValue, spelling: string): boolean {
    const known = this.#known.get(text) ?? new Map<string, boolean>()
    this.#known.set(text, known)
    const key = `${nameOf(value)}\0${spelling}`
    let holds = known.get(key)
    if (holds === undefined)
      known.set(key, (holds = this.#explanations.holds(text, value, spelling, this.#work)))
    return holds
  }
}

/** Counts compared text, so that a long history times many values is a refusal and not a wait. */
class Work {
  #steps = 0

  add(steps: number): void {
    this.#steps += steps
    if (this.#steps <= LIMITS.matchWork) return
    throw new FirewallError('work-limit', 'looking for the values of this text takes too many steps', {
      help: 'check it in smaller parts, or with fewer earlier turns',
    })
  }
}

function detectionOf(
  value: RecognizedValue,
  sources: readonly DocumentNumber[],
  provenance: Provenance,
  text: FoldedText,
): Detection {
  const { entity, score } = value
  return {
    ...rawSpan(text, value.start, value.end),
    kind: value.class === 'secret' ? 'secret' : 'personal-data',
    entity,
    score,
    provenance,
    canonical: nameOf(value),
    sources,
  }
}

/** Which values the reader's turns and the foreign documents hold: each text is read once. */
class Explanations {
  readonly #recognizers: readonly Recognizer[]
  readonly #minScore: number
  readonly #known = new WeakMap<FoldedText, ReadonlySet<string>>()

  constructor(recognizers: readonly Recognizer[], minScore: number) {
    this.#recognizers = recognizers
    this.#minScore = minScore
  }

  /** In any spelling if it is recognised there, else as written: the words around it may have been missing. */
  holds(text: FoldedText, value: RecognizedValue, spelling: string, work: Work): boolean {
    return this.#valuesOf(text).has(nameOf(value)) || standsIn(text.surface, spelling, work)
  }

  #valuesOf(text: FoldedText): ReadonlySet<string> {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const values = valuesIn(text.surface, 0, this.#recognizers, this.#minScore).map(nameOf)
    const set = new Set(values)
    if (text.ended) this.#known.set(text, set)
    return set
  }
}

/** A search steps over many characters at once, and stops for each that it finds. */
const STRIDE = 8
const STOP = 16

/** As a whole, not as a part of a longer run of letters and digits: one that holds all numbers would excuse all. */
function standsIn(text: string, value: string, work: Work): boolean {
  work.add(text.length / STRIDE)
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    work.add(STOP)
    if (!isAlphanumeric(text[at - 1]) && !isAlphanumeric(text[at + value.length])) return true
  }
  return false
}

function isAlphanumeric(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character)
}
