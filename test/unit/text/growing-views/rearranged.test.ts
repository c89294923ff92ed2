import { describe, expect, test } from 'vitest'
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
