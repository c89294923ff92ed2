import { createHash } from 'node:crypto'
import type {
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FingerprintRun,
  FingerprintStore,
  FoldedText,
  Reader,
  StoredDocument,
} from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { createLicenseTerms, nameOfLicense } from './license-terms.js'
import { isAttributed, type Quotation } from './quotation.js'
import { createSparing } from './verbatim-rarity.js'
import { type WindowLengths, Windows } from './verbatim-windows.js'
import { occursIn } from './window-table.js'

/**
 * Reuse rights: text of a source whose terms the service does not accept, whoever reads the answer. Windows are
 * those of `verbatim.ts`, and so is the way to decide:
 *
 * 1. A window is *licensed* when a live document under terms that are not accepted contains it whole. Documents
 *    that state no terms neither forbid nor excuse.
 * 2. It is excused when a document under accepted terms that the reader may read contains it whole, or one of the
 *    reader's own turns does.
 * 3. Licensed windows that overlap or touch are one run. A run within the quotation limit passes if its source is
 *    named beside it (`quotation.ts`), and a short one that many documents hold is spared.
 *
 * Provenance says whether the reader may read the source (`permitted`) or not (`unknown`): what a text leaks is
 * the verbatim detector's finding, what it costs is this one's. A run settles as a whole, so a stream waits for
 * its end and, within the quotation limit, for the text behind it.
 */
export interface LicenseOptions {
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  /** Accepted terms: SPDX ids, or names of the operator's own. */
  readonly licenses: readonly string[]
  readonly quotation: Quotation
  readonly lengths: WindowLengths
  /** From so many documents on a run of at most `commonBytes` is common property. `false`: never. */
  readonly commonDocuments: number | false
  readonly commonBytes: number
  /** Runs that only source files hold are spared below this length: a line or two of code is no work. */
  readonly codeBytes: number
}

export function createLicenseDetector(options: LicenseOptions): Detector {
  const { fingerprints, documents, lengths } = options
  const isAccepted = createLicenseTerms(options.licenses)
  return {
    name: 'license',
    holdback: Math.max(lengths.plain, lengths.cjk) - 1 + options.quotation.bytes,
    async detect(text, from, reader): Promise<DetectorStep> {
      const first = text.matchIndex(from)
      const windows = new Windows(text.match.subarray(first), text.ended, lengths)
      const decided = text.ended ? text.raw.length : text.matchStart(first + windows.decided)
      const minBytes = Math.min(lengths.plain, lengths.cjk)
      const runs = windows.decided === 0 ? [] : fingerprints.search(windows.bytes, { minBytes })
      const terms = byTerms(runs, documents, reader, isAccepted)
      if (terms.refused.length === 0) return { detections: [], settled: decided }
      const detections: Detection[] = []
      for (const run of licensedRuns(windows, terms, { text, first, reader, fingerprints })) {
        const found = decideRun(run, { text, first, windows, terms, reader, options })
        if (found === 'open' || (!text.ended && text.matchEnd(first + run.end - 1) >= decided)) {
          return { detections, settled: text.matchStart(first + run.start) }
        }
        if (found !== 'passes') detections.push(found)
      }
      return { detections, settled: decided }
    },
  }
}

interface Terms {
  /** Runs in documents under terms that are not accepted. */
  readonly refused: readonly FingerprintRun[]
  /** In documents under accepted terms that the reader may read. */
  readonly accepted: readonly FingerprintRun[]
  readonly holders: ReadonlyMap<DocumentNumber, StoredDocument>
}

function byTerms(
  runs: readonly FingerprintRun[],
  documents: DocumentRegistry,
  reader: Reader,
  isAccepted: (license: string) => boolean,
): Terms {
  const refused: FingerprintRun[] = []
  const accepted: FingerprintRun[] = []
  const holders = new Map<DocumentNumber, StoredDocument>()
  for (const run of runs) {
    const document = documents.byNumber(run.document)
    if (document?.license === undefined) continue
    if (!isAccepted(document.license)) {
      refused.push(run)
      holders.set(run.document, document)
    } else if (reader.classify(run.document) === 'permitted') accepted.push(run)
  }
  return { refused, accepted, holders }
}

/** Folded bytes `[start, end)` of the slice that was searched. */
interface LicensedRun {
  readonly start: number
  end: number
  readonly starts: number[]
}

