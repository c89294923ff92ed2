import { createHash } from 'node:crypto'
import { isLeak } from '../../core/leak.js'
import type { Detection, Detector, DetectorStep, FoldedText, Reader } from '../../core/ports.js'
import { SHORTEST_WINDOW } from '../../core/thresholds.js'
import { matchFold } from '../../text/fold.js'
import { type GrowingView, GrowingViews } from '../../text/growing-views/growing-views.js'
import { countCharacters, countWords } from '../../text/words.js'

/**
 * An answer is judged as it will be seen (docs/decisions.md#judged-as-seen), and as it can be read: each form of it is a text of its own (`text/growing-views`),
 * and whoever looks for something in the answer looks for it there. Names, sums, values, passages and code names are
 * so found in every form, one and the same way.
 *
 * Only leaks count here: what a source holds that this reader may not read. A form is a block and no redaction
 * (`unredactable`): its letters may stand far apart, and a gap in a code tells the rest.
 *
 * The detectors read a form as it stands: what it says in another form is a form of its own, with a place and a name.
 * So each reading is made once, and what another order turns back is told by where it stands and not by its letters.
 *
 * A form only grows, what is found in it is placed where it was read from, and what is open in it holds the text
 * back, so a stream is judged as the whole is. Where a form goes on after a long piece of something else, what it
 * said before has been let go: what is found then is placed where it goes on.
 */
export function createFormDetector(detectors: readonly Detector[]): Detector {
  const known = new WeakMap<FoldedText, { reader: Reader; forms: AnswerForms }>()
  return {
    name: 'forms',
    holdback: Math.max(0, ...detectors.map(({ holdback }) => holdback)),
    async detect(text, from, reader): Promise<DetectorStep> {
      let state = known.get(text)
      if (state?.reader !== reader) {
        state = { reader, forms: new AnswerForms(detectors, reader) }
        known.set(text, state)
      }
      if (text.ended) known.delete(text)
      const settled = await state.forms.read(text)
      const to = text.ended ? text.raw.length : Math.max(from, Math.min(settled, text.raw.length))
      return { detections: state.forms.take(to, text.ended), settled: to }
    },
  }
}

class AnswerForms {
  readonly #views = new GrowingViews()
  readonly #detectors: readonly Detector[]
  readonly #reader: Reader
  #forms: AnswerForm[] = []
  #found: Detection[] = []
  /** Code units that all forms had said when they were last read. */
  #saidWhenRead = 0

  constructor(detectors: readonly Detector[], reader: Reader) {
    this.#detectors = detectors
    this.#reader = reader
  }

