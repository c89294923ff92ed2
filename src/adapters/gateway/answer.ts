import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { CheckOptions, Verdict } from '../../core/types.js'
import { type Channel, openChannel, type Released } from '../../firewall/channel.js'
import type { Firewall } from '../../firewall/firewall.js'
import { checkValue, type Structured, structuredText } from '../../firewall/structured.js'
import type { Coverage } from './coverage.js'
import { isCounts, isMeta, isSealed, isVector, type Role, type Slot, slotsOf } from './fields.js'
import { parseNested } from './json.js'
import { isNothing, MediaParts } from './media.js'
import type { Pseudonyms } from './pseudonyms.js'
import { copyOf, type Json, type Shape, type ShapeStream } from './shapes/shape.js'

/** What one answer is judged with. */
export interface AnswerContext {
  readonly firewall: Firewall
  readonly shape: Shape
  /** As the caller sent it. */
  readonly request: Json
  readonly check: CheckOptions
  readonly unknownFields: 'refuse' | 'pass'
  readonly media: 'pass' | 'refuse' | 'hold'
  readonly pseudonyms: Pseudonyms | undefined
  readonly coverage: Coverage
  readonly onVerdict: (verdict: Verdict) => void
}

/** What became of a field: another value, or the refusal of all of the answer that it belongs to. */
type Settled = { readonly value: unknown } | { readonly refusal: string }

/** A text whose pieces passed: what came, and what went out. */
interface Passed {
  readonly raw: string
  readonly released: string
}

/** Judges the fields of one answer, each by what its table says that it holds. */
class Fields {
  readonly #context: AnswerContext
  readonly #structured: boolean
  #sent: ReadonlySet<string> | undefined
  #texts = 0
  /** By path, for what an answer says twice. */
  readonly passed = new Map<string, Passed>()
  readonly #values = new Map<string, { readonly raw: string; readonly settled: Settled }>()

  constructor(context: AnswerContext) {
    this.#context = context
    this.#structured = context.shape.isStructured(context.request)
  }

  /**
   * What an answer holds. Throws `answer-refused`, with the name, for a field that is not known, and `model-failed` for
   * more answers than were asked for.
   */
  slots({ known, unknown }: ReturnType<typeof slotsOf>): Slot[] {
    const { shape, request, unknownFields, coverage } = this.#context
    const [first] = unknown
    if (first !== undefined && unknownFields === 'refuse') throw unknownField(first.name)
    coverage.unknown += unknown.length
    const slots = [...known, ...unknown]
    const answers = shape.answers(request)
    for (const { path } of slots) {
      const index = /^choices\.(-?\d+)/.exec(shape.groupOf(path))?.[1]
      if (index !== undefined && !(Number(index) >= 0 && Number(index) < answers)) throw tooMany('answers')
    }
    return slots
  }

