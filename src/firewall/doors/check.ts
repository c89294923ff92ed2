import type { ClosedEvent } from '../../core/audit.js'
import { unlessAborted, untilAborted } from '../../core/deadline.js'
import { randomId } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { AuditSink, Detector, Store } from '../../core/ports.js'
import { type Attributes, openSpan, traced } from '../../core/trace.js'
import type { Action, CheckedStream, CheckOptions, Medium, Principal, Verdict } from '../../core/types.js'
import { paragraphBreak } from '../../text/places/index.js'
import type { HeldAnswers } from './held.js'
import { Judge, type JudgeContext } from './judge.js'
import { languageOf } from './language.js'
import { withPlaces } from './places.js'
import { type CallReader, type ReaderContext, readerFor, requirePrincipal } from './reader.js'

/**
 * Door 2: nothing leaves before the `opened` record is durable, and the verdict resolves after the `closed` one is
 * (docs/decisions.md#durable-before-released). Errors are refusals: they are recorded, thrown, and nothing is
 * released on them, unless the service says `onError: release` in so many words.
 */
export interface DoorContext extends ReaderContext, Omit<JudgeContext, 'reader'> {
  readonly store: Store
  readonly audit: AuditSink
  readonly detectors: readonly Detector[]
  readonly held: HeldAnswers
  /** Throws `stopped` while an operator has switched the service off. */
  readonly requireNormal: () => void
}

type Door = 'check' | 'inspect'

export function checkText(
  context: DoorContext,
  text: string,
  options: CheckOptions,
  door: Door = 'check',
  media: readonly Medium[] = [],
): Promise<Verdict> {
  return traced(`ragwall.${door}`, { 'ragwall.service': context.service.name }, async (span) => {
    const verdict = await judgeText(context, text, options, door, media)
    span.setAttributes(attributesOf(verdict))
    return verdict
  })
}

/** Of a span: what became of the text and how much of it there was. */
function attributesOf({ action, findings, coverage }: Verdict): Attributes {
  return {
    'ragwall.action': action,
    'ragwall.findings': findings.length,
    'ragwall.seen': coverage.seen,
    'ragwall.unscanned': coverage.unscanned,
  }
}

async function judgeText(
  context: DoorContext,
  text: string,
  options: CheckOptions,
  door: Door,
  media: readonly Medium[],
): Promise<Verdict> {
  const call = await openCall(context, options, {
    door,
    streaming: false,
    ...(door === 'inspect' ? { prompt: text } : {}),
  })
  let judge = judgeFor(context, call)
  try {
    await unlessAborted(judge.judge(text), options.signal)
    while (await unlessAborted(call.reader.settleStale(), options.signal)) {
      judge = judgeFor(context, call)
      await unlessAborted(judge.judge(text), options.signal)
    }
    requireLive(options)
    // What nothing looks into waits for a person, unless what was looked into is refused already.
    const decided = media.length > 0 && judge.decided !== 'block' ? 'hold' : judge.decided
    const action = enforced(context, decided)
    const sent = textFor(context, call, judge, action, text)
    const told = action === 'release' || action === 'redact' ? sent : ''
    const outcome = judge.blocked ? 'cut' : 'complete'
    return await close(context, call, judge, {
      action,
      decided,
      media,
      sent,
      told,
      outcome,
      seen: text.length,
    })
  } catch (error) {
    return await fail(context, call, error, judge, media.length > 0 ? undefined : text)
  }
}

/**
 * What of a text a principal may read by themselves, with what they may not replaced; undefined where it would be held
 * or blocked for them. No answer to anybody: whoever calls puts it on record.
 */
export async function readableTo(
  context: DoorContext,
  text: string,
  principal: Principal,
): Promise<string | undefined> {
  await context.store.refresh()
  const reader = await readerFor(context, { principal, conversation: [] })
  let judge = new Judge({ ...context, reader, subject: principal.id })
  await judge.judge(text)
  while (await reader.settleStale()) {
    judge = new Judge({ ...context, reader, subject: principal.id })
    await judge.judge(text)
  }
  const { decided, redacted } = judge.result()
  if (decided === 'release') return text
  return decided === 'redact' ? redacted : undefined
}

/** The context is asked for when the stream is read: rules that changed on disk are in force by then. */
export function checkStream(
  contextOf: () => Promise<DoorContext>,
  source: AsyncIterable<string>,
  options: CheckOptions,
): CheckedStream {
  let resolve: (verdict: Verdict) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const verdict = new Promise<Verdict>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  // A caller who only reads the text must not be ended by a rejection nobody awaits.
  verdict.catch(() => undefined)
  return Object.assign(streamed(contextOf, source, options, resolve, reject), { verdict })
}

