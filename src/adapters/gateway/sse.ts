import { FirewallError } from '../../core/errors.js'

/** Server-sent events (WHATWG HTML, section 9.2) of a response, as far as models send them: their data alone. */
export async function* eventsOf(body: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let data: string[] = []
  let held = 0
  for await (const bytes of body) {
    rest += decode(decoder, bytes)
    if (rest.length + held > longest) throw invalid('an event is longer than the limit')
    for (;;) {
      const end = /\r\n|\n|\r(?!$)/.exec(rest)
      if (end === null) break
      const line = rest.slice(0, end.index)
      rest = rest.slice(end.index + end[0].length)
      if (line === '') {
        if (data.length > 0) yield data.join('\n')
        data = []
        held = 0
        continue
      }
      if (line.startsWith(':')) continue
      const [, field = '', value = ''] = /^([^:]*)(?:: ?)?(.*)$/s.exec(line) ?? []
      if (field === 'data') {
        data.push(value)
        held += value.length
      } else if (field !== 'event' && field !== 'id' && field !== 'retry') throw invalid('a line is no field')
    }
  }
  // What no empty line ends was broken off, and is no event.
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
