import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  bytesOf,
  charactersOf,
  join,
  mapBytes,
  mapCharacters,
  mapWhole,
  type Traced,
  type TracedByte,
  Tracing,
  wordsOf,
} from '../traced.js'
import { type Carrier, isEnglish, isLatin, piecesOf } from './carrier.js'

type Encode = (bytes: readonly TracedByte[]) => Traced

const code = (name: string, family: string, encode: Encode, fits?: Carrier['fits']): Carrier => ({
  name,
  family,
  takes: 'any',
  keepsWords: false,
  fits: (text, context) => text.length <= 1_500 && (fits?.(text, context) ?? true),
  apply: (traced) => encode(bytesOf(traced)),
})

/** Powers of two: so many bytes are so many digits of an alphabet. */
const bits =
  (alphabet: string, width: number, group: number, pad: string): Encode =>
  (bytes) =>
    mapBytes(bytes, group, (part) => {
      const digits = part.map((byte) => byte.toString(2).padStart(8, '0')).join('')
      let out = ''
      for (let i = 0; i < digits.length; i += width) {
        out += alphabet[Number.parseInt(digits.slice(i, i + width).padEnd(width, '0'), 2)]!
      }
      return out.padEnd((group * 8) / width, pad === '' ? '' : pad)
    })

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = UPPER.toLowerCase()
const DIGITS = '0123456789'
export const base64: Encode = bits(`${UPPER}${LOWER}${DIGITS}+/`, 6, 3, '=')
const base64url: Encode = bits(`${UPPER}${LOWER}${DIGITS}-_`, 6, 3, '')
const base32: Encode = bits(`${UPPER}234567`, 5, 5, '=')
const base32hex: Encode = bits(`${DIGITS}${UPPER.slice(0, 22)}`, 5, 5, '=')
const crockford: Encode = bits('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 5, 5, '')
const zbase32: Encode = bits('ybndrfg8ejkmcpqxot1uwisza345h769', 5, 5, '')

/** As one big number: of a long text, each block of so many bytes by itself, as one would write lines. */
const big =
  (alphabet: string, block: number, between: string): Encode =>
  (bytes) => {
    const parts: Traced[] = []
    for (let i = 0; i < bytes.length; i += block) {
      parts.push(
        mapBytes(bytes.slice(i, i + block), block, (group) => {
          let value = BigInt(`0x${Buffer.from(group).toString('hex')}`)
          let out = ''
          const base = BigInt(alphabet.length)
          while (value > 0n) {
            out = alphabet[Number(value % base)]! + out
            value /= base
          }
          for (const byte of group) {
            if (byte !== 0) break
            out = alphabet[0]! + out
          }
          return out
        }),
      )
    }
    return join(parts, between)
  }

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const BASE62 = `${DIGITS}${UPPER}${LOWER}`
const BASE45 = `${DIGITS}${UPPER} $%*+-./:`

const base45: Encode = (bytes) =>
  mapBytes(bytes, 2, (group) => {
    const value = group.length === 2 ? group[0]! * 256 + group[1]! : group[0]!
    const digits = [value % 45, Math.floor(value / 45) % 45, Math.floor(value / 2025)]
    return digits
      .slice(0, group.length + 1)
      .map((digit) => BASE45[digit]!)
      .join('')
  })

const base85 =
  (alphabet: string): Encode =>
  (bytes) =>
    mapBytes(bytes, 4, (group) => {
      let value = 0
      for (let i = 0; i < 4; i++) value = value * 256 + (group[i] ?? 0)
      let out = ''
      for (let i = 0; i < 5; i++) {
        out = alphabet[value % 85]! + out
        value = Math.floor(value / 85)
      }
      return out.slice(0, group.length + 1)
    })
const ASCII85 = Array.from({ length: 85 }, (_, i) => String.fromCharCode(33 + i)).join('')
const Z85 = `${DIGITS}${LOWER}${UPPER}.-:+=^!/*?&<>()[]{}@%$#`
const GIT85 = `${DIGITS}${UPPER}${LOWER}!#$%&()*+-;<=>?@^_\`{|}~`

const ascii85: Encode = (bytes) => new Tracing().put('<~').keep(base85(ASCII85)(bytes)).put('~>').done()

const uuencode: Encode = (bytes) => {
  const out = new Tracing().put('begin 644 note.txt\n')
  for (let i = 0; i < bytes.length; i += 45) {
    const line = bytes.slice(i, i + 45)
    out.put(String.fromCharCode(32 + line.length))
    const sign = (value: number) => (value === 0 ? '`' : String.fromCharCode(32 + value))
    out.keep(
      mapBytes(line, 3, (group) => {
        const [a = 0, b = 0, c = 0] = group
        return [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63].map(sign).join('')
      }),
    )
    out.put('\n')
  }
  return out.put('`\nend\n').done()
}

const xxd: Encode = (bytes) => {
  const out = new Tracing()
  for (let i = 0; i < bytes.length; i += 16) {
    const line = bytes.slice(i, i + 16)
    out.put(`${i.toString(16).padStart(8, '0')}: `)
    for (let j = 0; j < line.length; j += 2) {
      out.keep(mapBytes(line.slice(j, j + 2), 2, (group) => Buffer.from(group).toString('hex'))).put(' ')
    }
    // The column of characters would say it as it stands.
    out.put(` ${'.'.repeat(line.length)}\n`)
  }
  return out.done()
}

const numbers =
  (radix: number, width: number, between: string, head = ''): Encode =>
  (bytes) =>
    join(
      bytes.map((byte) =>
        mapBytes([byte], 1, ([one = 0]) => head + one.toString(radix).padStart(width, '0')),
      ),
      between,
    )

const repeated =
  (times: number, write: (traced: Traced) => Traced) =>
  (traced: Traced): Traced => {
    let out = traced
    for (let i = 0; i < times; i++) out = write(out)
    return out
  }

const percent = (all: boolean) => (traced: Traced) =>
  mapCharacters(traced, (character) =>
    all && /[a-z ]/i.test(character)
      ? `%${character.charCodeAt(0).toString(16)}`
      : encodeURIComponent(character),
  )
const entities = (traced: Traced) =>
  mapCharacters(traced, (character) =>
    /[\p{L}\p{N}]/u.test(character) && !/[a-z0-9]/i.test(character)
      ? `&#${character.codePointAt(0)};`
      : /[&<>"]/.test(character)
        ? ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[character] ?? character)
        : character,
  )
const numbered = (traced: Traced) => mapCharacters(traced, (character) => `&#${character.codePointAt(0)};`)
const slashes = (traced: Traced) =>
  mapCharacters(traced, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  )

const escaped = (name: string, write: (traced: Traced) => Traced, fits?: Carrier['fits']): Carrier => ({
  name,
  family: 'escapes',
  takes: 'any',
  keepsWords: false,
  fits: (text, context) => text.length <= 700 && (fits?.(text, context) ?? true),
  apply: write,
})

const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

/** Legacy code pages, by asking the decoder what each code is. */
function codePage(label: string, doubled: boolean): ReadonlyMap<string, Uint8Array> {
  const decoder = new TextDecoder(label)
  const table = new Map<string, Uint8Array>()
  const add = (bytes: Uint8Array) => {
    const text = decoder.decode(bytes)
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes)
  }
  for (let a = 0; a < 256; a++) add(Uint8Array.of(a))
  if (doubled) for (let a = 0x81; a < 256; a++) for (let b = 0x40; b < 256; b++) add(Uint8Array.of(a, b))
  return table
}
const pages = new Map<string, ReadonlyMap<string, Uint8Array>>()
function pageOf(label: string, doubled: boolean): ReadonlyMap<string, Uint8Array> {
  let page = pages.get(label)
  if (page === undefined) pages.set(label, (page = codePage(label, doubled)))
  return page
}