interface SearchedSlice {
  readonly text: FoldedText
  /** Where the slice begins in the folded text. */
  readonly first: number
  readonly reader: Reader
  readonly fingerprints: FingerprintStore
}

/** Rules 1 and 2, over every decided window. */
function licensedRuns(windows: Windows, terms: Terms, slice: SearchedSlice): LicensedRun[] {
  const { text, first, reader, fingerprints } = slice
  const reach = reachOf(terms.refused, windows.decided)
  const excused = reachOf(terms.accepted, windows.decided)
  const found: LicensedRun[] = []
  for (let at = 0; at < windows.decided; at++) {
    const length = windows.startsAt(at) ? windows.length(at) : 0
    const end = at + length
    if (length === 0 || reach[at]! < end || excused[at]! >= end) continue
    if (!fingerprints.covers(windows.bytes, at, end)) continue
    if (occursIn(reader.ownTurns, windows.bytes, at, length)) continue
    const last = found.at(-1)
    if (last !== undefined && text.matchEnd(first + last.end - 1) >= text.matchStart(first + at)) {
      last.end = Math.max(last.end, end)
      last.starts.push(at)
    } else found.push({ start: at, end, starts: [at] })
  }
  return found
}

/** How far a run reaches that starts at a position or before. */
function reachOf(runs: readonly FingerprintRun[], length: number): Uint32Array {
  const reach = new Uint32Array(length)
  for (const { start, end } of runs) if (start < length) reach[start] = Math.max(reach[start]!, end)
  for (let i = 1; i < length; i++) if (reach[i]! < reach[i - 1]!) reach[i] = reach[i - 1]!
  return reach
}

interface RunContext extends Omit<SearchedSlice, 'fingerprints'> {
  readonly windows: Windows
  readonly terms: Terms
  readonly options: LicenseOptions
}

/** Rule 3. `open`: more text may still name the source of a short quotation. */
function decideRun(run: LicensedRun, context: RunContext): Detection | 'passes' | 'open' {
  const { text, first, windows, terms, reader, options } = context
  const { quotation } = options
  const start = text.matchStart(first + run.start)
  const end = text.matchEnd(first + run.end - 1)
  const sources = sourcesOf(run, windows, terms.refused)
  const holders = sources.map((number) => terms.holders.get(number)!)
  if (run.end - run.start <= quotation.bytes) {
    const attributed = !quotation.attribution || isAttributed(text, start, end, holders)
    if (attributed !== false) return attributed === true ? 'passes' : 'open'
  }
  const spared = isCommon(run, context)
  return {
    kind: 'license',
    rule: [...new Set(holders.map(({ license }) => nameOfLicense(license!)))].sort()[0]!,
    start,
    end,
    score: 1,
    provenance: sources.some((number) => reader.classify(number) === 'permitted') ? 'permitted' : 'unknown',
    canonical: createHash('sha256').update(windows.bytes.subarray(run.start, run.end)).digest('hex'),
    sources,
    ...(spared ? { spared: 'shared' } : {}),
  }
}

/** The documents under refused terms that contain at least one window of the run whole. */
function sourcesOf(run: LicensedRun, windows: Windows, refused: readonly FingerprintRun[]): DocumentNumber[] {
  const holds = ({ start, end }: FingerprintRun) =>
    run.starts.some((at) => at >= start && at + windows.length(at) <= end)
  const numbers = refused
    .filter((held) => held.start < run.end && held.end > run.start && holds(held))
    .map(({ document }) => document)
  return [...new Set(numbers)].sort((a, b) => a - b)
}

/** A short run every window of which so many documents hold that it is a phrase, a header or a form. */
function isCommon(run: LicensedRun, { windows, terms, options }: RunContext): boolean {
  const { commonDocuments, commonBytes, codeBytes, documents, lengths } = options
  const isCode = terms.refused.every(({ document }) => terms.holders.get(document)?.kind === 'code')
  if (isCode && run.end - run.start < codeBytes) return true
  if (commonDocuments === false || run.end - run.start > commonBytes) return false
  const rarity = { documents: commonDocuments, labels: 1 }
  const plain = createSparing(terms.refused, lengths.plain, rarity, documents)
  const cjk = createSparing(terms.refused, lengths.cjk, rarity, documents)
  return run.starts.every((at) => {
    const spares = [plain(at), cjk(at)]
    return windows.length(at) === lengths.plain ? spares[0]! : spares[1]!
  })
}
