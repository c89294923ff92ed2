import type { AuditFinding, AuditPassed, PassReason } from '../../core/audit.js'
import { keyedDigest, type SecretKey } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { isLeak, isOfNobodys } from '../../core/leak.js'
import { LIMITS } from '../../core/limits.js'
import type { Detection, Detector, DocumentRegistry, Reader } from '../../core/ports.js'
import { recordSpan } from '../../core/trace.js'
import type { Action, Coverage, DocumentKind, Finding, FindingKind } from '../../core/types.js'
import { joinVerbatim, mergeVerbatim, nameOfLicense } from '../../detect/copies/index.js'
import { GrowingText, matchFold } from '../../text/fold.js'
import { PlaceReader } from '../../text/places/index.js'
import { isAllowed } from '../policy/allowed-findings.js'
import { type Decided, worst } from '../policy/policy.js'
import type { Service } from '../policy/service.js'

/**
 * The machine behind door 2. A whole answer and a stream run through the same one, so they cannot disagree
 * (law 2, docs/decisions.md#streams-equal-batches):
 *
 * 1. Each detector says what it found and up to where it has *settled*: nothing that starts before that point
 *    will be added, changed or withdrawn by more text. The frontier is the least settled point of all.
 * 2. Detections that overlap or touch form a *cluster*. A cluster is closed once the frontier is past its end:
 *    nothing can join it any more. What a closed cluster means is decided from the cluster alone.
 * 3. Text is sent up to the frontier or the first open cluster, whichever comes first. Of an open cluster not
 *    one character is sent.
 *
 * All three depend on the text and not on how it was cut, so neither does what is sent.
 */
export interface JudgeContext {
  readonly service: Service
  readonly detectors: readonly Detector[]
  readonly documents: DocumentRegistry
  readonly evidenceKey: SecretKey
  readonly reader: Reader
  /** Whom the text is for, where it is for one principal alone. */
  readonly subject?: string
  /** What the journal calls a principal; absent: by their ids. */
  readonly nameOnRecord?: (id: string) => string
  /** Tells this conversation from others, for pseudonyms. */
  readonly conversation?: string
}

export interface Judged {
  readonly decided: Action
  readonly findings: readonly Finding[]
  readonly audit: readonly AuditFinding[]
  readonly spared: number
  /** What was found and not acted on, and why. */
  readonly passed: readonly AuditPassed[]
  /** Evidence of what a rule of the service let pass. */
  readonly allowed: readonly string[]
  /** Raw offset just behind the cluster that blocked, if one did: how far the text was judged. */
  readonly cut: number | undefined
  /** The answer with what must not be read replaced, complete only if nothing blocked. */
  readonly redacted: string
}

interface Cluster {
  readonly start: number
  end: number
  readonly detections: Detection[]
}

interface Resolved extends Decided {
  readonly detection: Detection
}

interface Sources {
  readonly ids: readonly string[]
  readonly kinds: ReadonlySet<DocumentKind>
  readonly licenses: readonly string[]
}

/**
 * However a text comes, it is looked at where each so many code units of it end: a whole one is read in such steps, so
 * that others run between them and nothing is held in memory of what is decided.
 */
const STEP = 2_048

/**
 * Longest text, code units, of which every piece is looked at as it comes: of a longer one a sixty-fourth may wait. A
 * string that grows is copied each time it is read.
 */
const SHORT = 65_536

/**
 * What a detector cannot settle, code units, and is longer is looked at again when an eighth more of it is there: who
 * writes so much around a few letters would have it read with every step.
 */
const UNSETTLED = 16_384

/** A long run comes in a fragment per push; so many are joined, or every push would look at all of them. */
const FRAGMENTS = 64

export class Judge {
  readonly #context: JudgeContext
  readonly #text = new GrowingText()
  readonly #settled: number[]
  /** Up to where each detector has read. */
  readonly #readTo: number[]
  /** When each detector began and ended, and how long it worked, milliseconds: for spans. */
  readonly #times: { start: number; end: number; busy: number }[]
  readonly #places = new PlaceReader()
  #pending: Detection[] = []
  #sentTo = 0
  #received = 0
  /** All that came, and of it what has not been taken. */
  #given = ''
  #waiting = ''
  #lookedAt = 0
  #frontier = 0
  /** What has been judged, and of it what has not been handed out. */
  #redacted = ''
  #fresh = ''
  #leaked = 0
  #decided: Action = 'release'
  #spared = 0
  readonly #passed: AuditPassed[] = []
  readonly #allowed = new Set<string>()
  #cut: number | undefined
  #heldAt: number | undefined
  readonly #sources = new WeakMap<Detection['sources'], Sources>()
  readonly #findings: Finding[] = []
  readonly #audit: AuditFinding[] = []