const legacy = (label: string, language: string, doubled: boolean): Carrier => ({
  name: `${label} in base64`,
  family: 'code pages',
  takes: 'words',
  keepsWords: false,
  fits: (text, { corpus }) =>
    corpus.language === language && [...text].every((character) => pageOf(label, doubled).has(character)),
  apply: (traced) => base64(bytesOf(traced, (character) => pageOf(label, doubled).get(character)!)),
})

const wide = (name: string, encode: (text: string) => Uint8Array, write: Encode): Carrier => ({
  name,
  family: 'code pages',
  takes: 'words',
  keepsWords: false,
  apply: (traced) => write(bytesOf(traced, encode)),
})

const packed = (name: string, pack: (bytes: Buffer) => Buffer): Carrier => ({
  name,
  family: 'compressed',
  takes: 'any',
  keepsWords: false,
  apply: (traced) => mapWhole(traced, (text) => pack(Buffer.from(text)).toString('base64')),
})

const shift = (by: number) => (traced: Traced) =>
  mapCharacters(traced, (character) => {
    if (!/^[a-z]$/i.test(character)) return character
    const first = character < 'a' ? 65 : 97
    return String.fromCharCode(((character.charCodeAt(0) - first + by) % 26) + first)
  })

const substituted = (
  name: string,
  write: (traced: Traced, by: number) => Traced,
  fits: Carrier['fits'],
  keepsWords = false,
): Carrier => ({
  name,
  family: 'alphabets',
  takes: 'any',
  keepsWords,
  ...(fits === undefined ? {} : { fits }),
  apply: (traced, { random }) => write(traced, 1 + random.below(25)),
})

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const KANA = 'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん'

