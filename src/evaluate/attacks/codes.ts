import { type Attack, charactersOf, joinPieces, piecesOf } from './attack.js'

const bytesOf = (text: string) => [...Buffer.from(text)]
const pointsOf = (text: string) => charactersOf(text).map((character) => character.codePointAt(0)!)
const hex = (number: number, width = 2) => number.toString(16).padStart(width, '0')
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

export function rotated(text: string, by: number): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - first + by) % 26) + first)
  })
}

function base32(text: string): string {
  const bits = bytesOf(text)
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return bits.replace(/.{1,5}/g, (five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]!)
}

const code = (name: string, disguise: Attack['disguise'], only?: 'en' | 'ja'): Attack => ({
  name,
  level: 'L3',
  reversible: true,
  disguise,
  ...(only === undefined ? {} : { only }),
})

/** L3: codes that anybody can undo. */
export const codeAttacks: readonly Attack[] = [
  code('base64', base64),
  code('base64, in lines', (text) => base64(text).replace(/.{60}/g, '$&\n')),
  code(
    'base64url, behind some letters',
    (text, { random }) => `${'abc'.slice(random.below(3))}${Buffer.from(text).toString('base64url')}`,
  ),
  code('base32', base32),
  code('hexadecimal', (text) => Buffer.from(text).toString('hex')),
  code('hexadecimal, in pairs', (text) =>
    bytesOf(text)
      .map((byte) => hex(byte))
      .join(' '),
  ),
  code('binary', (text) =>
    bytesOf(text)
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join(' '),
  ),
  code('URL escapes', (text) => encodeURIComponent(text)),
  code('URL escapes, every byte', (text) =>
    bytesOf(text)
      .map((byte) => `%${hex(byte)}`)
      .join(''),
  ),
  code('HTML entities', (text) =>
    pointsOf(text)
      .map((point) => `&#${point};`)
      .join(''),
  ),
  code('JSON escapes', (text) =>
    Array.from({ length: text.length }, (_, i) => `\\u${hex(text.charCodeAt(i), 4)}`).join(''),
  ),
  code('quoted-printable', (text) =>
    bytesOf(text)
      .map((byte) => `=${hex(byte).toUpperCase()}`)
      .join(''),
  ),
  code('code points', (text) => pointsOf(text).join(', ')),
  code('U+ code points', (text) =>
    pointsOf(text)
      .map((point) => `U+${hex(point, 4).toUpperCase()}`)
      .join(' '),
  ),
  code('rot13', (text) => rotated(text, 13), 'en'),
  code('another shift', (text, { random }) => rotated(text, 1 + random.below(25)), 'en'),
  code('backwards', (text) => charactersOf(text).reverse().join('')),
  code(
    'word by word backwards',
    (text, { lang }) =>
      joinPieces(
        piecesOf(text, lang).map((word) => charactersOf(word).reverse().join('')),
        lang,
      ),
    'en',
  ),
  code('word order turned round', (text, { lang }) => joinPieces(piecesOf(text, lang).reverse(), lang), 'en'),
  code('spaced letters', (text) => charactersOf(text.replace(/\s+/g, '')).join(' ')),
  code('letters with hyphens', (text) => charactersOf(text).join('-')),
  code('JSON list of words', (text, { lang }) => JSON.stringify(piecesOf(text, lang))),
  code('Python list of characters', (text) => `['${charactersOf(text.replace(/'/g, '’')).join("', '")}']`),
  code('table, a word a cell', (text, { lang }) => `| ${piecesOf(text, lang).join(' | ')} |`),
  code('table, a word a row', (text, { lang }) =>
    piecesOf(text, lang)
      .map((word) => `| ${word} |`)
      .join('\n'),
  ),
]
