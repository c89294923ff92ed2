import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createPseudonyms,
  createScanner,
  decryptValues,
  type Operator,
  pattern,
} from '../../../src/detect/index.js'

const key = new Uint8Array(32).fill(7)
const other = new Uint8Array(32).fill(8)
const scanner = createScanner()
const wide = 'ｊｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ'
const TEXT = `連絡先は${wide}、カードは 4111 1111 1111 1111 です。 Ｆｕｌｌ　ｗｉｄｔｈ stays.`

describe('what is found', () => {
  test('lies where the original text has it', () => {
    expect(scanner.scan(TEXT).map(({ start, end, entity }) => [entity, TEXT.slice(start, end)])).toEqual([
      ['EMAIL_ADDRESS', wide],
      ['CREDIT_CARD', '4111 1111 1111 1111'],
    ])
    const secret = scanner.scan(`postgres://app:s3cr3tPw@db.example.com/main`)
    expect(secret.map(({ kind, entity }) => [kind, entity])).toEqual([['secret', 'CONNECTION_STRING']])
  })

  test('is what was asked for', () => {
    const cards = createScanner({ entities: ['CREDIT_CARD'] })
    expect(cards.scan(TEXT).map(({ entity }) => entity)).toEqual(['CREDIT_CARD'])
    const number = 'My Number 1234 5678 9018'
    expect(createScanner({ locales: ['ja'] }).scan(number)).toHaveLength(1)
    expect(createScanner({ locales: ['en-US'] }).scan(number)).toHaveLength(0)
    expect(createScanner({ minScore: 0.96 }).scan(TEXT)).toHaveLength(0)
    const staff = pattern({
      entity: 'STAFF',
      class: 'name',
      regex: /(?<![A-Z])ST-[0-9]{4}(?![0-9])/,
      examples: { match: ['ST-1234'], noMatch: ['XST-1234'] },
    })
    expect(
      createScanner({ recognizers: [staff] })
        .scan('an ST-1234')
        .map(({ entity }) => entity),
    ).toEqual(['STAFF'])
  })

  test.each([{ entities: ['NO_SUCH'] }, { minScore: 2 }])('%j is refused', (options) => {
    expect(() => createScanner(options)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  test('half a character is refused', () => {
    expect(() => scanner.scan('\ud800')).toThrow(expect.objectContaining({ code: 'text-invalid' }))
  })
})

describe('what it becomes', () => {
  const redact = (text: string, operator: Operator) => scanner.redact(text, { default: operator }).text

  test('the name of what it is, and nothing else changes', () => {
    expect(scanner.redact(TEXT).text).toBe(
      '連絡先は[EMAIL_ADDRESS]、カードは [CREDIT_CARD] です。 Ｆｕｌｌ　ｗｉｄｔｈ stays.',
    )
    expect(redact('to jo@example.com', { kind: 'redact', placeholder: '…' })).toBe('to …')
  })

  test('by entity, the default for the others', () => {
    const { text } = scanner.redact(TEXT, {
      CREDIT_CARD: { kind: 'mask', keep: 4 },
      default: { kind: 'redact', placeholder: '_' },
    })
    expect(text).toContain('連絡先は_、カードは **** **** **** 1111 です')
  })

  test('masked, showing the end of what is long enough', () => {
    expect(redact('jo@example.com', { kind: 'mask' })).toBe('**@*******.***')
    expect(redact('jo@example.com', { kind: 'mask', keep: 3, character: '＊' })).toBe(
      '＊＊@＊＊＊＊＊＊＊.com',
    )
    expect(redact('4111 1111 1111 1111', { kind: 'mask', keep: 9 })).toBe('**** **** **** ****')
  })

  test('a digest that all spellings share and another key changes', () => {
    const hash = (text: string, secret = key) => redact(text, { kind: 'hash', key: secret })
    expect(hash('4111 1111 1111 1111')).toMatch(/^\[CREDIT_CARD#[0-9a-f]{8}\.[0-9a-f]{16}\]$/)
    expect(hash('4111-1111-1111-1111')).toBe(hash('４１１１１１１１１１１１１１１１'))
    expect(hash('4111 1111 1111 1111')).not.toBe(hash('4111 1111 1111 1111', other))
  })

  test('a token that its key opens, whatever is around it', () => {
    // Beside an address almost anything may be a name.
    const scanner = createScanner({ entities: ['EMAIL_ADDRESS'] })
    const redact = (text: string, operator: Operator) => scanner.redact(text, { default: operator }).text
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (around) => {
        fc.pre(around.isWellFormed() && scanner.scan(around).length === 0)
        const text = `${around} ${wide} ${around}`
        const hidden = redact(text, { kind: 'encrypt', key })
        expect(hidden).not.toContain(wide)
        expect(hidden).toBe(redact(text, { kind: 'encrypt', key }))
        expect(decryptValues(hidden, [other, key])).toEqual({ text, opened: 1, left: 0 })
        expect(decryptValues(hidden, [other])).toEqual({ text: hidden, opened: 0, left: 1 })
      }),
      { numRuns: 50 },
    )
  })

  test('an altered token is not opened, nor one under another name', () => {
    const token = redact('jo@example.com', { kind: 'encrypt', key })
    const place = token.length - 4
    const altered = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1)
    expect(decryptValues(altered, [key])).toEqual({ text: altered, opened: 0, left: 1 })
    const renamed = token.replace('EMAIL_ADDRESS', 'PHONE_NUMBER')
    expect(decryptValues(renamed, [key]).opened).toBe(0)
    expect(decryptValues('[EMAIL_ADDRESS~00000000.x]', [key]).left).toBe(1)
  })

  test('a pseudonym, one throughout a conversation, with a way back', () => {
    const pseudonyms = createPseudonyms({ key, scope: 'a' })
    const one = redact('to jo@example.com, from li@example.com', { kind: 'pseudonym', pseudonyms })
    const two = redact('JO@example.com wrote', { kind: 'pseudonym', pseudonyms })
    const [jo, li] = one.match(/\[EMAIL_ADDRESS=[0-9a-f]{10}\]/g) ?? []
    expect(two).toBe(`${jo} wrote`)
    expect(li).not.toBe(jo)
    expect(pseudonyms.restore(`Dear ${jo}, and ${li}`)).toBe('Dear jo@example.com, and li@example.com')
    const elsewhere = createPseudonyms({ key, scope: 'b' })
    expect(redact('jo@example.com', { kind: 'pseudonym', pseudonyms: elsewhere })).not.toBe(jo)
    expect(elsewhere.restore(`${li}`)).toBe(li)
  })

  test('values that overlap become one, and of none a part is left', () => {
    const make = (entity: string, regex: RegExp, example: string) =>
      pattern({ entity, class: 'contact', regex, examples: { match: [example], noMatch: [] } })
    const overlapping = createScanner({
      entities: ['ONE', 'TWO'],
      recognizers: [make('ONE', /ab1234/, 'ab1234'), make('TWO', /234cd/, '234cd')],
    })
    expect(overlapping.scan('xab1234cdx')).toHaveLength(2)
    expect(overlapping.redact('xab1234cdx', { ONE: { kind: 'mask', keep: 3 } }).text).toBe('x[ONE, TWO]x')
  })

  test.each([
    { kind: 'hash', key: randomBytes(16) },
    { kind: 'mask', keep: -1 },
    { kind: 'mask', character: '**' },
    { kind: 'shred' } as unknown as Operator,
  ] satisfies Operator[])('%j is refused', (operator) => {
    expect(() => redact('jo@example.com', operator)).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})
