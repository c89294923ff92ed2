import { basename } from 'node:path/posix'
import type { Address, Email } from 'postal-mime'
import { LIMITS } from '../../../src/core/limits.js'
import type { FileContent, FilePart, FileSource } from '../content.js'
import { htmlToText } from '../html.js'
import { Unfit } from '../unfit.js'
import { PositionedText } from './positioned-text.js'

/**
 * A mail (RFC 5322, MIME): who wrote it to whom, its text, and as parts what is attached. Of a text in two forms the
 * plain one is read, and the HTML too where it says anything else.
 */
export async function readMail({ path, bytes, inner }: FileSource): Promise<FileContent> {
  const { default: PostalMime } = await import('postal-mime')
  let mail: Email
  try {
    mail = await PostalMime.parse(bytes, {
      rfc822Attachments: true,
      forceRfc822Attachments: true,
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: 100,
    })
  } catch {
    throw new Unfit('document-invalid', 'it is no mail that can be read: it may be damaged')
  }
  if (
    mail.from === undefined &&
    mail.to === undefined &&
    mail.subject === undefined &&
    mail.date === undefined
  )
    throw new Unfit('document-invalid', 'it has none of the headers of a mail')
  const addresses = new Set<string>()
  const out = new PositionedText()
  out.at('headers')
  out.add(headersOf(mail, addresses).join('\n'))
  out.at('message')
  const plain = mail.text ?? ''
  const html = mail.html === undefined ? '' : htmlToText(mail.html).text
  out.add(plain)
  if (squeezed(html) !== squeezed(plain) && !squeezed(plain).includes(squeezed(html))) {
    out.at('message, HTML')
    out.add(html)
  }
  const parts: FilePart[] = []
  const names = new Set<string>()
  for (const [i, { filename, mimeType, content, related }] of mail.attachments.entries()) {
    // Pictures of a signature: no reader would take them, and there are many.
    if (related === true && mimeType.startsWith('image/')) continue
    const name = uniqueName(attachmentName(filename, mimeType, i), names)
    const attached = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
    parts.push(...(await inner(name, attached)))
  }
  return {
    own: {
      ...out.end(),
      title: mail.subject?.trim() || basename(path),
      correspondents: [...addresses],
    },
    parts,
  }
}

/**
 * A mailbox in the mbox format: each mail is a part, by its number. A line that begins with `From ` behind an empty one
 * begins a mail.
 */
export async function readMailbox({ bytes, inner }: FileSource): Promise<FileContent> {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (box.subarray(0, 5).toString('latin1') !== 'From ')
    throw new Unfit('document-invalid', 'it is no mailbox: it does not begin with a `From ` line')
  const parts: FilePart[] = []
  let number = 0
  for (let start = 0; start < box.length; ) {
    const end = nextMail(box, start)
    const body = box.indexOf(0x0a, start) + 1
    number += 1
    if (number > LIMITS.archiveEntries)
      throw new Unfit('document-too-large', `it has more than ${LIMITS.archiveEntries} mails: split it`)
    const mail = unquoted(box.subarray(body === 0 ? end : body, end))
    parts.push(...(await inner(`${number}.eml`, mail)))
    start = end
  }
  return { parts }
}

function nextMail(box: Buffer, start: number): number {
  for (let at = box.indexOf('\nFrom ', start); at >= 0; at = box.indexOf('\nFrom ', at + 1)) {
    const isBehindEmptyLine = box[at - 1] === 0x0a || (box[at - 1] === 0x0d && box[at - 2] === 0x0a)
    if (isBehindEmptyLine) return at + 1
  }
  return box.length
}

/** Lines of a mail that looked like its beginning were given a `>`. */
function unquoted(mail: Buffer): Buffer {
  if (!mail.includes('\n>From ') && !mail.includes('\n>>From ')) return mail
  return Buffer.from(mail.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1')
}

function headersOf(mail: Email, addresses: Set<string>): string[] {
  const lines: string[] = []
  const add = (name: string, given: readonly (Address | undefined)[] | undefined) => {
    const people = (given ?? []).flatMap((one) => (one === undefined ? [] : (one.group ?? [one])))
    for (const { address } of people) if (address?.includes('@')) addresses.add(address.toLowerCase())
    const said = people.map((one) =>
      [one.name, one.address ? `<${one.address}>` : ''].filter(Boolean).join(' '),
    )
    if (said.length > 0) lines.push(`${name}: ${said.join(', ')}`)
  }
  add('From', [mail.from])
  add('To', mail.to)
  add('Cc', mail.cc)
  add('Bcc', mail.bcc)
  if (mail.date !== undefined) lines.push(`Date: ${mail.date}`)
  if (mail.subject !== undefined) lines.push(`Subject: ${mail.subject}`)
  return lines
}

/** What is not named is named after its type, so that its reader is found. */
export function attachmentName(filename: string | null | undefined, mimeType: string, index: number): string {
  const name = basename((filename ?? '').replaceAll('\\', '/'))
    .replace(/[\p{Cc}#]/gu, '_')
    .slice(0, 200)
  if (name !== '') return name
  const extension = TYPES[mimeType] ?? (mimeType.startsWith('text/') ? 'txt' : 'bin')
  return `attachment-${index + 1}.${extension}`
}

export function uniqueName(name: string, names: Set<string>): string {
  let unique = name
  for (let i = 2; names.has(unique); i++) unique = `${i}-${name}`
  names.add(unique)
  return unique
}

const TYPES: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'application/pdf': 'pdf',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/calendar': 'ics',
  'application/json': 'json',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/epub+zip': 'epub',
  'application/zip': 'zip',
}

/** Without white space and marks of quoting: two texts that say the same. */
export function squeezed(text: string): string {
  return text.replace(/[\s\u00a0>*_]+/g, '')
}
