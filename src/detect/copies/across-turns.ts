import { isUnspeakable } from '../../core/leak.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FingerprintStore,
  FoldedText,
  Reader,
  Sparing,
} from '../../core/ports.js'
import { DEFAULT_RARITY, type Rarity } from '../../core/thresholds.js'
import type { DocumentNumber } from '../../core/types.js'
import { hasWideLead } from './cjk-share.js'
import { FRAGMENT, GivenText, type Zone, Zones } from './given-text.js'
import { LeakWindows } from './leak-windows.js'
import { pieceLength } from './told-pieces.js'
import { describeRun } from './verbatim-merge.js'
import { type WindowLengths, Windows, type WindowThresholds, windowLengths } from './verbatim-windows.js'

/**
 * A text given away in pieces, one or two in each answer, none of them long enough to be a leak by itself. The rules:
 *
 * 1. A *fragment* is a run of twelve letters or more (eight of two bytes, six of three) that an answer shares with a
 *    document the reader may not read. Shorter pieces, many of them a single word, are not looked at. What the reader
 *    wrote is no fragment, nor what stands in a document they may read and the answers draw on, nor a phrase that is
 *    common property by itself.
 * 2. What the reader was told before is context and nothing else: of each document that a piece of 16 bytes or more
 *    of it, or of the answer at hand, leads to (`FingerprintStore.places`), it is marked which bytes were given away.
 * 3. A fragment of the answer at hand *adds up* with the marked bytes next to it in the document, in whatever
 *    order they were given, if it gives something new and they are together T bytes without a gap, none of them of a
 *    piece that leads nowhere by itself, or twice as many with gaps no longer than such a piece. It does not with a
 *    run of T bytes that one earlier answer had: that was decided on when it was given, and has neighbors in every
 *    answer about the same thing.
 * 4. That part of the document is taken as if it stood in the answer (`verbatim.ts`, rules 2 to 5): what a
 *    document the reader may read contains, or what is common property, is no leak. If it is one, the fragment is.
 *
 * Whether a fragment counts depends on the answers before, and of this one on what stands before it and on the
 * `T - 1` bytes behind its windows' beginnings: it settles as exact runs do.
 */
export interface AcrossTurnsOptions {
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  readonly thresholds?: WindowThresholds
  readonly rarity?: Rarity | false
  /** Texts that everybody may have. */
  readonly background?: readonly FoldedText[]
}

/** Folded bytes between two fragments that may be missing: a piece that leads nowhere by itself. */
const GAP = FRAGMENT.plain - 1
/** Letters of a fragment: those of a long word, and one more. */
const LEAST_LETTERS = 12
/** Folded bytes of a fragment that were not told before, or three quarters of it: a name said again gives nothing away. */
const NEW = 14
const NEW_SHARE = 0.75
/** With gaps, this many times T must be there, and this share of the part. */
const MORE = 2
const DENSE = 0.7

export function createAcrossTurnsDetector(options: AcrossTurnsOptions): Detector {
  const lengths = windowLengths(options.thresholds)
  const states = new WeakMap<FoldedText, State>()
  return {
    name: 'across-turns',
    holdback: lengths.plain - 1,
    async detect(text, from, reader): Promise<DetectorStep> {
      if ((reader.earlierAnswers ?? []).length === 0 && (reader.told?.size ?? 0) === 0) {
        return { detections: [], settled: text.raw.length }
      }
      let state = states.get(text)
      if (state === undefined || state.from !== from || state.foreign !== reader.foreign) {
        states.set(text, (state = open(options, lengths, from, reader)))
      }
      // Of a text that has ended nobody asks again, and what a map holds outlives every young collection.
      if (text.ended) states.delete(text)
      const { detections, decided } = advance(state, text)
      const settled = text.ended
        ? text.raw.length
        : Math.max(from, decided === 0 ? 0 : text.matchStart(decided))
      state.from = settled
      return { detections: detections.filter(({ start }) => start >= from), settled }
    },
  }
}

/** How far a text has been looked at; all of it follows from the text, whatever it was cut into. */
interface State {
  readonly options: AcrossTurnsOptions
  readonly lengths: WindowLengths
  readonly reader: Reader
  readonly zones: Zones
  /** Another list after the reader's permissions were looked up again: what was marked may be another text then. */
  readonly foreign: Reader['foreign']
  /** Raw offset that the caller was told is settled. */
  from: number
  /** Windows before it are decided, folded bytes. */
  next: number
}

function open(options: AcrossTurnsOptions, lengths: WindowLengths, from: number, reader: Reader): State {
  const { fingerprints, documents, rarity = DEFAULT_RARITY } = options
  const zones = new Zones(new GivenText(reader), {
    fingerprints,
    gap: GAP,
    lengthAt: (bytes, at) => (hasWideLead(bytes[at]!) ? lengths.cjk : lengths.plain),
    isReadable(document) {
      const kind = documents.byNumber(document)?.kind
      return !isUnspeakable(kind) && reader.classify(document) === 'permitted'
    },
    isCommon(holders) {
      if (rarity === false || holders.size < rarity.documents) return false
      const labels = new Set([...holders].map((number) => documents.byNumber(number)?.label))
      return labels.size >= rarity.labels
    },
  })
  const said = (reader.earlierAnswers ?? []).toReversed().flatMap(({ match }) => fingerprints.places(match))
  const places = [...said, ...(reader.told?.leads ?? []).toReversed()]
  // What explains comes first: a zone is marked with what is known when it is opened.
  const isReadable = places.map(({ document }) => zones.isReadable(document))
  for (const readable of [true, false]) {
    for (const [i, { document, source }] of places.entries()) {
      if (isReadable[i] === readable) zones.admit(document, source)
    }
  }
  return { options, lengths, reader, zones, foreign: reader.foreign, from, next: 0 }
}