function keyboard(character: string): string {
  const row = ROWS.find((keys) => keys.includes(character.toLowerCase()))
  if (row === undefined) return character
  const next = row[(row.indexOf(character.toLowerCase()) + 1) % row.length]!
  return character === character.toLowerCase() ? next : next.toUpperCase()
}

const hasLatin: Carrier['fits'] = (text) => isLatin(text) && /[a-z]{3}/i.test(text)

/** A code by the word: each is decoded by itself. */
const byWord = (name: string, encode: Encode, between: string): Carrier => ({
  name,
  family: 'one word each',
  takes: 'words',
  keepsWords: false,
  apply: (traced, context) =>
    join(
      piecesOf(traced, context).map((word) => encode(bytesOf(word))),
      between,
    ),
})

export const CODES: readonly Carrier[] = [
  code('base64', 'base64', base64),
  code('base64url', 'base64', base64url),
  code('base32', 'base32', base32),
  code('base32, lower case', 'base32', (bytes) => mapCharacters(base32(bytes), (c) => c.toLowerCase())),
  code('base32hex', 'base32', base32hex),
  code('Crockford base32', 'base32', crockford),
  code('z-base-32', 'base32', zbase32),
  code('base58, in lines', 'big bases', big(BASE58, 40, '\n')),
  code('base62, in lines', 'big bases', big(BASE62, 40, '\n')),
  code('base45', 'big bases', base45),
  code('base85 of Adobe', 'base85', ascii85),
  code('base85 without frame', 'base85', base85(ASCII85)),
  code('Z85', 'base85', base85(Z85)),
  code('base85 of Git and Python', 'base85', base85(GIT85)),
  code('hexadecimal', 'hexadecimal', numbers(16, 2, '')),
  code('hexadecimal, 0x', 'hexadecimal', numbers(16, 2, ', ', '0x')),
  code('hexadecimal, colons', 'hexadecimal', numbers(16, 2, ':')),
  code('xxd', 'hexadecimal', xxd),
  code('binary', 'number lists', numbers(2, 8, ' ')),
  code('binary, no spaces', 'number lists', numbers(2, 8, '')),
  code('octal', 'number lists', numbers(8, 3, ' ')),
  code('decimal', 'number lists', numbers(10, 1, ' ')),
  code('decimal, commas', 'number lists', numbers(10, 1, ', ')),
  code('uuencode', 'uuencode', uuencode),
  escaped('percent', percent(true)),
  escaped('percent, twice', repeated(2, percent(true)), (text) => text.length <= 250),
  escaped('percent, three times', repeated(3, percent(true)), (text) => text.length <= 250),
  escaped('entities', numbered),
  escaped('entities, twice', (traced) => entities(numbered(traced))),
  escaped('entities, three times', (traced) => entities(entities(numbered(traced)))),
  escaped('backslashes', slashes),
  packed('gzip in base64', (bytes) => gzipSync(bytes)),
  packed('zlib in base64', (bytes) => deflateSync(bytes)),
  packed('raw deflate in base64', (bytes) => deflateRawSync(bytes)),
  wide('UTF-16 in base64', utf16, base64),
  wide('UTF-16, big end first, in base64', utf16be, base64),
  wide('UTF-16 in hexadecimal', utf16be, numbers(16, 2, '')),
  legacy('shift_jis', 'Japanese', true),
  legacy('euc-jp', 'Japanese', true),
  legacy('gbk', 'Chinese', true),
  legacy('euc-kr', 'Korean', true),
  legacy('windows-1251', 'Russian', false),
  legacy('koi8-r', 'Russian', false),
  legacy('windows-1252', 'German', false),
  byWord('base64 by the word', base64, ' '),
  byWord('base64 by the word, in a list', base64, '\n- '),
  byWord('hexadecimal by the word', numbers(16, 2, ''), ' '),
  byWord('base32 by the word', base32, ' '),
  substituted('rot13', (traced) => shift(13)(traced), hasLatin),
  substituted('another shift', (traced, by) => shift(by)(traced), hasLatin),
  substituted(
    'atbash',
    (traced) =>
      mapCharacters(traced, (character) => {
        if (!/^[a-z]$/i.test(character)) return character
        const first = character < 'a' ? 65 : 97
        return String.fromCharCode(25 - (character.charCodeAt(0) - first) + first)
      }),
    hasLatin,
  ),
  substituted('keyboard shift', (traced) => mapCharacters(traced, keyboard), hasLatin),
  substituted(
    'kana shift',
    (traced, by) =>
      mapCharacters(traced, (character) => {
        const at = KANA.indexOf(character)
        return at < 0 ? character : KANA[(at + by) % KANA.length]!
      }),
    (text) => [...text].filter((character) => KANA.includes(character)).length >= 12,
  ),
  substituted(
    'rot47',
    (traced) =>
      mapCharacters(traced, (character) =>
        /^[!-~]$/.test(character)
          ? String.fromCharCode(33 + ((character.charCodeAt(0) - 33 + 47) % 94))
          : character,
      ),
    hasLatin,
  ),
]

