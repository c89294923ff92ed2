import { createRequire } from 'node:module'
import { basename } from 'node:path/posix'
import type { FileContent, FilePart, FileSource } from '../content.js'
import { decodeText } from '../encoding.js'
import { htmlToText } from '../html.js'
import { Unfit } from '../unfit.js'
import { attachmentName, squeezed, uniqueName } from './mail.js'
import { notInstalled } from './not-installed.js'
import { PositionedText } from './positioned-text.js'
import { readRtf } from './rtf.js'

/** A mail as Outlook saves it: who wrote it to whom, its text, and as parts what is attached. */
export async function readMsg({ path, bytes, inner }: FileSource): Promise<FileContent> {
  const { MsgReader, decompressRTF } = loadReader()
  let reader: InstanceType<typeof MsgReader>
  let mail: ReturnType<typeof reader.getFileData>
  let rtf: Uint8Array | undefined
  try {
    reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    mail = reader.getFileData()
    // In the compression of Outlook (MS-OXRTFCP).
    rtf = mail.compressedRtf && Uint8Array.from(decompressRTF([...mail.compressedRtf]))
  } catch {
    throw new Unfit('document-invalid', 'it is no mail that can be read: it may be damaged')
  }
  if (mail.error !== undefined || mail.dataType !== 'msg')
    throw new Unfit('document-invalid', 'it is no mail that can be read: it may be damaged')
  const out = new PositionedText()
  const addresses = new Set<string>()
  const person = (name = '', ...given: readonly (string | undefined)[]) => {
    const address = given.find((one) => one?.includes('@'))
    if (address !== undefined) addresses.add(address.toLowerCase())
    return [name, address === undefined ? '' : `<${address}>`].filter(Boolean).join(' ')
  }
  const lines = [`From: ${person(mail.senderName, mail.senderSmtpAddress, mail.senderEmail)}`]
  for (const { recipType = 'to', name, smtpAddress, email } of mail.recipients ?? [])
    lines.push(`${recipType[0]!.toUpperCase()}${recipType.slice(1)}: ${person(name, smtpAddress, email)}`)
  const date = mail.messageDeliveryTime ?? mail.clientSubmitTime
  if (date !== undefined) lines.push(`Date: ${date}`)
  if (mail.subject !== undefined) lines.push(`Subject: ${mail.subject}`)
  out.at('headers')
  out.add(lines.join('\n'))
  const html = mail.html === undefined ? mail.bodyHtml : decodeText(mail.html)
  const bodies: readonly (readonly [place: string, text: string])[] = [
    ['message', mail.body ?? ''],
    ['message, HTML', html === undefined ? '' : htmlToText(html).text],
    ['message, RTF', rtf === undefined ? '' : readRtf({ path, bytes: rtf }).text],
  ]
  // Outlook keeps one text in up to three forms; what says nothing else is read once.
  let said = ''
  for (const [place, text] of bodies) {
    if (said.includes(squeezed(text))) continue
    out.at(said === '' ? 'message' : place)
    out.add(text)
    said += squeezed(text)
  }
  const parts: FilePart[] = []
  const names = new Set<string>()
  for (const [i, attachment] of (mail.attachments ?? []).entries()) {
    const { fileName, content } = reader.getAttachment(attachment)
    parts.push(...(await inner(uniqueName(attachmentName(fileName, '', i), names), content)))
  }
  return {
    own: { ...out.end(), title: mail.subject?.trim() || basename(path), correspondents: [...addresses] },
    parts,
  }
}

/** Modules of the older kind, whose default export is another thing to each loader of newer ones. */
function loadReader() {
  const require = createRequire(import.meta.url)
  try {
    const { default: MsgReader } = require('@kenjiuno/msgreader') as typeof import('@kenjiuno/msgreader')
    // Comes with the library, wherever that is installed.
    const { decompressRTF } = createRequire(require.resolve('@kenjiuno/msgreader'))(
      '@kenjiuno/decompressrtf',
    ) as { decompressRTF(bytes: number[]): number[] }
    return { MsgReader, decompressRTF }
  } catch {
    return notInstalled('@kenjiuno/msgreader')
  }
}