async function* streamed(
  contextOf: () => Promise<DoorContext>,
  source: AsyncIterable<string>,
  options: CheckOptions,
  resolve: (verdict: Verdict) => void,
  reject: (error: unknown) => void,
): AsyncGenerator<string, void, undefined> {
  let context: DoorContext
  let call: Call
  try {
    // The caller's objects may change while it is served: what they say now counts.
    const asked = { ...options, principal: requirePrincipal(options) }
    context = await contextOf()
    call = await openCall(context, asked, { door: 'check', streaming: true })
  } catch (error) {
    reject(error)
    throw error
  }
  const span = openSpan('ragwall.check', {
    'ragwall.service': context.service.name,
    'ragwall.streaming': true,
  })
  let judge = judgeFor(context, call)
  /** What the judge let out, whether or not it was sent. */
  let released = ''
  // Where a source has said meanwhile that a document may be read, all of the text is judged again: what was let out
  // before rested on no such document.
  const settled = async (ready: string, ended: boolean): Promise<string> => {
    let next = ready
    while (await call.reader.settleStale()) {
      const { given } = judge
      judge = judgeFor(context, call)
      const whole = (await judge.push(given)) + (ended ? await judge.end() : '')
      if (!whole.startsWith(released)) throw judgedTwice()
      next = whole.slice(released.length)
    }
    released += next
    return next
  }
  const shadow = context.service.mode === 'shadow'
  let sent = ''
  /** Of what was sent the answer, without the words that refuse the rest of it. */
  let told = ''
  let arrived = 0
  let outcome: ClosedEvent['outcome'] = 'abandoned'
  try {
    for await (const chunk of untilAborted(source, options.signal)) {
      requireLive(options)
      context.requireNormal()
      await call.reader.renew()
      const given = requireString(chunk)
      arrived += given.length
      const ready = await settled(await unlessAborted(judge.push(given), options.signal), false)
      const piece = shadow ? chunk : ready
      if (piece !== '') {
        sent += piece
        told += piece
        yield piece
      }
      if (judge.blocked && !shadow) break
    }
    await call.reader.renew()
    const rest = judge.blocked ? '' : await settled(await judge.end(), true)
    const action = enforced(context, judge.decided)
    if (!shadow) told += rest
    outcome = judge.blocked ? 'cut' : 'complete'
    // Apart: what is left of the answer, and the words that refuse the rest of it, which come last.
    const words = closing(context, call, judge, action)
    const last = words === '' ? '' : paragraphBreak(sent + rest) + words
    for (const tail of shadow ? [] : [rest, last]) {
      if (tail === '') continue
      sent += tail
      yield tail
    }
  } catch (error) {
    outcome = 'failed'
    // Never the error itself: a model that breaks off may quote what it was about to say.
    const broken = toFirewallError(error, 'model-failed', 'the stream stopped with an error')
    const refusal = await span
      .within(() => fail(context, call, broken, judge, undefined, { sent, arrived }))
      .catch((thrown: unknown) => thrown)
    span.fail(refusal)
    reject(refusal)
    throw refusal
  } finally {
    if (outcome !== 'failed') {
      // Also on abandonment: what was sent until then is on record.
      const action = enforced(context, judge.decided)
      await span
        .within(() => close(context, call, judge, { action, sent, told, outcome, seen: arrived }))
        .then((verdict) => {
          span.span.setAttributes(attributesOf(verdict))
          resolve(verdict)
        }, reject)
    }
    span.end()
  }
}

function judgeFor(context: DoorContext, call: Call): Judge {
  const alone = (call.options.audience ?? []).length === 0
  return new Judge({
    ...context,
    reader: call.reader,
    ...(alone ? { subject: call.who.subject } : {}),
    conversation: conversationOf(call),
  })
}

function judgedTwice(): FirewallError {
  return new FirewallError('detector-failed', 'a stream was judged in two ways', {
    help: 'permissions changed while it was sent; ask again',
  })
}

interface Call {
  readonly id: string
  readonly door: Door
  readonly reader: CallReader
  readonly options: CheckOptions
  readonly who: { subject: string; actor?: string; service: string; session?: string }
  /** The caller said what the conversation was; else it is what this process remembers, which may be another one. */
  readonly toldConversation: boolean
}

