import { analyse } from 'chardet'

/**
 * Bytes to text, or undefined for what is not text or whose encoding cannot be told. UTF-8, UTF-16 and ISO-2022-JP
 * tell themselves; the rest is a guess, made only where it is sure (`encodingOf`). Never guesses with replacement
 * characters: a file is read right or refused.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes)
  return encoding === undefined ? undefined : decodeAs(encoding, bytes)
}

/** The same in an encoding that the source names, a WHATWG label; undefined for bytes that are not valid in it. */
export function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    const text = createDecoder(encoding).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** A part of a text, cut anywhere; one that throws for bytes that are not valid. */
export interface Decoder {
  decode(bytes: Uint8Array, options?: { readonly stream?: boolean }): string
}

/** Throws for a label that is not known, and reading throws for bytes that are not valid in it. */
export function createDecoder(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true })
  if (decoder.encoding !== 'windows-1252') return decoder
  // Node 20 takes it for Latin 1, which has control characters where it has quotation marks.
  return {
    decode: (bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (control) => {
          const character = WINDOWS_1252[control.charCodeAt(0) - 0x80]!
          if (character === ' ') throw new RangeError('not windows-1252')
          return character
        }),
  }
}

const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** Bytes that a guess is made from: what statistics of letters need, many times over. */
const SAMPLE = 64 * 1024

/**
 * How sure a guess must be, of 100, and by how much more than of any other reading that gives another text. The
 * statistics are chardet's; texts of a sentence and more come out at 90 and above in the scripts of East Asia, and at
 * 40 and above in those of eight bits.
 */
const SURE = { wide: 80, eightBits: 40, lead: 20 } as const

/**
 * The encoding of a text as a WHATWG label, or undefined if it is none or cannot be told: by its byte order mark, as
 * UTF-16 without one, by ISO-2022-JP's escapes, as UTF-8 if it is valid throughout, else by the statistics of its
 * letters where these are sure. Its first lines are enough to tell.
 */
export function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes.includes(0)) return unmarkedUtf16(bytes)
  if (hasJisEscape(bytes)) return 'iso-2022-jp'
  if (decodeAs('utf-8', bytes) !== undefined) return 'utf-8'
  return guess(bytes.subarray(0, SAMPLE), bytes)
}

/**
 * Text in UTF-16 without a mark: the right way round it has no control characters, and spaces, line ends, digits or
 * Japanese punctuation, of which it has none or hardly any the other way round.
 */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const [little, big] = (['utf-16le', 'utf-16be'] as const).map((encoding) => {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (text.length < 16 || CONTROLS.test(text)) return 0
      return (text.match(/[\x20-\x7e\r\n\t\u3000-\u3002]/g)?.length ?? 0) / text.length
    } catch {
      return 0
    }
  }) as [number, number]
  if (Math.max(little, big) < 0.04 || Math.min(little, big) * 3 > Math.max(little, big)) return undefined
  return little > big ? 'utf-16le' : 'utf-16be'
}

const CONTROLS = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffe\uffff]|\p{Cn}/u

/** ISO-2022-JP is seven bits wide and would pass for ASCII: its escape sequences tell. */
function hasJisEscape(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0x1b); i >= 0; i = bytes.indexOf(0x1b, i + 1)) {
    if (bytes[i + 1] === 0x24 && (bytes[i + 2] === 0x42 || bytes[i + 2] === 0x40)) return true
  }
  return false
}

function guess(sample: Uint8Array, bytes: Uint8Array): string | undefined {
  const japanese = ['euc-jp', 'shift_jis'].filter((encoding) => isKana(decodeAs(encoding, bytes), bytes))
  if (japanese.length === 1) return japanese[0]
  const readings = analyse(sample).flatMap(({ name, confidence }) => {
    const label = LABELS[name.toLowerCase()] ?? name.toLowerCase()
    const text = confidence === 0 ? undefined : decodeAs(label, bytes)
    return text === undefined || CONTROLS.test(text) ? [] : [{ label, name, confidence, text }]
  })
  const [best] = readings
  if (best === undefined) return undefined
  const isWide = WIDE.has(best.label)
  const rival = readings.find(({ text }) => text !== best.text)?.confidence ?? 0
  const isSure =
    best.confidence >= (isWide ? SURE.wide : SURE.eightBits) && best.confidence - rival >= SURE.lead
  // A family of ISO 8859 whose Windows twin has other letters in its place: nothing in the bytes tells which.
  const twin = TWINS[best.name.toLowerCase()]
  if (!isSure) return undefined
  if (twin !== undefined && decodeAs(twin, bytes) !== best.text) return undefined
  return best.label
}

const WIDE: ReadonlySet<string> = new Set(['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'])

/** Latin 1 is what nobody writes who does not write its superset of Windows. */
const LABELS: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-8': 'windows-1255',
}

const TWINS: Readonly<Record<string, string>> = {
  'iso-8859-2': 'windows-1250',
  'iso-8859-7': 'windows-1253',
}

/**
 * A fifth of the wide characters is kana: no text in another encoding of East Asia reads so as a whole, and only a
 * word or two of Big5, which has its commonest characters where EUC-JP has kana.
 */
function isKana(text: string | undefined, bytes: Uint8Array): boolean {
  const wide = text?.match(/[^\x00-\x7f]/g)?.length ?? 0
  if (wide === 0) return false
  const kana = text!.match(/[\u3041-\u3096\u30a1-\u30fc]/g)?.length ?? 0
  return kana / wide >= 0.2 && (wide >= 8 || decodeAs('big5', bytes) === undefined)
}
