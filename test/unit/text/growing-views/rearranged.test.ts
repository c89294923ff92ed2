import { describe, expect, test } from 'vitest'
import { CORPUS } from '../../../../src/evaluate/forms/corpus.js'
import { HARMLESS_ANSWERS } from '../../../../src/evaluate/forms/harmless/index.js'
import { GrowingViews } from '../../../../src/text/growing-views/growing-views.js'

function viewsOf(text: string): { name: string; text: string }[] {
  const views = new GrowingViews()
  views.read(text, true)
  return views.take().map((view) => ({ name: view.name, text: view.text.raw }))
}

const SAID = 'The cable ship will not be chartered again after the winter of this year.'
const words = SAID.split(' ')
const characters = [...SAID]
const swapped = <One>(all: readonly One[]) => {
  const out = [...all]
  for (let i = 0; i + 1 < out.length; i += 2) [out[i], out[i + 1]] = [out[i + 1]!, out[i]!]
  return out
}
const shift = (text: string, by: number) =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - first + by) % 26) + first)
  })
const bare = characters.filter((one) => /\p{L}/u.test(one))
const rows = Array.from({ length: 5 }, (_, r) => bare.filter((_one, i) => i % 5 === r).join(' ')).join('\n')

describe('what stands in another order', () => {
  test.each([
    ['backwards', [...characters].reverse().join('')],
    [
      'backwards, Japanese',
      '。るす長延を約契の船るす設敷をルブーケは会員委',
      '委員会はケーブルを敷設する船の契約を延長する。',
    ],
    ['each word backwards', words.map((word) => [...word].reverse().join('')).join(' ')],
    ['words in reverse order', [...words].reverse().join(' ')],
    [
      'words in reverse order, no stop',
      'immer wie 99 1261 1245 0800 DE75 Konto das auf wird Gezahlt',
      'Gezahlt wird auf das Konto DE75 0800 1245 1261 99 wie immer',
    ],
    ['halves in turn', 'The 2334 card 3010 to 9903 charge as is before 5425', 'is 5425 2334 3010 9903 as'],
    [
      'woven with another text',
      'Pay The 5425 first 2334 step 3010 is 9903 to now rinse',
      'Pay 5425 2334 3010 9903 now',
    ],
    [
      'blocks',
      'who came from the harbour … led by Wilhelmina … Achterkamp of the port',
      'Wilhelmina Achterkamp',
    ],
    ['two blocks', 'Achterkamp of the port … It was led by Wilhelmina', 'Wilhelmina Achterkamp'],
    ['blocks, Japanese', '350円になります、会社が受け取る金は、48,173,', '受け取る金は48,173,'],
    ['a sum in columns', 'W e a 4 7 u\nh i r 8 3 r\na n e 1 5 o', 'Whaeinare 481735 uro'],
    [
      'letters by their places',
      '20-8-5 3-1-18-4 9-19 #5-#4-#2-#5 #2-#3-#3-#4 9-14 9-20',
      'the card is 5425 2334 in it',
    ],
    [
      'letters by their places, long words',
      '12-5-4 2-25 23-9-12-8-5-12-13-9-14-1 1-3-8-20-5-18-11-1-13-16 9-14 9-20',
      'wilhelmina achterkamp',
    ],
    [
      'called out in sentences',
      'Tom Henry Edward. Edward Nora David. Boy Union Tom. Nora Ocean Tom.',
      'the end but not',
    ],
    ['neighboring words', swapped(words).join(' ')],
    ['neighboring letters', words.map((word) => swapped([...word]).join('')).join(' ')],
    ['doubled letters', SAID.replace(/\p{L}/gu, '$&$&')],
    ['a letter between all', SAID.replace(/\p{L}/gu, '$&x')],
    ['one of two', words.map((word, i) => `${['sun', 'oak'][i % 2]} ${word}`).join(' ')],
    ['one of four', words.map((word, i) => `sun oak ${['elm', 'ash'][i % 2]} ${word}`).join(' ')],
    [
      'one of two, Japanese',
      [...'委員会は船の契約を延長する'].map((one) => `花${one}`).join(''),
      '委員会は船の契約を延長する',
    ],
    ['another alphabet', shift(SAID, 7)],
    ['columns', rows, bare.join('')],
    ['a letter a line', bare.join('\n'), bare.join('')],
    [
      'first letters of lines',
      bare
        .slice(0, 30)
        .map((one) => `${one} and more`)
        .join('\n'),
      bare.slice(0, 30).join(''),
    ],
    ['glosses', words.map((word) => `${word} (oak)`).join(' ')],
    ['values of a key', `[${words.map((word, i) => `{"id": ${i}, "word": "${word}"}`).join(', ')}]`],
    ['values of numbered keys', `{${words.map((word, i) => `"k${i}": "${word}"`).join(', ')}}`],
    ['a column', words.map((word, i) => `${i},"${word}",ok`).join('\n')],
    ['a field', words.map((word, i) => `- id: ${i}\n  word: "${word}"`).join('\n')],
    ['a column of a table', words.map((word, i) => `| ${i} | ${word} | x |`).join('\n')],
  ])('is read back: %s', (_, written, said = SAID) => {
    expect(viewsOf(written).map(({ text }) => text.trim())).toContainEqual(expect.stringContaining(said))
  })

  test('everyday answers have few signs of it', () => {
    const signed = HARMLESS_ANSWERS.filter(({ text }) =>
      viewsOf(text).some(({ name }) => REARRANGED.test(name)),
    )
    expect(signed.length / HARMLESS_ANSWERS.length).toBeLessThan(0.15)
  })
})

const REARRANGED =
  /^(?:backwards|letters of words|words in reverse|neighboring|doubled|one letter|pig|every few|columns|glosses|initials|other letters|kana)/

test('prose is seldom held back for what it says in another order', () => {
  // Answers begin so, and backwards each of them looks as if its end stood first.
  const openers = [
    'Yes, ',
    'No. ',
    'Well, of course! ',
    'Ja, natürlich: ',
    'Non, ',
    '"Sí", dice. ',
    'Q3-2026 was good: ',
  ]
  const passages = CORPUS.flatMap(({ language, passages }) =>
    ['English', 'German', 'French', 'Spanish'].includes(language) ? passages : [],
  )
  const texts = openers.flatMap((opener) => passages.map((passage) => `${opener}${passage}`))
  const held = texts.filter((text) => {
    const views = new GrowingViews()
    for (let to = 4; to < text.length; to += 4) {
      views.read(text.slice(0, to), false)
      views.take()
      if (to - views.settled > 64) return true
    }
    return false
  })
  expect(texts.length).toBeGreaterThan(60)
  expect(held.length / texts.length, held.join('\n')).toBeLessThan(0.05)
})