  /** Reads on; returns up to where nothing more will be found. */
  async read(text: FoldedText): Promise<number> {
    for (const _ of this.#views.steps(text.raw, text.ended)) {
      await this.#reader.pause?.()
      if (this.#views.said - this.#saidWhenRead >= STEP)
        await this.#readForms(text.raw, ({ unread }) => unread >= STEP)
    }
    await this.#readForms(text.raw, () => true)
    const settled = this.#forms.reduce((least, form) => Math.min(least, form.settled), this.#views.settled)
    this.#forms = this.#forms.filter(({ done }) => !done)
    return settled
  }

  /** Forms are read while they grow: each step of one is short. */
  async #readForms(raw: string, which: (form: AnswerForm) => boolean): Promise<void> {
    this.#saidWhenRead = this.#views.said
    for (const view of this.#views.take()) this.#forms.push(new AnswerForm(view, this.#detectors))
    for (const form of this.#forms) {
      if (!which(form)) continue
      for (const detection of await form.read(raw, this.#reader)) this.#found.push(detection)
    }
  }

  /** What was found before `to`, or all of it. */
  take(to: number, ended: boolean): Detection[] {
    const taken = this.#found.filter(({ start }) => ended || start < to)
    this.#found = this.#found.filter(({ start }) => !ended && start >= to)
    return taken.sort((a, b) => a.start - b.start || a.end - b.end)
  }
}

/** Code units of a form after which it is read, though it goes on. */
const STEP = 2_048

class AnswerForm {
  readonly #view: GrowingView
  readonly #detectors: readonly Detector[]
  readonly #settled: number[]
  /**
   * Of each detector where its last run begins, up to where it reaches and whether it has been told: what goes on with
   * it is the same leak.
   */
  readonly #runs: { from: number; reach: number; said: boolean }[]
  #raw = ''
  #read = -1
  #done = false

  /** It has been read to its end. */
  get done(): boolean {
    return this.#done
  }

  constructor(view: GrowingView, detectors: readonly Detector[]) {
    this.#view = view
    this.#detectors = detectors
    this.#settled = detectors.map(() => 0)
    this.#runs = detectors.map(() => ({ from: 0, reach: -1, said: false }))
  }

  /** Code units that no detector has read. */
  get unread(): number {
    return this.#view.text.raw.length - Math.max(0, this.#read)
  }

  /** Offset in the whole text from which on something may still be found in what this form has said so far. */
  get settled(): number {
    if (this.#done || !this.#view.waits) return Number.POSITIVE_INFINITY
    const { length } = this.#view.text.raw
    const open = Math.min(...this.#settled)
    if (open >= length) return Number.POSITIVE_INFINITY
    return Math.max(this.#view.start(open), this.#view.placedFrom(length))
  }

  async read(raw: string, reader: Reader): Promise<Detection[]> {
    const { text } = this.#view
    this.#raw = raw
    if (this.#done || (text.raw.length === this.#read && !text.ended)) return []
    this.#read = text.raw.length
    this.#done = text.ended
    const found: Detection[] = []
    for (const [i, detector] of this.#detectors.entries()) {
      await reader.pause?.()
      const step = await detector.detect(text, this.#settled[i]!, reader)
      this.#settled[i] = step.settled
      for (const detection of step.detections.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
        const placed = this.#place(detection, i)
        if (placed !== undefined) found.push(placed)
      }
    }
    return found
  }

  #place(detection: Detection, detector: number): Detection | undefined {
    if (!isLeak(detection) || detection.spared !== undefined) return undefined
    const view = this.#view
    if (detection.kind !== 'verbatim') {
      const { start, end } = detection
      // Found where it stands, it can be cut out.
      // Groups of digits are a value in one order alone; a name is one in any.
      const isInOrder = /\d\s+\S*\d/.test(view.text.raw.slice(start, end))
      if (
        (!isInOrder && view.keepsWords(start, end)) ||
        view.plain(start, end) ||
        view.standsUnmoved(start, end)
      )
        return undefined
      return { ...detection, ...spanOf(view, start, end), unredactable: true }
    }
    const run = this.#runs[detector]!
    if (detection.start > run.reach) {
      run.from = detection.start
      run.said = false
    }
    run.reach = Math.max(run.reach, detection.end)
    // How far a run goes on is seen later: what is said of it is said of its first window.
    // A stream may see first what stands in the text as it is, so it is looked for from where the run began.
    const window = run.said ? undefined : this.#firstWindow({ start: run.from, end: detection.end })
    if (window === undefined) return undefined
    run.said = true
    const said = view.text.raw.slice(window.start, window.end)
    const { score, provenance, sources } = detection
    return {
      ...spanOf(view, window.start, window.end),
      score,
      provenance,
      sources,
      unredactable: true,
      kind: 'verbatim',
      match: 'exact',
      view: view.name,
      canonical: createHash('sha256').update(said).digest('hex'),
      length: SHORTEST_WINDOW,
      words: countWords(said),
      ...(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/.test(said)
        ? { characters: countCharacters(said) }
        : {}),
    }
  }

  /** Only blanks and signs are other than in the text: what is looked for there is letters and digits alone. */
  #standsAsIs({ start, end }: { readonly start: number; readonly end: number }): boolean {
    const view = this.#view
    const from = view.start(start)
    const to = view.end(end - 1)
    if (to - from > 2 * (end - start)) return false
    return matchFold(this.#raw.slice(from, to)) === matchFold(view.text.raw.slice(start, end))
  }

  /** The first window of a run that does not stand in the text as it is. */
  #firstWindow({ start, end }: { readonly start: number; readonly end: number }) {
    const { text } = this.#view
    const first = text.matchIndex(start)
    if (this.#view.plain(start, end)) return undefined
    for (let at = first; at + SHORTEST_WINDOW <= text.match.length; at++) {
      const window = { start: text.matchStart(at), end: text.matchEnd(at + SHORTEST_WINDOW - 1) }
      if (window.end > end) break
      if (!this.#view.plain(window.start, window.end) && !this.#standsAsIs(window)) return window
    }
    return undefined
  }
}

/** Where units `[from, to)` of a form were read. */
function spanOf(
  view: GrowingView,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } {
  let start = Number.POSITIVE_INFINITY
  let end = 0
  for (let i = from; i < to; i++) {
    start = Math.min(start, view.start(i))
    end = Math.max(end, view.end(i))
  }
  const placed = Math.max(start, view.placedFrom(to))
  return { start: placed, end: Math.max(end, placed + 1) }
}
