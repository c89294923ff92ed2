import type { FingerprintRun, FingerprintStore } from '../core/ports.js'
import { GrowingText } from '../text/fold.js'
import { byPlace, type OpenRun, type Reporting, reportRuns } from './verbatim-runs.js'

/** Folded bytes that wait for more before they are searched: a search costs the same for one as for sixteen. */
const FEW = 16

/**
 * Follows runs through a text that arrives in pieces, at a cost that depends on the piece. Each window of L bytes
 * is searched once, in the piece that completes it; from then on a run is extended by comparing it with its
 * source, forwards as the text grows and backwards once, so that it is the run a search of the whole finds.
 */
export class RunFollower {
  readonly text = new GrowingText()
  readonly #fingerprints: FingerprintStore
  readonly #reporting: Reporting
  /** Diagonals (document and source position minus text position) to runs that reach the end. */
  readonly #open = new Map<string, OpenRun>()
  #searched = 0
  /** Runs that ended since the last search: the next one sees their ends again. */
  readonly #closed = new Set<string>()

  constructor(fingerprints: FingerprintStore, reporting: Reporting) {
    this.#fingerprints = fingerprints
    this.#reporting = reporting
  }

  /** Runs that more text can no longer change, ascending. */
  push(chunk: string): ReturnType<typeof reportRuns> {
    this.text.push(chunk)
    return this.#advance()
  }

  end(): ReturnType<typeof reportRuns> {
    this.text.end()
    return this.#advance()
  }

  #advance(): ReturnType<typeof reportRuns> {
    const bytes = this.text.match
    const closed: FingerprintRun[] = []
    for (const [key, run] of this.#open) {
      run.end += this.#equalFrom(bytes, run, run.end)
      if (run.end === bytes.length && !this.text.ended) continue
      this.#open.delete(key)
      closed.push(run)
      this.#closed.add(key + run.start)
    }
    for (const run of this.#search(bytes)) {
      const key = keyOf(run)
      if (this.#open.has(key) || this.#closed.has(key + run.start)) continue
      if (run.end === bytes.length && !this.text.ended) this.#open.set(key, run)
      else closed.push(run)
    }
    if (this.#searched === bytes.length) this.#closed.clear()
    return reportRuns(this.text, closed.sort(byPlace), [...this.#open.values()], this.#reporting)
  }

  /** Runs through windows that are new, extended to their beginning. */
  *#search(bytes: Uint8Array): Iterable<OpenRun> {
    const { guarantee } = this.#fingerprints
    const fresh = bytes.length - this.#searched
    if (fresh === 0 || (fresh < FEW && !this.text.ended)) return
    const from = Math.max(0, this.#searched - guarantee + 1)
    if (bytes.length - from < guarantee) return
    this.#searched = bytes.length
    for (const run of this.#fingerprints.search(bytes.subarray(from))) {
      const found = {
        start: run.start + from,
        end: run.end + from,
        document: run.document,
        sourceStart: run.sourceStart,
      }
      if (run.start > 0) yield found
      else yield this.#fromItsBeginning(bytes, found)
    }
  }

  #fromItsBeginning(bytes: Uint8Array, run: OpenRun): OpenRun {
    const most = Math.min(run.start, run.sourceStart)
    const source = this.#fingerprints.slice(run.document, run.sourceStart - most, run.sourceStart)
    let back = 0
    if (source !== undefined) {
      while (back < most && source[most - 1 - back] === bytes[run.start - 1 - back]) back++
    }
    return { ...run, start: run.start - back, sourceStart: run.sourceStart - back }
  }

  /** How far a run goes on from text position `at`. */
  #equalFrom(bytes: Uint8Array, run: OpenRun, at: number): number {
    const first = run.sourceStart + at - run.start
    const source = this.#fingerprints.slice(run.document, first, first + bytes.length - at)
    let more = 0
    while (source !== undefined && more < source.length && source[more] === bytes[at + more]) more++
    return more
  }
}

function keyOf({ document, start, sourceStart }: FingerprintRun): string {
  return `${document} ${sourceStart - start} `
}
