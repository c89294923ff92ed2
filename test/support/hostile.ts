import { deflateRawSync, gzipSync } from 'node:zlib'
import { createRandom } from '../../src/evaluate/random.js'

/**
 * Texts that are as much work as a text can be, one a kind: for each mechanism that reads a text (a view, a decoder, a
 * recognizer, a detector) what makes it do most. `make` draws one of about so many code units.
 */
export interface HostileKind {
  readonly name: string
  /** It is no attack: it must be judged, however long it is. */
  readonly harmless?: true
  make(size: number): string
}

const WORDS =
  'a quiet river runs behind the old mill where people walk every morning and nobody speaks of the harbour'.split(
    ' ',
  )
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const BASE64 = `${LETTERS}${LETTERS.toUpperCase()}0123456789+/`

function drawn(name: string) {
  const random = createRandom(`hostile ${name}`)
  const whole = (below: number) => random.below(below)
  return { whole, from: (text: string) => text[whole(text.length)]! }
}

/** The same again and again. */
const again = (piece: string) => (size: number) =>
  piece.repeat(Math.ceil(size / piece.length)).slice(0, Math.floor(size / piece.length) * piece.length)

/** Pieces until it is long enough. */
function grown(name: string, piece: (draw: ReturnType<typeof drawn>, i: number) => string) {
  return (size: number) => {
    const draw = drawn(name)
    let text = ''
    for (let i = 0; text.length < size; i++) text += piece(draw, i)
    return text
  }
}

const letters = (alphabet: string) => grown(alphabet, ({ from }) => from(alphabet))
const prose = grown('prose', ({ whole }, i) => WORDS[whole(WORDS.length)]! + (i % 14 === 13 ? '.\n' : ' '))
const japanese = again('海辺の村で静かな朝を歩く人々。')
const bytes = (size: number) => {
  const { whole } = drawn('bytes')
  return Buffer.from(Array.from({ length: size }, () => whole(256)))
}
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const hex = (text: string) => Buffer.from(text).toString('hex')
const percent = (text: string) => hex(text).replace(/../g, '%$&')
const lines = (text: string, width: number, mark = '') =>
  (text.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []).map((line) => mark + line).join('\n')
/** What a code makes of prose that is so much shorter. */
const coded = (share: number, code: (text: string) => string) => (size: number) =>
  code(prose(Math.ceil(size * share)))

const kind = (name: string, make: HostileKind['make'], harmless?: true): HostileKind => ({
  name,
  make,
  ...(harmless === undefined ? {} : { harmless }),
})

