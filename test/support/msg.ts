import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'

const DIRECTORY = 1
const DOCUMENT = 2
const ROOT = 5

/** What Outlook would save of a mail (MS-OXMSG): a compound file with a stream for each property. */
export interface MsgParts {
  readonly subject?: string
  readonly from: readonly [name: string, address: string]
  readonly to: readonly (readonly [name: string, address: string])[]
  readonly body?: string
  readonly html?: string
  /** Rich text, kept uncompressed as its format allows. */
  readonly rtf?: string
  readonly attached?: Readonly<Record<string, Uint8Array>>
}

type Folder = { readonly [name: string]: Uint8Array | Folder }

const wide = (text: string) => Buffer.from(text, 'utf16le')

/** A stream of fixed properties: a header, then tag, flags and value of each. */
function properties(header: number, numbers: Readonly<Record<number, number>>): Buffer {
  const rows = Object.entries(numbers).map(([tag, value]) => {
    const row = Buffer.alloc(16)
    row.writeUInt32LE(Number(tag), 0)
    row.writeUInt32LE(6, 4)
    row.writeUInt32LE(value, 8)
    return row
  })
  return Buffer.concat([Buffer.alloc(header), ...rows])
}

function uncompressed(rtf: string): Buffer {
  const header = Buffer.alloc(16)
  header.writeUInt32LE(rtf.length + 12, 0)
  header.writeUInt32LE(rtf.length, 4)
  header.write('MELA', 8, 'latin1')
  return Buffer.concat([header, Buffer.from(rtf, 'latin1')])
}

export function msgOf({ subject, from, to, body, html, rtf, attached = {} }: MsgParts): Buffer {
  const number = (i: number) => i.toString(16).toUpperCase().padStart(8, '0')
  const message: Record<string, Uint8Array | Folder> = {
    '__properties_version1.0': properties(32, {}),
    '__substg1.0_001A001F': wide('IPM.Note'),
    '__substg1.0_0C1A001F': wide(from[0]),
    '__substg1.0_5D01001F': wide(from[1]),
  }
  if (subject !== undefined) message['__substg1.0_0037001F'] = wide(subject)
  if (body !== undefined) message['__substg1.0_1000001F'] = wide(body)
  if (html !== undefined) message['__substg1.0_10130102'] = Buffer.from(html)
  if (rtf !== undefined) message['__substg1.0_10090102'] = uncompressed(rtf)
  for (const [i, [name, address]] of to.entries())
    message[`__recip_version1.0_#${number(i)}`] = {
      '__properties_version1.0': properties(8, { 202702851: 1 }),
      '__substg1.0_3001001F': wide(name),
      '__substg1.0_39FE001F': wide(address),
    }
  for (const [i, [name, bytes]] of Object.entries(attached).entries())
    message[`__attach_version1.0_#${number(i)}`] = {
      '__properties_version1.0': properties(8, { 923074563: 1 }),
      '__substg1.0_37010102': bytes,
      '__substg1.0_3707001F': wide(name),
    }
  const entries: Entry[] = []
  const add = (name: string, type: number, held: Folder): number => {
    const at = entries.length
    const children: number[] = []
    entries.push({ name, type, length: 0, children })
    for (const [below, one] of Object.entries(held)) {
      if (!(one instanceof Uint8Array)) {
        children.push(add(below, DIRECTORY, one))
        continue
      }
      children.push(entries.length)
      entries.push({
        name: below,
        type: DOCUMENT,
        length: one.length,
        binaryProvider: () => Uint8Array.from(one),
      })
    }
    return at
  }
  add('Root Entry', ROOT, message)
  return Buffer.from(burn(entries))
}
