import { basename } from 'node:path/posix'
import { LIMITS } from '../../../src/core/limits.js'
import type { FileSource, FileText } from '../content.js'
import { decodeAs } from '../encoding.js'
import { Unfit } from '../unfit.js'
import { Paragraphs } from './paragraphs.js'
import { PositionedText } from './positioned-text.js'

/** What a group of RTF is for. Of those that are not listed and begin with `\*`, nothing is read. */
type Destination = 'text' | 'skip' | 'fonts' | { readonly property: string }

interface Group {
  destination: Destination
  /** Characters that follow a Unicode one for readers without Unicode. */
  fallback: number
  encoding: string
  /** A tracked insertion or deletion is on. */
  change: 'inserted' | 'deleted' | undefined
  /** Began a text that stands apart. */
  isApart: boolean
}

/**
 * Rich Text Format (1.9.1): text, headers, footers, notes, comments, shapes, tracked changes and properties, in the
 * code pages that its fonts name and in Unicode. Hidden text is text.
 */
export function readRtf({ path, bytes }: Pick<FileSource, 'path' | 'bytes'>): FileText {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const out = new PositionedText()
  const paragraphs = new Paragraphs(out)
  const properties = new Map<string, string>()
  const fonts = new Map<number, string>()
  let standard = 'windows-1252'
  let font = 0
  let notes = 0
  let skipping = 0
  let pending: number[] = []
  const groups: Group[] = []
  let group: Group = {
    destination: 'text',
    fallback: 1,
    encoding: standard,
    change: undefined,
    isApart: false,
  }

  const say = (text: string) => {
    const { destination } = group
    if (destination === 'text') paragraphs.text(text)
    else if (typeof destination === 'object')
      properties.set(destination.property, (properties.get(destination.property) ?? '') + text)
  }
  const flush = () => {
    if (pending.length === 0) return
    const text = decodeAs(group.encoding, Uint8Array.from(pending))
    pending = []
    if (text === undefined && group.destination !== 'skip' && group.destination !== 'fonts')
      throw new Unfit('source-unreadable', 'some of its characters are not in the code page that it names')
    say(text ?? '')
  }
  const apart = (where: string) => {
    paragraphs.startApart(where)
    group.isApart = true
    group.destination = 'text'
  }
  const note = (where: string) => {
    notes += 1
    apart(`${where} ${notes}`)
  }
  const setChange = (change: Group['change']) => {
    if (group.change !== undefined) paragraphs.changes.pop()
    if (change !== undefined) paragraphs.changes.push(change)
    group.change = change
  }

  const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|([^\\{}]+)/gi
  let end = 0
  let starred = false
  for (const match of source.matchAll(TOKEN)) {
    if (match.index !== end) break
    end = match.index + match[0].length
    const [, word, parameter, hex, symbol, brace, plain] = match
    if (hex !== undefined) {
      if (skipping > 0) skipping -= 1
      else if (group.destination !== 'skip') pending.push(Number.parseInt(hex, 16))
      continue
    }
    if (plain !== undefined) {
      let text = plain.replace(/[\r\n]/g, '')
      if (skipping > 0) {
        const skipped = Math.min(skipping, text.length)
        skipping -= skipped
        text = text.slice(skipped)
      }
      if (text === '' || group.destination === 'skip') continue
      // The second byte of a wide character may be an ordinary letter.
      if (pending.length > 0 && decodeAs(group.encoding, Uint8Array.from(pending)) === undefined) {
        pending.push(text.charCodeAt(0))
        text = text.slice(1)
      }
      flush()
      say(/[\x80-\xff]/.test(text) ? (decodeAs(group.encoding, Buffer.from(text, 'latin1')) ?? '') : text)
      continue
    }
    flush()
    if (brace === '{') {
      if (groups.length >= LIMITS.xmlDepth) throw new Unfit('document-invalid', 'its groups nest too deeply')
      groups.push(group)
      group = { ...group, change: undefined, isApart: false }
      starred = false
      continue
    }
    if (brace === '}') {
      setChange(undefined)
      if (group.isApart) paragraphs.endApart()
      const before = groups.pop()
      if (before === undefined)
        throw new Unfit('document-invalid', 'its groups do not match: it may be damaged')
      group = before
      skipping = 0
      if (groups.length === 0) break
      continue
    }
    if (symbol !== undefined) {
      if (symbol === '*') starred = true
      else if (symbol === '~') say('\u00a0')
      else if (symbol === '_') say('\u2011')
      else if (symbol === '\\' || symbol === '{' || symbol === '}') say(symbol)
      else if (symbol === '\n' || symbol === '\r') paragraphs.endParagraph()
      continue
    }
    if (word === undefined) continue
    const number = parameter === undefined ? undefined : Number(parameter)
    const isStarred = starred
    starred = false
    if (group.destination === 'skip') {
      if (word === 'bin' && number !== undefined) end += number
      continue
    }
    if (group.destination === 'fonts') {
      if (word === 'f' && number !== undefined) font = number
      else if (word === 'fcharset' && number !== undefined) fonts.set(font, CHARSETS[number] ?? standard)
      else if (isStarred) group.destination = 'skip'
      continue
    }
    const property = PROPERTIES[word]
    if (word === 'u' && number !== undefined) {
      say(String.fromCharCode(number < 0 ? number + 65_536 : number))
      skipping = group.fallback
    } else if (word === 'uc') group.fallback = number ?? 1
    else if (word === 'ansicpg') {
      standard = CODE_PAGES[number ?? 1252] ?? 'windows-1252'
      group.encoding = standard
    } else if (word === 'f') group.encoding = fonts.get(number ?? 0) ?? standard
    else if (word === 'par' || word === 'row' || word === 'sect' || word === 'page') {
      if (group.destination === 'text') paragraphs.endParagraph()
    } else if (word === 'line') say('\n')
    else if (word === 'tab' || word === 'cell' || word === 'nestcell') say('\t')
    else if (SYMBOLS[word] !== undefined) say(SYMBOLS[word])
    else if (word === 'fonttbl') group.destination = 'fonts'
    else if (/^(?:header|footer)[lrf]?$/.test(word)) apart(word.slice(0, 6))
    else if (word === 'footnote') note('footnote')
    else if (word === 'annotation') note('comment')
    else if (word === 'atnauthor') group.destination = { property: 'Comments by' }
    else if (word === 'shptxt' || word === 'dptxbxtext') apart('text box')
    else if (property !== undefined) {
      group.destination = { property }
      if (properties.has(property)) say(', ')
    } else if (word === 'deleted') setChange(number === 0 ? undefined : 'deleted')
    else if (word === 'revised') setChange(number === 0 ? undefined : 'inserted')
    else if (word === 'plain' && group.change !== undefined) setChange(undefined)
    else if (SKIPPED.has(word) || (isStarred && !KEPT.has(word))) group.destination = 'skip'
    else if (word === 'bin' && number !== undefined) end += number
  }
  flush()
  if (groups.length > 0) throw new Unfit('document-invalid', 'it is cut off: its groups are not closed')
  paragraphs.endParagraph()
  out.addProperties(properties)
  return { ...out.end(), title: properties.get('Title')?.trim() || basename(path) }
}

const PROPERTIES: Readonly<Record<string, string>> = {
  title: 'Title',
  subject: 'Subject',
  author: 'Author',
  operator: 'Last saved by',
  manager: 'Manager',
  company: 'Company',
  category: 'Category',
  keywords: 'Keywords',
  doccomm: 'Comments',
}

const SYMBOLS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
}

const SKIPPED = new Set(
  (
    'colortbl stylesheet pict themedata colorschememapping listtable listoverridetable rsidtbl revtbl generator fldinst ' +
    'datastore latentstyles xmlnstbl objdata nonshppict filetbl pgptbl listtext pntext bkmkstart bkmkend creatim revtim ' +
    'printim buptim atrfstart atrfend atnid atndate atnref atnparent sp defchp defpap ftnsep ftnsepc aftnsep'
  ).split(' '),
)

/** Groups that begin with `\*` and hold text, or groups with text. */
const KEPT = new Set('shpinst shppict shprslt shpgrp objclass userprops propname staticval'.split(' '))

const CODE_PAGES: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
  65001: 'utf-8',
}

/** What a font says its characters are. */
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
}
