import type { Request } from 'express'
import { LineWriter, STREAM_TYPES } from '../line-writer.js'
import { readLines } from '../ndjson.js'
import { parseBody } from '../parse-body.js'
import { BodyError } from '../problem.js'
import { streamAnswer } from '../schemas/answers.js'
import { type StreamHead, streamBody, streamHead, streamText } from '../schemas/requests.js'
import { checkOptions, verdictFor } from './doors.js'
import { route } from './route.js'

/** How long a client may go on sending what nobody reads any more, milliseconds. */
const UNREAD = 30_000

/** Door 2, on an answer that is still being made. */
export const checkStream = route({
  method: 'post',
  path: '/v1/check/stream',
  scope: 'check',
  reads: true,
  summary:
    'Door 2, on an answer as it is made: the same text, held back only while something in it is undecided.',
  body: streamBody,
  bodyType: 'application/x-ndjson',
  answer: streamAnswer,
  answerTypes: STREAM_TYPES,
  async handle({ firewall, metrics, caller, reading, request, response, signal, problemFor }) {
    const type = acceptedType(request)
    checkType(request)
    const lines = readLines(request, signal)
    const first = await lines.next()
    const { text = '', ...head }: StreamHead = first.done ? {} : parseBody(streamHead, first.value)
    const writer = new LineWriter(response, type)
    const source = textOf(text, lines, () => writer.open())
    const stream = firewall.check(source, { ...checkOptions(caller, reading, head), signal })
    try {
      for await (const piece of stream) await writer.write('text', piece)
      const verdict = await stream.verdict
      metrics.countVerdict('check', verdict)
      await writer.write('verdict', verdictFor(caller, verdict))
    } catch (error) {
      // As long as nothing was said, the problem can still be the answer.
      if (!response.headersSent) throw error
      const problem = problemFor(error)
      if (!response.destroyed) await writer.write('error', problem).catch(() => undefined)
    } finally {
      if (response.headersSent) writer.end()
      // What a client sends on after the last line is thrown away, and not for ever.
      const impatience = setTimeout(() => request.destroy(), UNREAD).unref()
      request.once('close', () => clearTimeout(impatience))
    }
    return undefined
  },
})

async function* textOf(
  head: string,
  lines: AsyncIterable<unknown>,
  onFirst: () => void,
): AsyncGenerator<string, void> {
  // Asked for only once the record of the check is open: from here on it goes well, or fails in a line.
  onFirst()
  if (head !== '') yield head
  for await (const line of lines) yield parseBody(streamText, line).text
}

function acceptedType(request: Request): (typeof STREAM_TYPES)[number] {
  const type = request.accepts([...STREAM_TYPES])
  const found = STREAM_TYPES.find((one) => one === type)
  if (found !== undefined) return found
  throw new BodyError(
    406,
    'the client accepts none of the media types of this answer',
    `accept ${STREAM_TYPES.join(' or ')}`,
  )
}

function checkType(request: Request): void {
  if (
    !/^application\/x-ndjson\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(request.headers['content-type'] ?? '')
  ) {
    throw new BodyError(
      415,
      'the body is not declared as NDJSON',
      'send `Content-Type: application/x-ndjson`, in UTF-8',
    )
  }
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return
  throw new BodyError(415, 'a stream is not unpacked', 'send it without `Content-Encoding`')
}
