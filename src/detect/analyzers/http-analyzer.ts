import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { AnalyzedSpan, Analyzer, EntityClass } from '../../core/ports.js'

/** A service that reads text and answers in JSON. */
export interface HttpAnalyzerOptions {
  /** Names it in errors. */
  readonly name: string
  /** Exactly where the text is posted: redirections are not followed. http or https, without credentials. */
  readonly url: string
  /** Sent with every request: a token, say. */
  readonly headers?: Readonly<Record<string, string>>
  /** The body for a text. */
  readonly request: (text: string) => unknown
  /** What an answer says of the text; may throw anything when the answer is not as agreed. */
  readonly response: (answer: unknown, text: string) => readonly AnalyzedSpan[]
  /** Rows of the action table for its entities; those that ragwall knows keep theirs, others are `high-risk`. */
  readonly classes?: Readonly<Record<string, EntityClass>>
}

/**
 * An analyzer behind HTTP. Throws `option-invalid` for an unusable address and, when asked, `detector-failed`
 * for anything but a JSON answer with status 200, at most `LIMITS.analyzerResponseBytes` long, of the agreed
 * shape. What the service said is never quoted: it may quote the text.
 */
export function createHttpAnalyzer(options: HttpAnalyzerOptions): Analyzer {
  const { name, headers, request, response, classes } = options
  const url = checkUrl(options.url, name)
  const fail = (what: string, cause?: unknown) =>
    new FirewallError('detector-failed', `the analyzer ${name} ${what}`, {
      help: 'nothing was released; see the log of that service',
      ...(cause === undefined ? {} : { cause }),
    })
  return {
    name,
    ...(classes === undefined ? {} : { classes }),
    async analyze(text, signal) {
      const answer = await ask(url, { ...headers }, request(text), signal, fail)
      try {
        return response(answer, text)
      } catch (error) {
        throw fail('answered in another shape than agreed', error)
      }
    },
  }
}

type Fail = (what: string, cause?: unknown) => FirewallError

async function ask(
  url: URL,
  headers: Record<string, string>,
  body: unknown,
  signal: AbortSignal,
  fail: Fail,
): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      // Whoever redirects would choose who else gets the text.
      redirect: 'error',
      signal,
    })
  } catch (error) {
    throw fail(signal.aborted ? 'did not answer in time' : 'could not be reached', error)
  }
  if (response.status !== 200) {
    await response.body?.cancel().catch(() => undefined)
    throw fail(`answered with status ${response.status}`)
  }
  return parse(await readBounded(response, signal, fail), fail)
}

async function readBounded(response: Response, signal: AbortSignal, fail: Fail): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > LIMITS.analyzerResponseBytes) break
      text += decoder.decode(chunk, { stream: true })
    }
    if (bytes <= LIMITS.analyzerResponseBytes) return text + decoder.decode()
  } catch (error) {
    throw fail(signal.aborted ? 'did not answer in time' : 'broke off its answer', error)
  }
  throw fail(`answered with more than ${LIMITS.analyzerResponseBytes} bytes`)
}

function parse(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fail('did not answer in JSON')
  }
}

function checkUrl(address: string, name: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const sound =
    (url?.protocol === 'http:' || url?.protocol === 'https:') && url.username === '' && url.password === ''
  if (url !== undefined && sound) return url
  throw new FirewallError('option-invalid', `the analyzer ${name} has no usable address`, {
    help: 'give an http or https url without credentials; tokens go into headers',
  })
}

/** What offsets of a service count. */
export type OffsetUnit = 'utf16' | 'codepoint' | 'byte'

/** UTF-16 offsets for offsets in another unit; NaN for one that lies inside a character or behind the end. */
export function offsetReader(text: string, unit: OffsetUnit): (offset: number) => number {
  if (unit === 'utf16') return (offset) => (offset <= text.length ? offset : Number.NaN)
  const places = new Map<number, number>([[0, 0]])
  let from = 0
  let at = 0
  for (const character of text) {
    from += unit === 'codepoint' ? 1 : Buffer.byteLength(character)
    at += character.length
    places.set(from, at)
  }
  return (offset) => places.get(offset) ?? Number.NaN
}