async function openCall(
  context: DoorContext,
  given: CheckOptions,
  { door, streaming, prompt }: { door: Door; streaming: boolean; prompt?: string },
): Promise<Call> {
  const options = { ...given, principal: requirePrincipal(given) }
  requireLive(options)
  await context.store.refresh()
  const reader = await unlessAborted(readerFor(context, options, prompt), options.signal)
  const who = {
    subject: options.principal.id,
    service: context.service.name,
    ...(options.actor === undefined ? {} : { actor: options.actor }),
    ...(options.session === undefined ? {} : { session: options.session }),
  }
  const id = randomId()
  await context.audit.append({ type: 'opened', call: id, door, streaming, ...who })
  return { id, door, reader, options, who, toldConversation: options.conversation !== undefined }
}

/** One reader's session; calls without one are one conversation per reader. */
function conversationOf({ who }: Call): string {
  return JSON.stringify([who.subject, who.session ?? ''])
}

function enforced(context: DoorContext, decided: Action): Action {
  return context.service.mode === 'shadow' ? 'release' : decided
}

/** The text a whole answer is replaced by. */
function textFor(context: DoorContext, call: Call, judge: Judge, action: Action, text: string): string {
  if (action === 'release') return text
  if (action === 'redact') return judge.result().redacted
  return closing(context, call, judge, action)
}

/**
 * The last words of an answer that may not go on, in the language of the turn it answers; where that is not
 * known, in its own.
 */
function closing({ service }: DoorContext, call: Call, judge: Judge, action: Action): string {
  if (action !== 'block' && action !== 'hold') return ''
  const answer = judge.raw.slice(0, judge.result().cut)
  const { ownWords } = call.reader
  const language = languageOf(call.toldConversation ? [answer, ...ownWords] : [...ownWords, answer])
  return action === 'block' ? service.refusal(language) : service.waiting(language)
}

async function close(
  context: DoorContext,
  call: Call,
  judge: Judge,
  end: {
    action: Action
    decided?: Action
    media?: readonly Medium[]
    sent: string
    told: string
    outcome: ClosedEvent['outcome']
    seen: number
  },
): Promise<Verdict> {
  const { findings, audit, spared, passed, allowed, redacted, ...result } = judge.result()
  const { decided = result.decided, media = [] } = end
  if (end.action === 'hold') await context.held.hold(call.id, { text: redacted, media })
  const coverage = judge.coverage(end.seen)
  judge.recordSpans()
  await remember(context, call, end.told)
  const aclAge = call.reader.aclAge()
  const age = aclAge === undefined ? {} : { aclAge }
  const receipt = await context.audit.append({
    type: 'closed',
    call: call.id,
    door: call.door,
    ...call.who,
    action: end.action,
    decided,
    outcome: end.outcome,
    read: judge.read,
    sent: end.sent.length,
    findings: await withPlaces(context.documents, judge.raw, audit),
    spared,
    ...(media.length === 0 ? {} : { media: media.length }),
    ...(passed.length === 0 ? {} : { passed }),
    ...(allowed.length === 0 ? {} : { allowed: allowed.slice(0, LIMITS.auditAllowed) }),
    coverage,
    policy: context.service.version,
    ...age,
  })
  return {
    action: end.action,
    text: end.sent,
    findings,
    label: call.reader.label,
    coverage,
    receipt,
    ...age,
  }
}

/** What was told counts from here on; prompts tell nothing. */
async function remember({ told }: DoorContext, call: Call, sent: string): Promise<void> {
  if (call.door === 'check') await told.remember(call.options, sent, call.reader)
}

async function fail(
  context: DoorContext,
  call: Call,
  error: unknown,
  judge: Judge,
  text: string | undefined,
  stream = { sent: '', arrived: 0 },
): Promise<Verdict> {
  const cause = toFirewallError(
    error,
    'detector-failed',
    'the check stopped with an error',
    'nothing was released',
  )
  // Whoever writes the text decides how much work it is: too much is no failure.
  const refused = cause.code === 'audit-unavailable' || cause.code === 'work-limit'
  const release = context.service.onError === 'release' && text !== undefined && !refused
  const read = text?.length ?? stream.arrived
  const coverage = judge.coverage(read)
  judge.recordSpans()
  const receipt = await context.audit.append({
    type: 'closed',
    call: call.id,
    door: call.door,
    ...call.who,
    action: release ? 'release' : 'block',
    decided: 'block',
    outcome: 'failed',
    code: cause.code,
    read,
    sent: release ? text.length : stream.sent.length,
    findings: [],
    spared: 0,
    coverage,
    policy: context.service.version,
  })
  await remember(context, call, release ? text : stream.sent)
  if (!release) throw cause
  return { action: 'release', text, findings: [], label: call.reader.label, coverage, receipt }
}

function requireLive({ signal }: CheckOptions): void {
  if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the check')
}

function requireString(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk
  throw new FirewallError('option-invalid', 'a stream of something that is not text was given to check', {
    help: 'map the stream to strings first',
  })
}