interface Found {
  readonly start: number
  end: number
  forbidden: boolean
  readonly spared: Sparing | undefined
  readonly sources: Set<DocumentNumber>
}

function advance(state: State, text: FoldedText): { detections: Detection[]; decided: number } {
  const { zones, lengths, options } = state
  const bytes = text.match
  const decided = text.ended ? bytes.length : Math.max(state.next, bytes.length - lengths.plain + 1)
  const fresh = Math.max(0, state.next - lengths.plain)
  // A k-gram that is asked about twice opens no second zone.
  const places = options.fingerprints.places(bytes.subarray(fresh))
  const ahead = options.fingerprints.guarantee - FRAGMENT.plain
  const found: Found[] = []
  let admitted = 0
  for (let at = state.next; at < decided; at++) {
    for (; admitted < places.length && fresh + places[admitted]!.at <= at + ahead; admitted++) {
      zones.admit(places[admitted]!.document, places[admitted]!.source)
    }
    for (const { zone, source } of zones.find(bytes, at)) {
      const fragment = fragmentAt(bytes, at, zone, source, lengths.plain)
      const leak = fragment === undefined ? undefined : leakOf(state, zone, fragment)
      if (leak !== undefined) note(found, at, at + pieceLength(bytes[at]!), leak)
    }
  }
  state.next = decided
  return { detections: found.map((one) => describe(text, one)), decided }
}

interface Fragment {
  /** Offsets in the zone. */
  readonly start: number
  readonly end: number
}

/** The run of the zone through the window at `at`, as far as is known when that is decided. */
function fragmentAt(
  bytes: Uint8Array,
  at: number,
  { bytes: source }: Zone,
  from: number,
  look: number,
): Fragment {
  let back = 0
  while (back < Math.min(at, from, look) && bytes[at - back - 1] === source[from - back - 1]) back++
  let on = 0
  while (
    on < look &&
    at + on < bytes.length &&
    from + on < source.length &&
    bytes[at + on] === source[from + on]
  )
    on++
  return { start: from - back, end: from + on }
}

type Leak = Pick<Found, 'forbidden' | 'spared'> & { readonly sources: Iterable<DocumentNumber> }

/** Rules 3 and 4. */
function leakOf({ options, lengths, reader }: State, zone: Zone, fragment: Fragment): Leak | undefined {
  const size = fragment.end - fragment.start
  const first = zone.bytes[fragment.start]!
  if (size < LEAST_LETTERS && first < 0x80) return undefined
  const lead = hasWideLead(first) ? FRAGMENT.cjk : FRAGMENT.plain
  const part = zone.around(fragment.start, fragment.end, GAP)
  if (part.given === 0 || part.fresh < Math.min(NEW, NEW_SHARE * size)) return undefined
  const windows = new Windows(zone.bytes.subarray(part.start, part.end), true, lengths)
  const length = windows.isCjk(0, part.end - part.start) ? lengths.cjk : lengths.plain
  // A run that long is a leak or not by itself.
  if (size >= length) return undefined
  const whole = size < lead ? fragment : zone.adjoining(fragment.start, fragment.end, lead)
  const isWhole = whole.end - whole.start >= length
  if (!isWhole && (part.covered < MORE * length || part.covered < DENSE * (part.end - part.start)))
    return undefined
  const { start, end } = isWhole ? whole : part
  const leaks = zone.leaksIn(start, end, () => {
    const runs = options.fingerprints.search(zone.bytes.subarray(start, end), {
      minBytes: Math.min(lengths.plain, lengths.cjk),
    })
    const { fingerprints, documents, rarity = DEFAULT_RARITY, background = [] } = options
    const windows = new LeakWindows({
      windows: new Windows(zone.bytes.subarray(start, end), true, lengths),
      end: end - start,
      runs,
      reader,
      fingerprints,
      documents,
      lengths,
      rarity,
      background,
    })
    return windows.spans((at, length) => ({ start: at, end: at + length }))
  })
  const overlaps = (one: { readonly start: number; readonly end: number }) =>
    start + one.start < fragment.end && start + one.end > fragment.start
  for (const spared of [undefined, 'shared', 'commonplace'] as const) {
    const leak = leaks[spared ?? 'leaks'].find(overlaps)
    if (leak !== undefined) return { forbidden: leak.forbidden, spared, sources: leak.sources }
  }
  return undefined
}

function note(found: Found[], start: number, end: number, { forbidden, spared, sources }: Leak): void {
  const last = found.findLast((one) => one.spared === spared)
  if (last === undefined || last.end <= start) {
    found.push({ start, end, forbidden, spared, sources: new Set(sources) })
    return
  }
  last.end = Math.max(last.end, end)
  last.forbidden ||= forbidden
  for (const source of sources) last.sources.add(source)
}

function describe(text: FoldedText, { start, end, forbidden, spared, sources }: Found): Detection {
  const provenance = forbidden ? 'forbidden' : 'training'
  return describeRun({
    text,
    start,
    end,
    provenance,
    sources,
    ...(spared === undefined ? {} : { spared }),
    view: 'turns',
  })
}