const MORSE: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- ' +
    'x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----.'
  )
    .split(' ')
    .map((entry) => [entry[0]!, entry.slice(1)]),
)
const PILOTS =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'.split(
    ' ',
  )
const POLICE =
  'Adam Boy Charles David Edward Frank George Henry Ida John King Lincoln Mary Nora Ocean Paul Queen Robert Sam Tom Union Victor William X-ray Young Zebra'.split(
    ' ',
  )
const DIGIT_WORDS = 'zero one two three four five six seven eight nine'.split(' ')
const BRAILLE = [...'⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵']
const WABUN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'イ.- ロ.-.- ハ-... ニ-.-. ホ-.. ヘ. ト..-.. チ..-. リ--. ヌ.... ル-.--. ヲ.--- ワ-.- カ.-.. ヨ-- タ-. レ--- ソ---. ツ.--. ネ--.- ナ.-. ラ... ム- ' +
    'ウ..- ヰ.-..- ノ..-- オ.-... ク...- ヤ.-- マ-..- ケ-.-- フ--.. コ---- エ-.--- テ.-.-- ア--.-- サ-.-.- キ-.-.. ユ-..-- メ-...- ミ..-.- シ--.-. ヱ.--.. ヒ--..- モ-..-. セ.---. ス---.- ン.-.-.'
  )
    .split(' ')
    .map((entry) => [entry[0]!, entry.slice(1)]),
)

const spelled = (
  name: string,
  write: (character: string) => string | undefined,
  between: string,
  wordBetween: string,
): Carrier => ({
  name,
  family: 'spelled',
  takes: 'words',
  keepsWords: false,
  fits: (text) => isEnglish(text) && text.length <= 200,
  apply(traced) {
    const words = wordsOf(traced).map((word) =>
      join(
        charactersOf(word)
          .map((character) => ({ character, said: write(character.text) }))
          .filter(({ said }) => said !== undefined)
          .map(({ character, said }) => mapCharacters(character, () => said!)),
        between,
      ),
    )
    return join(words, wordBetween)
  },
})

const letter = (character: string) => character.toLowerCase().charCodeAt(0) - 97
const isLetter = (character: string) => /^[a-z]$/i.test(character)

/** A kana, and its voicing mark as a sign of its own. */
function wabun(character: string): string | undefined {
  const [kana = '', mark] = character
    .normalize('NFD')
    .replace(/[\u3041-\u3096]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60))
  const signs = WABUN[kana]
  if (signs === undefined || mark === undefined) return signs
  return `${signs} ${mark === '\u3099' ? '..' : '..--.'}`
}

export const SPELLINGS: readonly Carrier[] = [
  spelled('Morse', (character) => MORSE[character.toLowerCase()], ' ', ' / '),
  spelled(
    'Morse in other signs',
    (character) => MORSE[character.toLowerCase()]?.replaceAll('.', '·').replaceAll('-', '−'),
    ' ',
    '   ',
  ),
  spelled(
    'alphabet of pilots',
    (character) =>
      isLetter(character)
        ? PILOTS[letter(character)]
        : /\d/.test(character)
          ? DIGIT_WORDS[Number(character)]
          : undefined,
    ' ',
    ', ',
  ),
  spelled(
    'alphabet of the police',
    (character) =>
      isLetter(character)
        ? POLICE[letter(character)]
        : /\d/.test(character)
          ? DIGIT_WORDS[Number(character)]
          : undefined,
    ' ',
    '. ',
  ),
  spelled(
    'Braille',
    (character) =>
      isLetter(character)
        ? BRAILLE[letter(character)]
        : /\d/.test(character)
          ? `⠼${BRAILLE[(Number(character) + 9) % 10]}`
          : undefined,
    '',
    '⠀',
  ),
  spelled(
    'A1 numbers',
    (character) =>
      isLetter(character)
        ? String(letter(character) + 1)
        : /\d/.test(character)
          ? `#${character}`
          : undefined,
    '-',
    ' ',
  ),
  spelled(
    'A0 numbers',
    (character) =>
      isLetter(character) ? String(letter(character)) : /\d/.test(character) ? `#${character}` : undefined,
    ' ',
    ' | ',
  ),
  {
    name: 'Morse of kana',
    family: 'spelled',
    takes: 'words',
    keepsWords: false,
    // What is no kana is left out, and must not be much.
    fits: (text) =>
      [...text].filter((character) => wabun(character) !== undefined).length > 0.8 * text.length,
    apply: (traced) =>
      join(
        charactersOf(traced)
          .filter(({ text }) => wabun(text) !== undefined)
          .map((character) => mapCharacters(character, (one) => wabun(one)!)),
        ' ',
      ),
  },
]
