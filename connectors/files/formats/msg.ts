import { basename } from 'node:path/posix'
import type { FileContent, FilePart, FileSource } from '../content.js'
import { decodeText } from '../encoding.js'
import { htmlToText } from '../html.js'
import { Unfit } from '../unfit.js'
import { attachmentName, uniqueName } from './mail.js'
import { notInstalled } from './not-installed.js'
import { PositionedText } from './positioned-text.js'

/** A mail as Outlook saves it: who wrote it to whom, its text, and as parts what is attached. */
export async function readMsg({ path, bytes, inner }: FileSource): Promise<FileContent> {
  const library = await import('@kenjiuno/msgreader').catch(() => notInstalled('@kenjiuno/msgreader'))
  // A module of the older kind: what it exports is a member of its default.
  const { default: MsgReader } = library.default
  let reader: InstanceType<typeof MsgReader>
  let mail: ReturnType<typeof reader.getFileData>
  try {
    reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    mail = reader.getFileData()
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
  if (mail.messageDeliveryTime !== undefined) lines.push(`Date: ${mail.messageDeliveryTime}`)
  if (mail.subject !== undefined) lines.push(`Subject: ${mail.subject}`)
  out.at('headers')
  out.add(lines.join('\n'))
  out.at('message')
  const html = mail.html === undefined ? mail.bodyHtml : decodeText(mail.html)
  out.add(mail.body ?? (html === undefined ? '' : htmlToText(html).text))
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
