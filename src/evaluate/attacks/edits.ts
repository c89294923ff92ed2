import { type Attack, charactersOf, joinPieces, type Material, piecesOf } from './attack.js'
import { base64, rotated } from './codes.js'

/** Each word with this probability: another one for it (two of three), one more, or none. */
function edited(text: string, { lang, random, words }: Material, probability: number): string {
  return joinPieces(
    piecesOf(text, lang).flatMap((word) => {
      if (!random.chance(probability)) return [word]
      const kind = random.below(6)
      if (kind === 0) return []
      return kind === 1 ? [word, random.pick(words)] : [random.pick(words)]
    }),
    lang,
  )
}

/** Letters swapped, doubled, dropped or wrong. */
function mistyped(text: string, { random, lang }: Material, probability: number): string {
  const letters = charactersOf(text)
  for (let i = 0; i + 1 < letters.length; i++) {
    if (!random.chance(probability) || !/[\p{L}]/u.test(letters[i]!)) continue
    const kind = random.below(4)
    if (kind === 0) [letters[i], letters[i + 1]] = [letters[i + 1]!, letters[i]!]
    else if (kind === 1) letters[i] += letters[i]!
    else if (kind === 2) letters[i] = ''
    else letters[i] = lang === 'ja' ? 'の' : String.fromCharCode(97 + random.below(26))
  }
  return letters.join('')
}

const SYNONYMS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'said:remarked looked:glanced little:small great:large began:started went:walked house:home thought:believed ' +
    'saw:noticed old:aged good:fine man:fellow woman:lady quite:rather came:arrived asked:inquired knew:understood ' +
    'very:extremely many:numerous away:off always:ever often:frequently happy:glad room:chamber through:across ' +
    'seemed:appeared felt:sensed took:grabbed put:placed made:created gave:handed told:informed turned:spun'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

const edits = (percent: number): Attack => ({
  name: `words changed, ${percent} %`,
  level: 'L5',
  reversible: false,
  disguise: (text, material) => edited(text, material, percent / 100),
})

/** L5: copies that were worked over. */
export const editAttacks: readonly Attack[] = [
  edits(5),
  edits(15),
  edits(30),
  {
    name: 'typing errors, 3 % of letters',
    level: 'L5',
    reversible: false,
    disguise: (text, material) => mistyped(text, material, 0.03),
  },
  {
    name: 'synonyms',
    level: 'L5',
    only: 'en',
    reversible: false,
    disguise: (text) =>
      text.replace(/[a-z]+/g, (word) => (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word]! : word)),
  },
]

const both = (name: string, disguise: Attack['disguise'], only?: 'en'): Attack => ({
  name,
  level: 'L7',
  reversible: true,
  disguise,
  ...(only === undefined ? {} : { only }),
})

/** L7: two of them, one on the other. */
export const combinedAttacks: readonly Attack[] = [
  both('base64 of rot13', (text) => base64(rotated(text, 13)), 'en'),
  both('base64 twice', (text) => base64(base64(text))),
  both('hexadecimal of base64', (text) => Buffer.from(base64(text)).toString('hex')),
  both(
    'rot13, in capitals and spaced',
    (text) => charactersOf(rotated(text, 13).toUpperCase()).join(' '),
    'en',
  ),
  both('backwards, with zero-width characters', (text) => charactersOf(text).reverse().join('\u200b')),
  both('URL escapes of base64', (text) => encodeURIComponent(base64(text))),
  both('base64 of what is written backwards', (text) => base64(charactersOf(text).reverse().join(''))),
  both('numbered list, in capitals', (text, { lang }) =>
    piecesOf(text.toUpperCase(), lang)
      .map((word, i) => `(${i + 1}) ${word}`)
      .join(' '),
  ),
]
