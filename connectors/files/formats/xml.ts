import { LIMITS } from '../../../src/core/limits.js'
import { decodeText } from '../encoding.js'
import { Unfit } from '../unfit.js'

/** What a reader of XML is told; names of elements without their prefix, of attributes both ways. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
  comment?(text: string): void
}

/**
 * Reads XML as a stream of events. Entities that a document declares itself are not expanded but refused, so that
 * none can grow; external ones are never fetched. Throws Unfit for what is not well-formed.
 */
export async function readXml(bytes: Uint8Array | string, handler: XmlHandler): Promise<void> {
  const { SaxesParser } = await import('saxes')
  const text = typeof bytes === 'string' ? bytes : decodeText(bytes)
  if (text === undefined) throw invalid('its encoding cannot be told')
  const parser = new SaxesParser({ position: false })
  let depth = 0
  parser.on('error', () => {
    throw invalid('it is not well-formed, or uses entities of its own')
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > LIMITS.xmlDepth) throw invalid(`it nests deeper than ${LIMITS.xmlDepth} elements`)
    const local: Record<string, string> = {}
    for (const [key, value] of Object.entries(attributes)) {
      local[key] = String(value)
      if (attributes[localName(key)] === undefined) local[localName(key)] = String(value)
    }
    handler.open?.(localName(name), local)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    handler.close?.(localName(name))
  })
  if (handler.text !== undefined) {
    parser.on('text', (said) => handler.text?.(said))
    parser.on('cdata', (said) => handler.text?.(said))
  }
  if (handler.comment !== undefined) parser.on('comment', (said) => handler.comment?.(said))
  // Nothing is gained by one call, and a part of many megabytes would be held twice.
  for (let at = 0; at < text.length; at += BLOCK) parser.write(text.slice(at, at + BLOCK))
  parser.close()
}

const BLOCK = 1 << 16

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function invalid(what: string): Unfit {
  return new Unfit('document-invalid', `its XML cannot be read: ${what}`)
}