  /** Each text is a check, and a record of one. */
  countText(): void {
    if (++this.#texts > LIMITS.upstreamTexts) throw tooMany('texts')
  }

  /** Text that is JSON of an agreed form is judged when it is whole. */
  isHeld({ role, path }: Slot): boolean {
    return role === 'json' || (this.#structured && role === 'text' && /\.(?:content|text)$/.test(path))
  }

  /** A field that is whole. Most are words of the protocol, and decided at once. */
  settle({ role, path, name, value }: Slot): Settled | Promise<Settled> {
    const { coverage, media } = this.#context
    switch (role) {
      case 'text':
        return typeof value === 'string' ? this.said(path, value, 'text') : this.#again(path, value)
      case 'json':
        return typeof value === 'string' ? this.said(path, value, 'json') : this.#again(path, value)
      case 'meta':
        return isMeta(value) ? { value } : this.#again(path, value)
      case 'counts':
        return isCounts(value) ? { value } : this.#again(path, value)
      case 'echo':
        return this.#isEcho(value) ? { value } : this.#again(path, value)
      case 'vector':
        return isVector(value) ? { value } : this.#again(path, value)
      case 'removed':
        if (value !== null && !(Array.isArray(value) && value.length === 0)) coverage.removed += 1
        return { value: Array.isArray(value) ? [] : null }
      case 'sealed':
        if (!isSealed(value)) return this.#again(path, value)
        if (value !== null && value !== '') coverage.sealed += 1
        return { value }
      case 'media':
        if (isNothing(value)) return { value }
        if (media === 'refuse') throw mediaRefused(name)
        coverage.media += 1
        return { value }
      default:
        return this.#again(path, value)
    }
  }

  /** Whether a person has to look at it first. */
  isKept({ role, value }: Slot): boolean {
    return this.#context.media === 'hold' && role === 'media' && !isNothing(value)
  }

  /** An answer with media waits for a person; answers its refusal, or undefined where it may go on all the same. */
  async keep(slots: readonly Slot[]): Promise<string | undefined> {
    const { firewall, check, coverage, pseudonyms } = this.#context
    const media = new MediaParts()
    const texts = new Map<string, string>()
    for (const slot of slots) {
      const { role, path, partial, value } = slot
      if (role === 'media') media.add(slot)
      else if (partial) texts.set(path, (texts.get(path) ?? '') + String(value))
      else if (READ.has(role) && !isNothing(value)) {
        texts.set(path, typeof value === 'string' ? value : structuredText(value))
      }
    }
    const raw = [...texts.values()].filter((text) => text !== '').join('\n')
    this.countText()
    const held = { text: pseudonyms?.restore(raw) ?? raw, media: media.all }
    const verdict = await firewall.hold(held, check)
    if (verdict.action === 'release') {
      this.#context.onVerdict(verdict)
      return undefined
    }
    this.#count(raw.length, verdict)
    if (verdict.action === 'hold') coverage.held += held.media.length
    return verdict.text
  }

  /** Any JSON: what was judged before, at the same place, is not judged again. */
  async #again(path: string, value: unknown): Promise<Settled> {
    const raw = JSON.stringify(value)
    const before = this.#values.get(path)
    if (before?.raw === raw) return before.settled
    const settled = await this.#value(value)
    this.#values.set(path, { raw, settled })
    return settled
  }

  /** A text that is whole: what was judged before is not judged again. */
  async said(path: string, raw: string, holds: 'text' | 'json'): Promise<Settled> {
    if (raw === '') return { value: raw }
    const before = this.passed.get(path)
    if (before?.raw === raw) return { value: before.released }
    const settled = await this.#checked(raw, holds === 'json' || this.#isAgreed(path))
    if ('value' in settled) this.passed.set(path, { raw, released: String(settled.value) })
    return settled
  }

  #isAgreed(path: string): boolean {
    return this.#structured && /\.(?:content|text)$/.test(path)
  }

  async #checked(raw: string, json: boolean): Promise<Settled> {
    const { pseudonyms, firewall, check } = this.#context
    const text = pseudonyms?.restore(raw) ?? raw
    if (json) {
      const value = parseNested(text) as Structured | undefined
      if (value !== undefined) {
        const settled = await this.#structure(value, raw.length)
        if ('refusal' in settled || settled.value === value)
          return 'refusal' in settled ? settled : { value: text }
        return { value: JSON.stringify(settled.value) }
      }
    }
    this.countText()
    const verdict = await firewall.check(text, check)
    this.#count(raw.length, verdict)
    return isRefusal(verdict) ? { refusal: verdict.text } : { value: verdict.text }
  }

  /** Any JSON. */
  async #value(value: unknown): Promise<Settled> {
    if (value === null || typeof value === 'boolean') return { value }
    if (typeof value !== 'object') {
      const text = String(value)
      const settled = await this.#checked(text, false)
      return 'value' in settled && settled.value === text ? { value } : settled
    }
    const { pseudonyms } = this.#context
    const restored = pseudonyms === undefined ? value : mapped(value, (text) => pseudonyms.restore(text))
    return this.#structure(restored as Structured, JSON.stringify(value).length)
  }

  async #structure(value: Structured, length: number): Promise<Settled> {
    if (Object.keys(value).length === 0) return { value }
    this.countText()
    const { value: allowed, verdict } = await checkValue(this.#context.firewall, value, this.#context.check)
    this.#count(length, verdict)
    return allowed === undefined ? { refusal: refusalOf(verdict) } : { value: allowed }
  }

  /** Nothing but what the caller sent, and words of the protocol. */
  #isEcho(value: unknown): boolean {
    if (value === null || typeof value === 'boolean') return true
    if (typeof value === 'string') return /^[a-z_]{0,32}$/.test(value) || this.#requestTexts().has(value)
    if (typeof value === 'number') return this.#requestTexts().has(String(value)) || Math.abs(value) <= 100
    return Object.entries(value as object).every(([key, member]) => this.#isEcho(key) && this.#isEcho(member))
  }

  #requestTexts(): ReadonlySet<string> {
    this.#sent ??= textsOf(this.#context.request)
    return this.#sent
  }

  #count(length: number, verdict: Verdict): void {
    this.#context.coverage.count(length, verdict)
    this.#context.onVerdict(verdict)
  }
}