  constructor(context: JudgeContext) {
    this.#context = context
    this.#settled = context.detectors.map(() => 0)
    this.#readTo = context.detectors.map(() => 0)
    this.#times = context.detectors.map(() => ({ start: 0, end: 0, busy: 0 }))
  }

  /** Everything read so far, in code units. */
  get read(): number {
    return this.#text.raw.length
  }

  get raw(): string {
    return this.#text.raw
  }

  /** Everything that was pushed, also what has not been read yet. */
  get given(): string {
    return this.#given
  }

  /** True once a cluster blocked: what comes after it is neither read nor judged. */
  get blocked(): boolean {
    return this.#cut !== undefined
  }

  get decided(): Action {
    return this.#decided
  }

  /** Takes more text and returns what may be sent now. */
  async push(chunk: string): Promise<string> {
    const known = this.#received + this.#waiting.length + chunk.length
    if (known > LIMITS.answerLength) throw tooLong()
    this.#given += chunk
    this.#waiting += chunk
    if (known > SHORT && this.#waiting.length < known >> 6) return ''
    return this.#takeWaiting()
  }

  /** The text is complete: settles the rest. */
  async end(): Promise<string> {
    const before = await this.#takeWaiting()
    if (this.blocked) return before
    this.#text.end()
    return before + (await this.#advance())
  }

  /** A whole text. */
  async judge(text: string): Promise<void> {
    if (text.length > LIMITS.answerLength) throw tooLong()
    this.#text.expect(text)
    const steps = Math.max(0, Math.ceil(text.length / STEP) - 1) * STEP
    await this.#take(text.slice(0, steps))
    if (this.blocked) return
    this.#text.push(text.slice(steps))
    await this.end()
  }

  async #takeWaiting(): Promise<string> {
    const chunk = this.#waiting
    this.#waiting = ''
    this.#text.expect(chunk)
    return this.#take(chunk)
  }

  /** Reads what was expected. */
  async #take(chunk: string): Promise<string> {
    let sendable = ''
    for (let at = 0; at < chunk.length && !this.blocked; ) {
      const to = Math.min(chunk.length, at + STEP - (this.#received % STEP))
      this.#text.push(chunk.slice(at, to))
      this.#received += to - at
      at = to
      sendable += await this.#advance()
    }
    return sendable
  }

  /** A span for each detector that has looked at anything. */
  recordSpans(): void {
    for (const [i, { name }] of this.#context.detectors.entries()) {
      const { start, end, busy } = this.#times[i]!
      if (start === 0) continue
      const attributes = {
        'ragwall.detector': name,
        'ragwall.scanned': this.#settled[i]!,
        'ragwall.busy_milliseconds': busy,
      }
      recordSpan('ragwall.detect', attributes, performance.timeOrigin + start, performance.timeOrigin + end)
    }
  }

  /** How far each detector has looked, of a text of `seen` code units. */
  coverage(seen: number): Coverage {
    const detectors = this.#context.detectors.map(({ name }, i) => {
      const scanned = Math.min(seen, this.#settled[i]!)
      return { name, scanned, unscanned: seen - scanned }
    })
    // No detector has looked at nothing.
    const scanned = detectors.length === 0 ? 0 : Math.min(...detectors.map((one) => one.scanned))
    const state =
      scanned === seen && detectors.length > 0 ? 'complete' : scanned === 0 ? 'not-run' : 'partial'
    return { state, seen, scanned, unscanned: seen - scanned, detectors }
  }

  result(): Judged {
    return {
      decided: this.#decided,
      findings: this.#findings,
      audit: this.#audit,
      spared: this.#spared,
      passed: this.#passed,
      allowed: [...this.#allowed],
      cut: this.#cut,
      redacted: this.#redacted,
    }
  }

  async #advance(): Promise<string> {
    if (this.blocked) return ''
    // Looking at a long text after every token would cost its square, and so would looking at a long undecided
    // part of it: a thousandth of the one or a 64th of the other may wait.
    const { length } = this.#text.raw
    const patience = Math.max(length >> 10, (length - this.#frontier) >> 6)
    const mayWait = !this.#text.ended && this.#received % STEP !== 0
    if (mayWait && length - this.#lookedAt < patience) return ''
    this.#lookedAt = length
    const frontier = await this.#detect()
    this.#frontier = frontier
    const { closed, open } = this.#clusters(frontier)
    for (const cluster of closed) {
      this.#close(cluster)
      if (this.blocked) return this.#sendable()
    }
    this.#pending = open.flatMap(({ detections }) =>
      detections.length > FRAGMENTS ? joinVerbatim(detections) : detections,
    )
    this.#send(Math.min(frontier, open[0]?.start ?? frontier))
    if (this.#text.ended) this.#judgeShare()
    return this.#sendable()
  }

  /** What was added and may leave: nothing behind a held finding, nothing once all is judged too much. */
  #sendable(): string {
    const fresh = this.#fresh
    this.#fresh = ''
    if (this.#decided === 'block' && !this.blocked) return ''
    const held = this.#heldAt ?? this.#redacted.length
    return fresh.slice(0, Math.max(0, fresh.length - (this.#redacted.length - held)))
  }

  /**
   * Runs detectors over what they have not settled yet and returns the new frontier. The one that lags most comes first:
   * one that has settled more than the frontier can come to now holds nothing back, and is asked when it does.
   */
  async #detect(): Promise<number> {
    const { length } = this.#text.raw
    const { ended } = this.#text
    let frontier = Math.max(0, length - (ended ? 0 : this.#context.service.holdback))
    const found = new Map<number, readonly Detection[]>()
    const lagging = this.#settled.map((_, i) => i).sort((a, b) => this.#settled[a]! - this.#settled[b]!)
    for (const i of lagging) {
      const from = this.#settled[i]!
      if (!ended && from >= frontier) break
      const mayWait = !ended && length - from > UNSETTLED && length - this.#readTo[i]! < (length - from) >> 3
      if (!mayWait) found.set(i, await this.#ask(i))
      frontier = Math.min(frontier, this.#settled[i]!)
    }
    for (const i of this.#settled.keys()) {
      for (const detection of found.get(i) ?? []) this.#pending.push(detection)
    }
    return frontier
  }

  /** What a detector finds in what it had not settled; up to where it has is noted. */
  async #ask(i: number): Promise<readonly Detection[]> {
    const { detectors, reader } = this.#context
    const detector = detectors[i]!
    const from = this.#settled[i]!
    const { length } = this.#text.raw
    this.#readTo[i] = length
    await reader.pause?.()
    const times = this.#times[i]!
    const began = performance.now()
    if (times.start === 0) times.start = began
    try {
      const { detections, settled } = await detector.detect(this.#text, from, reader)
      if (!(settled >= from && settled <= length) || (this.#text.ended && settled !== length)) {
        throw new FirewallError('detector-failed', `detector ${detector.name} settled outside the text`)
      }
      this.#settled[i] = settled
      return detections
    } catch (error) {
      throw toFirewallError(
        error,
        'detector-failed',
        `detector ${detector.name} failed`,
        'nothing was released',
      )
    } finally {
      times.end = performance.now()
      times.busy += times.end - began
    }
  }

  #clusters(frontier: number): { closed: Cluster[]; open: Cluster[] } {
    const clusters: Cluster[] = []
    for (const detection of this.#pending.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      const last = clusters.at(-1)
      if (last !== undefined && detection.start <= last.end) {
        last.end = Math.max(last.end, detection.end)
        last.detections.push(detection)
      } else {
        clusters.push({ start: detection.start, end: detection.end, detections: [detection] })
      }
    }
    const isClosed = (cluster: Cluster) => this.#text.ended || cluster.end < frontier
    return { closed: clusters.filter(isClosed), open: clusters.filter((cluster) => !isClosed(cluster)) }
  }

  #close(cluster: Cluster): void {
    const resolved = resolveCluster(cluster.detections).flatMap((detection): Resolved[] => {
      const { kinds } = this.#sourcesOf(detection)
      const { service } = this.#context
      const passes = this.#passes(detection, kinds)
      if (passes === undefined) return [{ detection, ...service.action(detection, kinds) }]
      if (passes !== 'own-list' && passes !== 'allowed') this.#spared += 1
      if (this.#passed.length < LIMITS.auditPassed) {
        const { start, end } = detection
        this.#passed.push({ start, end, what: whatOf(detection), why: passes })
      }
      return []
    })
    for (const finding of resolved) this.#record(finding)
    const decided = resolved.reduce<Action>((action, finding) => worst(action, finding.action), 'release')
    this.#decided = worst(this.#decided, decided)
    if (decided === 'block') {
      this.#send(cluster.start)
      this.#cut = cluster.end
      return
    }
    if (decided === 'hold' && this.#heldAt === undefined) {
      this.#send(cluster.start)
      this.#heldAt = this.#redacted.length
    }
    for (const span of redactions(resolved)) {
      this.#send(span.start)
      this.#add(this.#replacement(span))
      this.#sentTo = span.end
      this.#leaked += span.leaked
    }
    this.#send(cluster.end)
  }

  /** Why nothing is done about it, if so. */
  #passes(detection: Detection, kinds: ReadonlySet<DocumentKind>): PassReason | undefined {
    const { service } = this.#context
    const { raw } = this.#text
    if (isSpared(detection, service)) return detection.spared === 'shared' ? 'shared' : 'common'
    if (isCodeLine(detection, kinds, service, raw)) return 'code-line'
    if (service.allows(detection, raw)) return 'own-list'
    return this.#isAllowed(detection) ? 'allowed' : undefined
  }

  /** What a person called a false alarm; of what is nobody's to repeat nobody can. */
  #isAllowed(detection: Detection): boolean {
    const { service, subject, nameOnRecord } = this.#context
    if (service.allowedFindings.size === 0) return false
    const { ids, kinds } = this.#sourcesOf(detection)
    if (isOfNobodys(detection.kind, kinds)) return false
    const evidence = this.#evidenceOf(detection)
    const allowed = isAllowed(
      service.allowedFindings,
      {
        evidence,
        reader: subject === undefined ? undefined : (nameOnRecord?.(subject) ?? subject),
        documents: ids,
      },
      Date.now(),
    )
    if (allowed) this.#allowed.add(evidence)
    return allowed
  }

  #evidenceOf(detection: Detection): string {
    return keyedDigest(this.#context.evidenceKey, 'finding', detection.kind, detection.canonical)
  }

  #replacement({ start, end, names, whole, values }: Redaction): string {
    const text = this.#text.raw.slice(start, end)
    const isWhole = values && whole !== undefined && whole.end === end
    const span = { text, names, ...(isWhole ? { value: whole } : {}) }
    const marker = this.#context.service.replacement(span, this.#context.conversation ?? '')
    return this.#places.replace(this.#text.raw, start, end, marker)
  }

  #send(to: number): void {
    if (to <= this.#sentTo) return
    // A piece of a text that grows keeps the whole of it in memory, as long as it was: a copy does not.
    this.#add(` ${this.#text.raw.slice(this.#sentTo, to)}`.slice(1))
    this.#sentTo = to
  }

  #add(text: string): void {
    this.#redacted += text
    this.#fresh += text
  }

  /** Verbatim leaks that make up this share of the answer block it, judged when it is complete. */
  #judgeShare(): void {
    const { blockShare } = this.#context.service.thresholds
    if (this.#leaked === 0 || this.#leaked < blockShare * this.#text.raw.length) return
    this.#decided = worst(this.#decided, 'block')
  }

  /** Ids, sorted, and kinds of the documents of a finding. Findings of one value share their list of sources. */
  #sourcesOf({ sources }: Detection): Sources {
    let known = this.#sources.get(sources)
    if (known === undefined) {
      const documents = sources.flatMap((number) => this.#context.documents.byNumber(number) ?? [])
      known = {
        ids: [...new Set(documents.map(({ id }) => id))].sort(),
        kinds: new Set(documents.map(({ kind }) => kind)),
        licenses: [
          ...new Set(
            documents.flatMap(({ license }) => (license === undefined ? [] : nameOfLicense(license))),
          ),
        ].sort(),
      }
      this.#sources.set(sources, known)
    }
    return known
  }

  #record({ detection, action, line }: Resolved): void {
    const { start, end, score, provenance } = detection
    const what = kindOf(detection)
    const evidence = this.#evidenceOf(detection)
    const { ids, licenses } = this.#sourcesOf(detection)
    this.#findings.push({ start, end, score, evidence, provenance, ...what })
    this.#audit.push({
      start,
      end,
      score,
      evidence,
      provenance,
      action,
      line,
      sources: ids.slice(0, LIMITS.auditSources),
      sourceCount: ids.length,
      ...(licenses.length === 0 ? {} : { licenses: licenses.slice(0, LIMITS.auditSources) }),
      ...what,
    })
  }
}

/**
 * Verbatim fragments of one run become one detection, which says all that a value known by its words alone says
 * inside it; everything else is as its detector resolved it.
 */
function resolveCluster(detections: readonly Detection[]): Detection[] {
  const isRun = (detection: Detection) => detection.kind === 'verbatim'
  const runs = mergeVerbatim(detections.filter(isRun))
  const saying = runs.filter((run) => run.spared === undefined && isLeak(run))
  const isSaid = (detection: Detection) =>
    detection.implied === true &&
    saying.some(
      ({ start, end, provenance }) =>
        start <= detection.start &&
        detection.end <= end &&
        (provenance === 'forbidden' || provenance === detection.provenance),
    )
  return [...runs, ...detections.filter((detection) => !isRun(detection) && !isSaid(detection))].sort(
    (a, b) => a.start - b.start || a.end - b.end || compare(a.canonical, b.canonical),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * What everybody says is spared. What many documents share is, as long as it is short: a memo in ten
 * mailboxes is no phrase.
 */
function isSpared(detection: Detection, { thresholds }: Service): boolean {
  if (detection.spared !== 'shared') return detection.spared === 'commonplace'
  return detection.kind !== 'verbatim' || detection.length <= thresholds.commonBytes
}

/**
 * A line or two that only source files share is how the language is written, and what is like a source file is
 * for the detector of copied code to say.
 */
function isCodeLine(
  detection: Detection,
  kinds: ReadonlySet<DocumentKind>,
  { thresholds }: Service,
  raw: string,
): boolean {
  if (detection.kind !== 'verbatim' || kinds.size !== 1 || !kinds.has('code')) return false
  if (detection.match === 'near') return detection.view !== 'code'
  if (detection.length < thresholds.codeBytes) return true
  // A line that is written again and again says what it says once.
  const lines = raw.slice(detection.start, detection.end).split('\n')
  return lines.length > 2 && onceBytes(lines) < thresholds.codeBytes
}

/** Folded bytes of the lines, those that are alike once. The first and the last may be parts of another. */
function onceBytes(lines: readonly string[]): number {
  const distinct = [...new Set(lines.map((line) => Buffer.from(matchFold(line)).toString('latin1')))]
  return distinct
    .filter((line) => !distinct.some((other) => other !== line && other.includes(line)))
    .reduce((sum, line) => sum + line.length, 0)
}

interface Redaction {
  readonly start: number
  end: number
  readonly names: string[]
  /** Whether nothing but values was found in it. */
  values: boolean
  /** The value that reaches farthest from its start. */
  whole: { readonly entity: string; readonly canonical: string; readonly end: number } | undefined
  /** Code units of verbatim leaks in it. */
  leaked: number
}

function redactions(resolved: readonly Resolved[]): Redaction[] {
  const spans: Redaction[] = []
  for (const { detection, action } of resolved) {
    if (action === 'release') continue
    const name = whatOf(detection)
    const leaked = detection.kind === 'verbatim' && isLeak(detection) ? detection.end - detection.start : 0
    const value = 'entity' in detection ? valueIn(detection) : undefined
    const last = spans.at(-1)
    if (last !== undefined && detection.start <= last.end) {
      last.end = Math.max(last.end, detection.end)
      last.names.push(name)
      last.values &&= value !== undefined
      if (detection.start === last.start && value !== undefined && value.end > (last.whole?.end ?? 0)) {
        last.whole = value
      }
      last.leaked = Math.min(last.end - last.start, last.leaked + leaked)
    } else {
      spans.push({
        start: detection.start,
        end: detection.end,
        names: [name],
        values: value !== undefined,
        whole: value,
        leaked,
      })
    }
  }
  return spans
}

/** The entity, or the kind where there is none. */
function whatOf(detection: Detection): string {
  return 'entity' in detection ? detection.entity : detection.kind
}

/** Digests and tokens are of the value, whatever its detector calls it. */
function valueIn({ entity, canonical, end }: Extract<Detection, { entity: string }>): Redaction['whole'] {
  const prefix = `${entity}:`
  return { entity, canonical: canonical.startsWith(prefix) ? canonical.slice(prefix.length) : canonical, end }
}

function kindOf(detection: Detection): FindingKind {
  if ('entity' in detection) {
    return { kind: detection.kind, entity: detection.entity }
  }
  if ('rule' in detection) return { kind: detection.kind, rule: detection.rule }
  const { kind, match, view, length, words, characters } = detection
  return {
    kind,
    match,
    view,
    length,
    ...(words === undefined ? {} : { words }),
    ...(characters === undefined ? {} : { characters }),
  }
}

function tooLong(): FirewallError {
  return new FirewallError('answer-too-long', `the text is longer than ${LIMITS.answerLength} code units`, {
    help: 'check it in parts that belong together, or refuse it',
  })
}
