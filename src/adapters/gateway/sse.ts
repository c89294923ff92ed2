import { FirewallError } from '../../core/errors.js'

/**
 * Server-sent events (WHATWG HTML, section 9.2) of a response, as far as models send them: their data alone, those that
 * came with one piece of it together. Throws `model-failed`.
 */
export async function* eventsOf(
  body: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  /** Of a line that has not ended yet: joined when it has, so that a long one is not copied with every piece. */
  let begun: string[] = []
  let data: string[] = []
  /** Code units of the one and of the other. */
  let pending = 0
  let held = 0
  let afterReturn = false
  for await (const bytes of body) {
    let text = decode(decoder, bytes)
    if (text === '') continue
    // A line ends with its carriage return; a line feed that comes later belongs to it.
    if (afterReturn && text.startsWith('\n')) text = text.slice(1)
    afterReturn = text.endsWith('\r')
    const events: string[] = []
    let from = 0
    for (const { index, 0: end } of text.matchAll(LINE_END)) {
      const line = begun.join('') + text.slice(from, index)
      from = index + end.length
      begun = []
      pending = 0
      if (line === '') {
        if (data.length > 0) events.push(data.join('\n'))
        data = []
        held = 0
        continue
      }
      const value = dataOf(line)
      if (value === undefined) continue
      data.push(value)
      held += value.length + 1
    }
    if (from < text.length) {
      begun.push(text.slice(from))
      pending += text.length - from
    }
    if (pending + held > longest) throw invalid('an event is longer than the limit')
    if (events.length > 0) yield events
  }
  // What no empty line ends was broken off, and is no event.
}

const LINE_END = /\r\n|\n|\r/g

/** Of a line; undefined for one that says something else of its event, or nothing. */
function dataOf(line: string): string | undefined {
  if (line.startsWith(':')) return undefined
  const [, field = '', value = ''] = /^([^:]*)(?:: ?)?(.*)$/s.exec(line) ?? []
  if (field === 'data') return value
  if (field === 'event' || field === 'id' || field === 'retry') return undefined
  throw invalid('a line is no field')
}

/** So many code units are taken together at most. */
const GATHERED = 65_536

/**
 * Everything that has come, together: whoever takes long over one list finds what came meanwhile in the next. `stop` ends
 * the source where nobody wants the rest.
 */
export async function* gathered(
  source: AsyncGenerator<readonly string[]>,
  stop: () => void,
): AsyncGenerator<readonly string[]> {
  const asked = () => {
    const next = source.next()
    // Whoever awaits it hears of it; until then it is nobody's.
    next.catch(() => undefined)
    return next
  }
  try {
    for (let next = asked(); ; ) {
      const first = await next
      if (first.done === true) return
      const list = [...first.value]
      let length = lengthOf(list)
      next = asked()
      while (length < GATHERED && (await hasCome(next))) {
        const more = await next.catch(() => undefined)
        // An end, or an error, is told when what came before it is taken.
        if (more === undefined || more.done === true) break
        list.push(...more.value)
        length += lengthOf(more.value)
        next = asked()
      }
      yield list
    }
  } finally {
    stop()
    await source.return(undefined).catch(() => undefined)
  }
}

function lengthOf(list: readonly string[]): number {
  return list.reduce((sum, { length }) => sum + length, 0)
}

/** Whether it settles without waiting for anything but what is here already. */
function hasCome(promise: Promise<unknown>): Promise<boolean> {
  const settled = () => true
  return Promise.race([
    promise.then(settled, settled),
    new Promise<boolean>((resolve) => {
      setImmediate(resolve, false)
    }),
  ])
}

function decode(
  decoder: { decode(bytes: Uint8Array, options: { stream: true }): string },
  bytes: Uint8Array,
): string {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch {
    throw invalid('its bytes are not UTF-8')
  }
}

function invalid(why: string): FirewallError {
  return new FirewallError('model-failed', `the stream of the upstream cannot be read: ${why}`)
}