/** A whole answer, with what of it this reader may be told. Throws `answer-refused` and what the doors throw. */
export async function checkedAnswer(context: AnswerContext, answer: Json): Promise<Json> {
  const { shape } = context
  const fields = new Fields(context)
  const refusals = new Map<string, string>()
  const slots = fields.slots(slotsOf(answer, shape.whole))
  for (const [group, own] of groupsWithMedia(fields, shape, slots)) {
    const refusal = await fields.keep(own)
    if (refusal !== undefined) refusals.set(group, refusal)
  }
  for (const slot of slots) {
    const group = shape.groupOf(slot.path)
    if (refusals.has(group)) continue
    const settled = await fields.settle(slot)
    if ('refusal' in settled) refusals.set(group, settled.refusal)
    else if (settled.value !== slot.value) slot.set(settled.value)
  }
  for (const [group, refusal] of refusals) shape.cutWhole(answer, group, refusal)
  return answer
}

/** What is kept for a person, by the answer that it belongs to, with all that it says. */
function groupsWithMedia(fields: Fields, shape: Shape, slots: readonly Slot[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>()
  for (const slot of slots) if (fields.isKept(slot)) groups.set(shape.groupOf(slot.path), [])
  for (const slot of slots) groups.get(shape.groupOf(slot.path))?.push(slot)
  return groups
}

/** The events of a stream, likewise, as soon as nothing in them is undecided. A string is sent as it is. */
export async function* checkedEvents(
  context: AnswerContext,
  source: AsyncIterable<readonly string[]>,
): AsyncGenerator<Json | string> {
  const relay = new Relay(context)
  try {
    yield* relay.run(source)
  } finally {
    await relay.abandon()
  }
}

/** A text whose pieces are on their way. */
interface Open {
  readonly channel: Channel
  readonly restorer: { push(text: string): string; end(): string } | undefined
  readonly group: string
  raw: string
  released: string
  /** What is judged together with what comes next. */
  gathered: string
}

/** An event, or a part of one, and what its table says that it holds. */
interface Piece {
  readonly event: Json
  readonly slots: ReturnType<typeof slotsOf>
  /** Code units of the event as it came. */
  readonly length: number
}

/** The end of a stream that says it so. */
const DONE = '[DONE]'

class Relay {
  readonly #context: AnswerContext
  readonly #fields: Fields
  readonly #stream: ShapeStream
  readonly #open = new Map<string, Open>()
  readonly #held = new Map<string, { readonly raw: string[] }>()
  /** Events of answers with media, from the first of them on: they wait for their end, and then for a person. */
  readonly #kept = new Map<string, Piece[]>()
  /** Of these, answers that pass all the same. */
  readonly #passing = new Set<string>()
  /** Events that wait until what they belong to is whole. */
  readonly #units = new Map<string, Json[]>()
  /** Answers that were cut. */
  readonly #cut = new Set<string>()
  #sequence = 0
  /** Code units of everything that had to wait. */
  #waited = 0

  constructor(context: AnswerContext) {
    this.#context = context
    this.#fields = new Fields(context)
    this.#stream = context.shape.openStream(context.request)
  }

  async *run(source: AsyncIterable<readonly string[]>): AsyncGenerator<Json | string> {
    let complete = false
    try {
      for await (const list of source) {
        const pieces = list.flatMap((data) => this.#read(data))
        for (const [i, piece] of pieces.entries()) {
          if (piece instanceof FirewallError) throw piece
          if (typeof piece === 'string') {
            yield* this.#numbered(await this.#end(''))
            yield piece
            return
          }
          yield* this.#numbered(await this.#event(piece, pieces[i + 1]))
          if (this.#isOver()) {
            yield* this.#stream.close
            return
          }
          complete = this.#stream.isLast(piece.event)
          if (complete) break
        }
        if (complete) break
      }
    } catch (error) {
      await this.#fail(error)
      throw error
    }
    if (complete || this.#isComplete()) {
      yield* this.#numbered(await this.#end(''))
      return
    }
    const broken = new FirewallError('model-failed', 'the stream of the upstream broke off')
    await this.#fail(broken)
    throw broken
  }

  /** What an event is made of. What is wrong with it is told at its turn: what came before it is not lost with it. */
  #read(data: string): readonly (Piece | string | FirewallError)[] {
    if (data === DONE) return this.#stream.close.includes(DONE) ? [DONE] : []
    const event = parseNested(data) as Json | undefined
    if (event === undefined || Array.isArray(event)) return [notAnEvent()]
    if (event['type'] === 'error' || (event['error'] ?? null) !== null) return [upstreamSaid()]
    return this.#stream
      .split(event)
      .map((one) => ({ event: one, slots: slotsOf(one, this.#context.shape.event), length: data.length }))
  }

  /** Whoever read the events has gone, or they are over. */
  async abandon(): Promise<void> {
    for (const { channel } of this.#open.values()) await channel.abandon()
  }

  async #fail(error: unknown): Promise<void> {
    for (const { channel } of this.#open.values()) await channel.fail(error)
  }

  /** Every answer that was asked for was cut. */
  #isOver(): boolean {
    return this.#cut.size > 0 && this.#cut.size >= this.#context.shape.answers(this.#context.request)
  }

  /** Of shapes whose streams end without an event that says so: nothing is on its way any more. */
  #isComplete(): boolean {
    return (
      this.#stream.close.length > 0 &&
      this.#open.size === 0 &&
      this.#kept.size === 0 &&
      this.#units.size === 0 &&
      this.#held.size === 0
    )
  }

  /** Numbers are of what is sent. */
  *#numbered(events: readonly Json[]): Generator<Json> {
    for (const event of events) {
      if (this.#context.shape.name === 'responses') event['sequence_number'] = this.#sequence++
      yield event
    }
  }

  async #event(piece: Piece, next: Piece | string | FirewallError | undefined): Promise<Json[]> {
    const { event, slots: read, length } = piece
    const slots = this.#fields.slots(read)
    const unit = this.#stream.unit(event)
    const out: Json[] = []
    const group = this.#groupOf(slots)
    if (group !== undefined && this.#cut.has(group)) return out
    for (const path of this.#stream.ends(event)) out.push(...(await this.#end(path)))
    if (group !== undefined && this.#cut.has(group)) return out
    if (group !== undefined && this.#isKept(group, slots)) {
      if (!this.#kept.has(group)) out.push(...(await this.#beginKept(group)))
      if (this.#cut.has(group)) return out
      this.#wait(length)
      this.#kept.get(group)!.push(piece)
      return out
    }
    if (unit !== undefined) {
      this.#wait(length)
      const events = this.#units.get(unit.path) ?? []
      this.#units.set(unit.path, events)
      events.push(event)
      if (unit.ends) out.push(...(await this.#endUnit(unit.path)))
      return out
    }
    const continued = this.#textOf(event, slots)
    const goesOn = continued !== undefined && continued === this.#nextText(next)
    out.push(...(await this.#pass(event, slots, goesOn)))
    return out
  }

  #wait(length: number): void {
    this.#waited += length
    if (this.#waited > LIMITS.upstreamWaiting) throw tooMany('texts that wait for their end')
  }

  #nextText(next: Piece | string | FirewallError | undefined): string | undefined {
    if (next === undefined || typeof next === 'string' || next instanceof FirewallError) return undefined
    const { known, unknown } = next.slots
    return unknown.length === 0 ? this.#textOf(next.event, known) : undefined
  }

  /** Where the one text stands that an event continues, if it does nothing else. */
  #textOf(event: Json, slots: readonly Slot[]): string | undefined {
    if (!this.#stream.isText(event)) return undefined
    const texts = slots.filter(({ partial }) => partial)
    return texts.length === 1 ? texts[0]!.path : undefined
  }

  /** Which answer an event belongs to; undefined for one that belongs to none or to several. */
  #groupOf(slots: readonly Slot[]): string | undefined {
    const groups = new Set(slots.map(({ path }) => this.#context.shape.groupOf(path)))
    if (this.#context.shape.name !== 'chat') return ''
    const choices = [...groups].filter((one) => one.startsWith('choices.'))
    return choices.length === 1 ? choices[0] : undefined
  }

  /** `goesOn`: the next event, which is here already, continues the same text. They are judged together. */
  async #pass(event: Json, slots: readonly Slot[], goesOn: boolean): Promise<Json[]> {
    const before: Json[] = []
    let emptied = false
    for (const slot of slots) {
      const group = this.#context.shape.groupOf(slot.path)
      if (this.#cut.has(group)) return before
      if (slot.partial) {
        const { said, cut } = await this.#piece(slot, group, before, goesOn)
        if (cut !== undefined) {
          if (said !== '') {
            slot.set(said)
            this.#stream.note(event)
            before.push(event)
          }
          return [...before, ...this.#cutAt(slot.path, group, cut)]
        }
        emptied ||= said === '' && slot.value !== ''
        slot.set(said)
        continue
      }
      if (this.#open.has(slot.path) || this.#held.has(slot.path)) {
        before.push(...(await this.#endText(slot.path)))
        if (this.#cut.has(group)) return before
      }
      const settling = this.#fields.settle(slot)
      const settled = settling instanceof Promise ? await settling : settling
      if ('refusal' in settled) return [...before, ...this.#cutAt(slot.path, group, settled.refusal)]
      if (settled.value !== slot.value) slot.set(settled.value)
    }
    if (emptied && this.#stream.isText(event)) return before
    this.#stream.note(event)
    return [...before, event]
  }

  /** What of a piece may be said now. */
  async #piece(
    slot: Slot,
    group: string,
    before: Json[],
    goesOn: boolean,
  ): Promise<{ said: string; cut?: string }> {
    const text = slot.value as string
    if (this.#fields.isHeld(slot)) {
      this.#wait(text.length)
      const held = this.#held.get(slot.path) ?? { raw: [] }
      this.#held.set(slot.path, held)
      held.raw.push(text)
      return { said: '' }
    }
    let open = this.#open.get(slot.path)
    if (open === undefined) {
      if (text === '') return { said: '' }
      if (this.#fields.passed.has(slot.path)) return this.#resumed(slot.path, text)
      // One text at a time: what the one before told counts for this one.
      for (const [path, other] of [...this.#open]) {
        if (other.group === group) before.push(...(await this.#endText(path)))
      }
      if (this.#cut.has(group)) return { said: '' }
      this.#fields.countText()
      open = {
        channel: openChannel(this.#context.firewall, this.#context.check, (verdict) => {
          this.#context.coverage.count(open!.raw.length, verdict)
          this.#context.onVerdict(verdict)
        }),
        restorer: this.#context.pseudonyms?.restorer(),
        group,
        raw: '',
        released: '',
        gathered: '',
      }
      this.#open.set(slot.path, open)
    }
    open.raw += text
    open.gathered += open.restorer?.push(text) ?? text
    if (open.gathered === '' || goesOn) return { said: '' }
    const restored = open.gathered
    open.gathered = ''
    return this.#released(slot.path, open, await open.channel.push(restored))
  }

  #released(path: string, open: Open, { text, refusal }: Released): { said: string; cut?: string } {
    open.released += text
    if (refusal === undefined) return { said: text }
    this.#open.delete(path)
    return { said: text, cut: refusal }
  }

  /** A text goes on after another one has begun: the rest of it waits, and is judged with all of it. */
  #resumed(path: string, text: string): { said: string } {
    const before = this.#fields.passed.get(path)!
    const held = this.#held.get(path) ?? { raw: [before.raw] }
    this.#held.set(path, held)
    this.#wait(text.length)
    held.raw.push(text)
    return { said: '' }
  }

  /** Everything whose path begins so has come to its end. */
  async #end(prefix: string): Promise<Json[]> {
    const out: Json[] = []
    for (const group of [...this.#kept.keys()]) {
      if (group === '' || `${group}.`.startsWith(prefix)) out.push(...(await this.#endKept(group)))
    }
    for (const path of [...this.#open.keys(), ...this.#held.keys()]) {
      if (path.startsWith(prefix)) out.push(...(await this.#endText(path)))
    }
    for (const path of [...this.#units.keys()]) {
      if (path.startsWith(prefix)) out.push(...(await this.#endUnit(path)))
    }
    return out
  }

  #isKept(group: string, slots: readonly Slot[]): boolean {
    if (this.#passing.has(group)) return false
    return this.#kept.has(group) || slots.some((slot) => this.#fields.isKept(slot))
  }

  /** What the answer has said goes out as it is judged; what waits for its end waits on. */
  async #beginKept(group: string): Promise<Json[]> {
    const out: Json[] = []
    const isWithin = (path: string) => this.#context.shape.groupOf(path) === group
    for (const path of [...this.#open.keys(), ...this.#held.keys()]) {
      if (isWithin(path)) out.push(...(await this.#endText(path)))
    }
    const waiting: Piece[] = []
    for (const [path, events] of [...this.#units]) {
      if (!isWithin(path)) continue
      this.#units.delete(path)
      for (const event of events) {
        waiting.push({ event, slots: slotsOf(event, this.#context.shape.event), length: 0 })
      }
    }
    if (!this.#cut.has(group)) this.#kept.set(group, waiting)
    return out
  }

  /** All of it is here: it is kept for a person, or passes after all, in a service that only watches. */
  async #endKept(group: string): Promise<Json[]> {
    const pieces = this.#kept.get(group) ?? []
    this.#kept.delete(group)
    const refusal = await this.#fields.keep(
      pieces.flatMap(({ slots: { known, unknown } }) => [...known, ...unknown]),
    )
    if (refusal !== undefined) return this.#cutAt(`${group}.`, group, refusal)
    this.#passing.add(group)
    const out: Json[] = []
    for (const piece of pieces) out.push(...(await this.#event(piece, undefined)))
    return out
  }

  async #endText(path: string): Promise<Json[]> {
    const group = this.#context.shape.groupOf(path)
    if (this.#cut.has(group)) return []
    const open = this.#open.get(path)
    if (open === undefined) return this.#endHeld(path, group)
    const rest = open.restorer?.end() ?? ''
    const last = rest === '' ? { text: '' } : await open.channel.push(rest)
    const ending = last.refusal === undefined ? await open.channel.end() : { text: '' }
    this.#open.delete(path)
    const text = last.text + ending.text
    open.released += text
    this.#fields.passed.set(path, { raw: open.raw, released: open.released })
    const refusal = last.refusal ?? ('refusal' in ending ? ending.refusal : undefined)
    return [...this.#deltas(path, text), ...(refusal === undefined ? [] : this.#cutAt(path, group, refusal))]
  }

  async #endHeld(path: string, group: string): Promise<Json[]> {
    const held = this.#held.get(path)
    if (held === undefined) return []
    this.#held.delete(path)
    const before = this.#fields.passed.get(path)
    const raw = held.raw.join('')
    const settled = await this.#fields.said(path, raw, 'text')
    if ('refusal' in settled) return this.#cutAt(path, group, settled.refusal)
    const text = String(settled.value)
    const sent = before?.released ?? ''
    // With its end it is another text: what went out before cannot be taken back, and nothing is added to it.
    return text.startsWith(sent) ? this.#deltas(path, text.slice(sent.length)) : []
  }

  #deltas(path: string, text: string): Json[] {
    if (text === '') return []
    const event = this.#stream.delta(path, text)
    this.#stream.note(event)
    return [event]
  }

  /** What waited is whole: it is judged, and goes out as it came, or with other values, or not at all. */
  async #endUnit(path: string): Promise<Json[]> {
    const events = this.#units.get(path) ?? []
    this.#units.delete(path)
    const before: Json[] = []
    const group = this.#context.shape.groupOf(path)
    for (const [other, { group: its }] of [...this.#open]) {
      if (its === group) before.push(...(await this.#endText(other)))
    }
    if (this.#cut.has(group)) return before
    const pieces = new Map<string, Slot[]>()
    const wholes: Slot[] = []
    for (const event of events) {
      for (const slot of slotsOf(event, this.#context.shape.event).known) {
        if (!slot.partial) wholes.push(slot)
        else if (slot.value !== '') pieces.set(slot.path, [...(pieces.get(slot.path) ?? []), slot])
      }
    }
    for (const [at, slots] of pieces) {
      const raw = slots.map(({ value }) => value as string).join('')
      const settled = await this.#fields.said(at, raw, slots[0]!.role === 'json' ? 'json' : 'text')
      if ('refusal' in settled) return [...before, ...this.#cutAt(at, group, settled.refusal)]
      if (settled.value === raw) continue
      for (const [i, slot] of slots.entries()) slot.set(i === 0 ? settled.value : '')
    }
    for (const slot of wholes) {
      const settled = await this.#fields.settle(slot)
      if ('refusal' in settled) return [...before, ...this.#cutAt(slot.path, group, settled.refusal)]
      if (settled.value !== slot.value) slot.set(settled.value)
    }
    for (const event of events) this.#stream.note(event)
    return [...before, ...events]
  }

  #cutAt(path: string, group: string, refusal: string): Json[] {
    this.#cut.add(group)
    for (const at of [...this.#units.keys()])
      if (this.#context.shape.groupOf(at) === group) this.#units.delete(at)
    for (const at of [...this.#held.keys()])
      if (this.#context.shape.groupOf(at) === group) this.#held.delete(at)
    return this.#stream.cut(path, refusal).map(copyOf)
  }
}

/** What of a kept answer is text, or may hold some. */
const READ: ReadonlySet<Role> = new Set(['text', 'json', 'structure'])

function isRefusal({ action }: Verdict): boolean {
  return action === 'block' || action === 'hold'
}

/** Of a structure that could only be redacted, and then still says it. */
function refusalOf(verdict: Verdict): string {
  return isRefusal(verdict) ? verdict.text : '[REDACTED]'
}

/** The same JSON with other texts. */
export function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((member) => mapped(member, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapped(member, change)]))
}

function textsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' || typeof value === 'number') found.add(String(value))
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      found.add(name)
      textsOf(member, found)
    }
  }
  return found
}

function unknownField(name: string): FirewallError {
  return new FirewallError(
    'answer-refused',
    `the answer has a field that the gateway does not know: \`${name}\``,
    {
      help: 'the service can let such fields pass, judged alone and counted: `unknownFields: pass` under `gateway`',
    },
  )
}

function mediaRefused(name: string): FirewallError {
  return new FirewallError('answer-refused', `the answer has media that nothing looks into: \`${name}\``, {
    help: 'the service can let them pass, counted as not scanned: `media: { answers: pass }` under `gateway`, or keep such answers for a person: `hold`',
  })
}

function tooMany(what: string): FirewallError {
  return new FirewallError('model-failed', `the upstream sent more ${what} than it may`)
}

function notAnEvent(): FirewallError {
  return new FirewallError('model-failed', 'an event of the upstream is no JSON object')
}

/** In the middle of a stream: providers quote in errors what they were sent. */
function upstreamSaid(): FirewallError {
  return new FirewallError('model-failed', 'the upstream ended its stream with an error')
}
