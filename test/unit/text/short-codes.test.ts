import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openShortCodeStart, shortCodesOf } from '../../../src/text/views/short-codes.js'

const said = (text: string) =>
  shortCodesOf(text, 0, true).map((one) => [text.slice(one.start, one.end), one.decoded])
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('a short code says a word or a number', () => {
  test.each([
    ['a name', `My name is ${base64('Siiri')}.`, 'Siiri'],
    ['without its padding', `in ${base64('Lund').replace(/=+$/, '')}, he said`, 'Lund'],
    ['with marks', base64('Pálffy'), 'Pálffy'],
    ['in Japanese', `名前は${base64('山田太郎')}です`, '山田太郎'],
    ['two digits', `aged ${base64('47')}`, '47'],
    ['in a path', `/profile/${base64('Siiri Aalto')}/edit`, 'Siiri Aalto'],
    ['hexadecimal', `name: ${Buffer.from('Sara Lund').toString('hex')}`, 'Sara Lund'],
    ['base32', 'id ONQXEYJANR2W4ZA=', 'sara lund'],
    ['escapes', 'name=Tom%C3%A1s%20Nov%C3%A1k&x', 'Tomás Novák'],
  ])('%s', (_, text, word) => {
    expect(said(text).map(([, one]) => one)).toEqual([word])
  })

  test('a machine reads letters for digits', () => {
    expect(said('card 41l9268469462942, born 12/l/1981 or 2OO1')).toEqual([
      ['41l9268469462942', '4119268469462942'],
      ['2OO1', '2001'],
    ])
    expect(said('IBAN GB05QJZO19l99608871268')).toEqual([
      ['GB05QJZO19l99608871268', 'GB05QJZO19199608871268'],
    ])
  })

  test.each([
    'The quick brown fox jumps over 13 lazy dogs at 10:45.',
    'KEY=value; a == b; getUserNameById(JSON.parse(x))',
    'sha512-9OqXwoCZQd7jMSp8nMk9vX2m1T/6qB0eWl5c4NUyFZ8kRhxGZp3sVtDgYbAaJrLzQ0iHfEoKuCPnSxM7wTj2Bg==',
    '7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730',
    'H2O, B2B, CO2, 3rd, x86, mp3',
    '100%25 of %zz and 50%',
  ])('%s', (text) => {
    const words = said(text).filter(([code]) => !code!.includes('%'))
    expect(words).toEqual([])
  })
})

test('what is said does not depend on how much of the text has come', () => {
  const part = fc.oneof(
    fc.constantFrom('My ', '=', '%', '%4', '/', '-', '.', 'l', 'O', '0', '12', 'Qm9i', 'person=', '\n', '。'),
    fc.constantFrom('Siiri', 'Lund', 'Mr.', '12/10/1981', '山田').map(base64),
    fc.constantFrom('Tomás Novák', '山田').map(encodeURIComponent),
    fc.string({ maxLength: 6 }),
  )
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (parts, share) => {
        const text = parts.join('')
        const cut = text.slice(0, Math.floor(share * text.length))
        const open = openShortCodeStart(cut)
        const early = shortCodesOf(cut, 0, false)
        expect(early).toEqual(shortCodesOf(text, 0, true).filter(({ end }) => end <= open))
      },
    ),
    { numRuns: 400 },
  )
})
