import { type Attack, joinPieces, type Material, piecesOf, sentencesOf } from './attack.js'

const FILLERS = ['um', 'basically', 'you know', 'well', 'actually', 'like', 'I mean', 'so']
const FILLERS_JA = ['えーと', 'まあ', 'そうですね', 'なんか']

function filled(text: string, { lang, random, words }: Material, every: number, spoken: boolean): string {
  const list = spoken ? (lang === 'ja' ? FILLERS_JA : FILLERS) : words
  return joinPieces(
    piecesOf(text, lang).flatMap((word, i) => (i % every === every - 1 ? [word, random.pick(list)] : [word])),
    lang,
  )
}

/** Turn and turn about, `size` words of each. */
function woven(text: string, { lang, other }: Material, size: number): string {
  const own = piecesOf(text, lang)
  const others = piecesOf(other, lang)
  const pieces: string[] = []
  for (let i = 0; i < own.length; i += size) {
    pieces.push(...own.slice(i, i + size))
    for (let j = i; j < i + size; j++) pieces.push(others[j % others.length]!)
  }
  return joinPieces(pieces, lang)
}

const every = (n: number): Attack => ({
  name: `a word put in after every ${n === 1 ? 'word' : `${n} words`}`,
  level: 'L4',
  only: 'en',
  reversible: true,
  disguise: (text, material) => filled(text, material, n, false),
})

const alternating = (size: number): Attack => ({
  name: `two texts woven, ${size === 1 ? 'word by word' : `${size} words each`}`,
  level: 'L4',
  only: 'en',
  reversible: true,
  disguise: (text, material) => woven(text, material, size),
})

/** L4: the words in order, something else between them; or the sentences in another order. */
export const structureAttacks: readonly Attack[] = [
  {
    name: 'numbered list',
    level: 'L4',
    reversible: true,
    disguise: (text, { lang }) =>
      piecesOf(text, lang)
        .map((word, i) => `${i + 1}. ${word}`)
        .join('\n'),
  },
  every(1),
  every(2),
  every(3),
  every(5),
  {
    name: 'spoken fillers after every 2 words',
    level: 'L4',
    only: 'en',
    reversible: false,
    disguise: (text, material) => filled(text, material, 2, true),
  },
  alternating(1),
  alternating(2),
  alternating(6),
  {
    name: 'two texts woven, character by character',
    level: 'L4',
    only: 'ja',
    reversible: true,
    disguise: (text, { other }) => {
      const others = [...other.replace(/\s/g, '')]
      return [...text.replace(/\s/g, '')]
        .map((character, i) => character + others[i % others.length]!)
        .join('')
    },
  },
  {
    name: 'sentences shuffled',
    level: 'L4',
    reversible: false,
    disguise: (text, { random }) => random.shuffle(sentencesOf(text)).join(' '),
  },
]
