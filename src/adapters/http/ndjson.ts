import type { Request } from 'express'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { BodyError } from './problem.js'
import { parseJsonText } from './strict-json.js'

/**
 * The lines of a request's body as they arrive, each one JSON value; empty lines are skipped. Nothing is read ahead of
 * what is asked for, so a sender is slowed down to the pace of whoever reads. Throws `request-invalid` for a line that
 * is no JSON, `aborted` when the sender goes away or says nothing for `LIMITS.streamIdle`.
 */
export async function* readLines(request: Request, signal: AbortSignal): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  // The request must outlive the reading of it: its socket is where the answer goes.
  const chunks = request.iterator({ destroyOnReturn: false })
  // Of the line that has not ended: a sender may send a megabyte byte by byte, and each byte is looked at once.
  let begun: string[] = []
  let length = 0
  try {
    while (true) {
      const { done, value } = await nextChunk(chunks, signal)
      const [first = '', ...ended] = decode(decoder, value).split('\n')
      begun.push(first)
      length += first.length
      for (const next of done ? [...ended, ''] : ended) {
        const line = begun.join('')
        begun = [next]
        length = next.length
        if (line.trim() !== '') yield parseJsonText(line)
      }
      if (done) return
      if (length > LIMITS.bodyBytes) {
        throw new BodyError(
          413,
          'a line is longer than the limit',
          'send the answer as it is made, line by line',
        )
      }
    }
  } finally {
    // Not waited for: a piece that never comes may still have been asked for.
    chunks.return?.().catch(() => undefined)
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    throw new BodyError(400, 'the body is not UTF-8', 'encode it as UTF-8')
  }
}

async function nextChunk(
  chunks: AsyncIterator<Uint8Array>,
  signal: AbortSignal,
): Promise<{ done: boolean; value: Uint8Array | undefined }> {
  let stop: () => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    const gone = () => reject(new FirewallError('aborted', 'the client went away'))
    const idle = setTimeout(
      () =>
        reject(
          new BodyError(408, 'the client sent nothing for too long', 'end the stream, or go on with it'),
        ),
      LIMITS.streamIdle,
    )
    signal.addEventListener('abort', gone, { once: true })
    if (signal.aborted) gone()
    stop = () => {
      clearTimeout(idle)
      signal.removeEventListener('abort', gone)
    }
  })
  try {
    const { done = false, value } = await Promise.race([chunks.next(), stopped])
    return { done, value }
  } catch (error) {
    if (error instanceof FirewallError) throw error
    throw new FirewallError('aborted', 'the request ended before its body did')
  } finally {
    stop()
  }
}