export const HOSTILE: readonly HostileKind[] = [
  kind('prose', prose, true),
  kind('Japanese prose', japanese, true),
  kind('a picture in base64', (size) => base64(bytes((size * 3) / 4)), true),
  kind('a picture in lines', (size) => lines(base64(bytes((size * 3) / 4)), 76), true),
  kind(
    'a log',
    grown(
      'log',
      ({ whole }, i) =>
        `2024-05-0${1 + whole(9)}T10:${10 + (i % 50)}:0${whole(10)}Z INFO server[${whole(999)}]: GET /a/${whole(99)} 200 ${whole(999)}ms\n`,
    ),
    true,
  ),
  kind(
    'JSON',
    grown('JSON', ({ whole }, i) => `{"id": ${i}, "name": "River walk ${whole(99)}", "tags": ["a", "b"]},\n`),
    true,
  ),
  kind(
    'HTML',
    grown(
      'HTML',
      ({ whole }) => `<p class="x">${WORDS[whole(WORDS.length)]} <b>mill</b> and <a href="/m">more</a></p>\n`,
    ),
    true,
  ),
  kind(
    'source code',
    grown(
      'code',
      ({ whole }, i) => `export function step${i}(a: number) {\n  return a * ${whole(999)} + other(a)\n}\n`,
    ),
    true,
  ),
  kind(
    'CSV',
    grown('CSV', ({ whole }, i) => `${i},river ${whole(99)},${whole(9)}.${whole(99)},yes\n`),
    true,
  ),
  kind('base64 of prose', coded(3 / 4, base64)),
  kind(
    'base64 twice',
    coded(9 / 16, (text) => base64(base64(text))),
  ),
  kind(
    'base64 three times',
    coded(27 / 64, (text) => base64(base64(base64(text)))),
  ),
  kind(
    'base64 in short lines',
    coded(2 / 3, (text) => lines(base64(text), 20)),
  ),
  kind(
    'base64 with bullets',
    coded(0.6, (text) => lines(base64(text), 12, '- ')),
  ),
  kind('base64, a word each', (size) =>
    prose(size / 2)
      .split(' ')
      .map((word) => base64(word))
      .join(' '),
  ),
  kind('base64 of Japanese', (size) => base64(japanese(size / 4))),
  kind('base64 of UTF-16', (size) => base64(Buffer.from(prose((size * 3) / 8), 'utf16le'))),
  kind('hexadecimal', coded(1 / 2, hex)),
  kind(
    'hexadecimal of base64',
    coded(3 / 8, (text) => hex(base64(text))),
  ),
  kind(
    'hexadecimal in pairs',
    coded(1 / 3, (text) => hex(text).replace(/../g, '$& ')),
  ),
  kind(
    'binary',
    coded(1 / 8, (text) => [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')),
  ),
  kind('random base64', letters(BASE64)),
  kind('random letters', letters(LETTERS)),
  kind('random base32', letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')),
  kind('random digits', letters('0123456789')),
  kind('random signs', letters('!"#$%&()*+,-./:;<=>?@[]^_{|}~')),
  kind('patterned digits', again('1234567890')),
  kind('one letter', again('a')),
  kind('one digit', again('1')),
  kind('one blank', again(' ')),
  kind('blanks and line ends', again('    \t  \n')),
  kind('line ends', again('\n')),
  kind('percent escapes', coded(1 / 3, percent)),
  kind(
    'percent escapes of escapes',
    coded(1 / 9, (text) => percent(percent(text))),
  ),
  kind('entities', again('&#x41;&#66;&amp;')),
  kind('backslash escapes', again('\\u0041\\x42')),
  kind(
    'code points',
    coded(1 / 4, (text) => [...Buffer.from(text)].join(', ')),
  ),
  kind(
    'places in the alphabet',
    grown('places', ({ whole }) => `${1 + whole(26)}-`),
  ),
  kind('packed', (size) =>
    grown('packed', (_, i) => `${deflateRawSync(`${i} `.repeat(4_000)).toString('base64')}\n\n`)(size),
  ),
  kind('packed zeros', (size) =>
    grown('zeros', () => `${gzipSync(Buffer.alloc(60_000, 'ab ')).toString('base64')} and\n`)(size),
  ),
  kind(
    'Morse',
    grown('Morse', ({ from }) => `${from('.-')}${from('.-')} `),
  ),
  kind('spelled', again('alpha bravo charlie delta ')),
  kind(
    'letter by letter',
    grown('spaced', ({ from }) => `${from(LETTERS)} `),
  ),
  kind(
    'letters with hyphens',
    grown('hyphens', ({ from }) => `${from(LETTERS)}-`),
  ),
  kind(
    'leet',
    grown('leet', ({ from }) => from('01345789abcdefgh')),
  ),
  kind('zero width', again('a\u200b')),
  kind(
    'zero width alphabets',
    grown('widths', ({ from }) => from('\u200b\u200c\u200d\u2060') + from('ab')),
  ),
  kind(
    'tag characters',
    grown('tags', ({ whole }) => `a${String.fromCodePoint(0xe0020 + whole(95))}`),
  ),
  kind(
    'lookalikes',
    grown('lookalikes', ({ from }) => from('aсеоpacex ')),
  ),
  kind('opened tags', again('<')),
  kind('unclosed tags', again('<a href="')),
  kind('nested tags', again('<b><i>')),
  kind('comments', again('<!-- a --')),
  kind('keys', again('"a": ')),
  kind('nested objects', again('{"a":[')),
  kind('quotes', again('"')),
  kind('elements within elements', (size) => '<div>'.repeat(size / 11) + '</div>'.repeat(size / 11)),
  kind('lists within lists', (size) => '['.repeat(size / 2) + ']'.repeat(size / 2)),
  kind('quotes within quotes', (size) => `${'> '.repeat(size / 2)}a`),
  kind(
    'a letter among signs',
    grown('sparse', ({ from }) => `${from(LETTERS)}${'<'.repeat(500)}`),
  ),
  kind('subtitles', again('1\n00:00:01,000 --> 00:00:02,000\nriver\n\n')),
  kind('groups', again('abcd efgh ')),
  kind('unclosed links', again('[a](')),
  kind('reference links', again('[a][b')),
  kind('table cells', again('| a ')),
  kind('emphasis', again('*a_')),
  kind('commands of LaTeX', again('\\textbf{a')),
  kind('terminal escapes', again('\u001b[1m\u001b]0;')),
  kind(
    'addresses',
    grown('addresses', ({ whole }) => `u${whole(9999)}@ex${whole(97)}.com `),
  ),
  kind('unfinished addresses', again('a.b@c.')),
  kind('card numbers', again('4111 1111 1111 1111 ')),
  kind(
    'names',
    grown('names', ({ whole }) => `John Smith${whole(9)} and Mary Jones, `),
  ),
  kind('Japanese names', again('山田太郎と佐藤花子、')),
  kind(
    'capital words',
    grown('capitals', ({ from }) => `${from(LETTERS).toUpperCase()}${from(LETTERS)}${from(LETTERS)} `),
  ),
  kind('keys of machines', again('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n')),
  kind('links', again('https://a.b/c?d=e&f=%41 ')),
  kind(
    'dates',
    grown('dates', ({ whole }) => `${1 + whole(28)} May 20${10 + whole(20)}, `),
  ),
  kind(
    'sums',
    grown('sums', ({ whole }) => `¥${whole(999)},${100 + whole(899)} and $${whole(99)}m `),
  ),
  kind('combining marks', again('e\u0301\u0302\u0303')),
  kind('emoji', again('👩‍👩‍👧')),
]
