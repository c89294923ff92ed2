import { charactersOf, join, type Traced, Tracing, wordsOf } from '../traced.js'
import { type Carrier, type CarrierContext, isEnglish, piecesOf } from './carrier.js'

const order = (
  name: string,
  family: string,
  apply: (traced: Traced, context: CarrierContext) => Traced,
  fits?: Carrier['fits'],
  keepsWords = false,
): Carrier => ({ name, family, takes: 'words', keepsWords, apply, ...(fits === undefined ? {} : { fits }) })

/** What words and what stands for them in a language without spaces: characters. */
const unitsOf = (traced: Traced, { corpus }: CarrierContext) =>
  corpus.dense ? charactersOf(traced) : wordsOf(traced)
const gap = ({ corpus }: CarrierContext) => (corpus.dense ? '' : ' ')

function woven(traced: Traced, context: CarrierContext, before: number): Traced {
  const { random, corpus } = context
  const out = new Tracing()
  for (const [i, unit] of unitsOf(traced, context).entries()) {
    if (i > 0) out.put(gap(context))
    for (let n = 0; n < before; n++) out.put(`${random.pick(corpus.fillers)}${gap(context)}`)
    out.keep(unit)
  }
  return out.done()
}

const isLong = (text: string, { corpus }: CarrierContext) =>
  corpus.dense ? text.length >= 24 : /(?:\S+\s+){7}/.test(text)

/** A word for each letter, from which the letter is taken. */
const INITIALS =
  'apple bread cloud drum eagle fire grass hill iron jar king lamp moon nest oak path queen rain sand tree urn vine wind xylophone yard zebra'.split(
    ' ',
  )

export const ORDERS: readonly Carrier[] = [
  {
    name: 'backwards',
    family: 'backwards',
    takes: 'any',
    keepsWords: false,
    apply: (traced) => join(charactersOf(traced).reverse(), ''),
  },
  order(
    'words in reverse order',
    'backwards',
    (traced, context) => join(unitsOf(traced, context).reverse(), gap(context)),
    isLong,
  ),
  order(
    'letters of each word backwards',
    'backwards',
    (traced, context) =>
      join(
        piecesOf(traced, context).map((word) => join(charactersOf(word).reverse(), '')),
        gap(context),
      ),
    isLong,
  ),
  order('a filler before every word', 'woven', (traced, context) => woven(traced, context, 1), isLong),
  order('two fillers before every word', 'woven', (traced, context) => woven(traced, context, 2), isLong),
  order(
    'woven with other text',
    'woven',
    (traced, context) => {
      const other = charactersOf({ text: context.corpus.harmless.join(' '), from: [], to: [] })
      const words = context.corpus.dense
        ? other.map(({ text }) => text)
        : context.corpus.harmless.join(' ').split(' ')
      const out = new Tracing()
      for (const [i, unit] of unitsOf(traced, context).entries()) {
        out.keep(unit).put(`${gap(context)}${words[i % words.length]}${gap(context)}`)
      }
      return out.done()
    },
    isLong,
  ),
  order(
    'every fourth word',
    'woven',
    (traced, context) => woven(traced, context, 3),
    (text, context) => isLong(text, context) && text.length < 200,
  ),
  order(
    'halves of the words changed over',
    'shuffled',
    (traced, context) => {
      const units = unitsOf(traced, context)
      const half = Math.ceil(units.length / 2)
      const out = new Tracing()
      for (let i = 0; i < half; i++) {
        out.keep(units[i]!).put(gap(context))
        if (units[half + i] !== undefined) out.keep(units[half + i]!).put(gap(context))
      }
      return out.done()
    },
    isLong,
  ),
  order(
    'blocks shuffled',
    'shuffled',
    (traced, context) => {
      const units = unitsOf(traced, context)
      const size = context.corpus.dense ? 9 : 5
      const blocks: Traced[] = []
      for (let i = 0; i < units.length; i += size) blocks.push(join(units.slice(i, i + size), gap(context)))
      return join(context.random.shuffle(blocks), context.corpus.dense ? '、' : ' … ')
    },
    isLong,
  ),
  order(
    'neighbouring words changed over',
    'shuffled',
    (traced, context) => {
      const units = unitsOf(traced, context)
      for (let i = 0; i + 1 < units.length; i += 2) [units[i], units[i + 1]] = [units[i + 1]!, units[i]!]
      return join(units, gap(context))
    },
    isLong,
  ),
  order(
    'columns',
    'grids',
    (traced, context) => {
      const characters = charactersOf(traced).filter(({ text }) => !/\s/.test(text))
      const height = 4 + context.random.below(5)
      const width = Math.ceil(characters.length / height)
      const rows = Array.from({ length: height }, (_, r) =>
        join(
          Array.from({ length: width }, (_, c) => characters[c * height + r]).filter(
            (one) => one !== undefined,
          ),
          ' ',
        ),
      )
      return join(rows, '\n')
    },
    (text) => text.length >= 40,
  ),
  order(
    'a letter a line',
    'grids',
    (traced) =>
      join(
        charactersOf(traced).filter(({ text }) => !/\s/.test(text)),
        '\n',
      ),
    (text) => text.length >= 40 && text.length < 260,
  ),
  order(
    'acrostic of words',
    'acrostics',
    (traced) => {
      const out = new Tracing()
      for (const character of charactersOf(traced)) {
        if (!/[a-z]/i.test(character.text)) continue
        const word = INITIALS[character.text.toLowerCase().charCodeAt(0) - 97]!
        out.keep({ ...character, text: word[0]! }).put(`${word.slice(1)} `)
      }
      return out.done()
    },
    (text) => isEnglish(text) && text.length < 200,
  ),
  order(
    'acrostic of lines',
    'acrostics',
    (traced, { random, corpus }) => {
      const out = new Tracing()
      for (const character of charactersOf(traced)) {
        if (/[\s\p{P}]/u.test(character.text)) continue
        out.keep(character).put(` ${random.pick(corpus.fillers)} ${random.pick(corpus.fillers)}\n`)
      }
      return out.done()
    },
    (text) => text.length < 200,
  ),
  order('doubled letters', 'letter play', (traced) => {
    const out = new Tracing()
    for (const character of charactersOf(traced)) {
      out.keep(character)
      if (/[\p{L}\p{N}]/u.test(character.text)) out.keep(character)
    }
    return out.done()
  }),
  order('swapped neighbours', 'letter play', (traced) =>
    join(
      wordsOf(traced).map((word) => {
        const characters = charactersOf(word)
        for (let i = 0; i + 1 < characters.length; i += 2)
          [characters[i], characters[i + 1]] = [characters[i + 1]!, characters[i]!]
        return join(characters, '')
      }),
      ' ',
    ),
  ),
  order(
    'pig latin',
    'letter play',
    (traced) =>
      join(
        wordsOf(traced).map((word) => {
          const characters = charactersOf(word)
          const from = characters.findIndex(({ text }) => /[aeiou]/i.test(text))
          if (from <= 0) return new Tracing().keep(word).put('way').done()
          return new Tracing()
            .keep(join([...characters.slice(from), ...characters.slice(0, from)], ''))
            .put('ay')
            .done()
        }),
        ' ',
      ),
    (text) => isEnglish(text.replace(/[.,]/g, '')) && !/\d/.test(text),
  ),
  order('a vowel between all letters', 'letter play', (traced, { corpus }) => {
    const out = new Tracing()
    for (const character of charactersOf(traced)) {
      out.keep(character)
      if (/\p{L}/u.test(character.text)) out.put(corpus.dense ? 'の' : 'x')
    }
    return out.done()
  }),
]
