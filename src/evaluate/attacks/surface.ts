import { type Attack, charactersOf, joinPieces, piecesOf } from './attack.js'

const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  x: 'х',
  i: 'і',
  s: 'ѕ',
}
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', o: '0', t: '7', s: '5' }

function between(text: string, mark: string): string {
  return charactersOf(text).join(mark)
}

/** L0 to L2: the same letters, dressed otherwise. */
export const surfaceAttacks: readonly Attack[] = [
  { name: 'as it stands', level: 'L0', reversible: true, disguise: (text) => text },
  { name: 'capitals', level: 'L1', only: 'en', reversible: true, disguise: (text) => text.toUpperCase() },
  {
    name: 'other line breaks and spaces',
    level: 'L1',
    reversible: true,
    disguise: (text, { random }) =>
      text.replace(/\s+|[、。]/g, (gap) => (random.chance(0.5) ? `${gap}\n` : `${gap}  `)),
  },
  {
    name: 'no punctuation',
    level: 'L1',
    reversible: true,
    disguise: (text) => text.replace(/[\p{P}\p{S}]/gu, ''),
  },
  {
    name: 'marked up, word by word',
    level: 'L1',
    reversible: true,
    disguise: (text, { lang, random }) =>
      joinPieces(
        piecesOf(text, lang).map((word) => {
          const mark = random.pick(['**', '_', '`', '"', '~~'])
          return `${mark}${word}${mark}`
        }),
        lang,
      ),
  },
  {
    name: 'full width',
    level: 'L2',
    only: 'en',
    reversible: true,
    disguise: (text) =>
      text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  },
  {
    name: 'katakana for hiragana',
    level: 'L2',
    only: 'ja',
    reversible: true,
    disguise: (text) => text.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)),
  },
  {
    name: 'look-alike letters',
    level: 'L2',
    only: 'en',
    reversible: true,
    disguise: (text, { random }) =>
      text.replace(/[aeopcxis]/g, (letter) => (random.chance(0.5) ? HOMOGLYPHS[letter]! : letter)),
  },
  {
    name: 'zero-width characters',
    level: 'L2',
    reversible: true,
    disguise: (text) => between(text, '\u200b'),
  },
  {
    name: 'soft hyphens and joiners',
    level: 'L2',
    reversible: true,
    disguise: (text, { random }) =>
      charactersOf(text)
        .map((letter) => letter + random.pick(['\u00ad', '\u2060', '']))
        .join(''),
  },
  {
    name: 'combining marks',
    level: 'L2',
    only: 'en',
    reversible: true,
    disguise: (text, { random }) =>
      text.replace(/[a-z]/gi, (letter) => `${letter}${random.pick(['\u0301', '\u0336', '\u0308'])}`),
  },
  {
    name: 'direction marks',
    level: 'L2',
    reversible: true,
    disguise: (text, { lang }) =>
      joinPieces(
        piecesOf(text, lang).map((word) => `\u202a${word}\u202c`),
        lang,
      ),
  },
  {
    name: 'leet',
    level: 'L2',
    only: 'en',
    reversible: true,
    disguise: (text) => text.replace(/[aeots]/gi, (letter) => LEET[letter.toLowerCase()]!),
  },
]
