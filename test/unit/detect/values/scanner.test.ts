import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  createPseudonyms,
  createScanner,
  decryptValues,
  type Operator,
  pattern,
} from '../../../../src/detect/index.js'

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

  test('is never half of a picture, whatever stands behind it', () => {
    const all = createScanner({ minScore: 0 })
    for (const picture of ['🔑', '📞', '𝄞', '👩‍💻']) {
      for (const words of [
        '鍵は秘密です',
        '田中さん',
        '山本太郎に聞く',
        '氏名：佐藤',
        'Marta Quist',
        '東京都へ',
      ]) {
        const text = `${picture}${words}。${words}${picture}${words}`
        for (const { start, end } of all.scan(text))
          expect(text.slice(start, end).isWellFormed(), text).toBe(true)
      }
    }
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
    const [jo, li] = one.match(/\[EMAIL_ADDRESS=[0-9a-f]{12}\]/g) ?? []
    expect(two).toBe(`${jo} wrote`)
    expect(li).not.toBe(jo)
    expect(pseudonyms.restore(`Dear ${jo}, and ${li}`)).toBe('Dear jo@example.com, and li@example.com')
    const elsewhere = createPseudonyms({ key, scope: 'b' })
    expect(redact('jo@example.com', { kind: 'pseudonym', pseudonyms: elsewhere })).not.toBe(jo)
    expect(elsewhere.restore(`${li}`)).toBe(li)
  })

  test.each([
    ['[email_address=CODE]', 'jo@example.com'],
    ['［ＥＭＡＩＬ_ＡＤＤＲＥＳＳ＝CODE］様', 'jo@example.com様'],
    ['**EMAIL_ADDRESS=CODE**', '**jo@example.com**'],
    ['\\[EMAIL\\_ADDRESS=CODE\\]', 'jo@example.com'],
    ['[ EMAIL_ADDRESS = CODE ]’s', 'jo@example.com’s'],
    ['(EMAIL_ADDRESS=CODE)s', 'jo@example.coms'],
    ['【EMAIL_ADDRESS=CODE】さんへ', 'jo@example.comさんへ'],
    ['(see EMAIL_ADDRESS=CODE)', '(see jo@example.com)'],
    ['[EMAIL_ADDRESS=CODE, again]', '[jo@example.com, again]'],
    ['[PHONE_NUMBER=CODE]', '[PHONE_NUMBER=CODE]'],
    ['[EMAIL_ADDRESS=CODE0]', '[EMAIL_ADDRESS=CODE0]'],
    ['[XEMAIL_ADDRESS=CODE]', '[XEMAIL_ADDRESS=CODE]'],
  ])('a pseudonym that a model wrote as %s is turned back', (written, expected) => {
    const pseudonyms = createPseudonyms({ key, scope: 'a' })
    const made = redact('jo@example.com', { kind: 'pseudonym', pseudonyms })
    for (const code of [made.slice(15, -1), made.slice(15, -1).toUpperCase()]) {
      const filled = (text: string) => text.replace('CODE', code)
      expect(pseudonyms.restore(filled(written))).toBe(filled(expected))
    }
  })

  test('two values with one pseudonym are refused, not mixed up', () => {
    const pseudonyms = createPseudonyms({ key, scope: 'a' })
    // What no two values have in a lifetime: one entity and canonical form that reads as another’s.
    vi.spyOn(String.prototype, 'slice').mockReturnValue('0'.repeat(12))
    try {
      pseudonyms.of({ entity: 'A', text: 'x', canonical: 'x' })
      expect(() => pseudonyms.of({ entity: 'A', text: 'y', canonical: 'y' })).toThrow(
        expect.objectContaining({ code: 'work-limit' }),
      )
    } finally {
      vi.restoreAllMocks()
    }
  })

  test('untouched text is byte for byte what it was, and what can be turned back comes back whole', () => {
    const scanner = createScanner({ entities: ['EMAIL_ADDRESS', 'CREDIT_CARD', 'PHONE_NUMBER'] })
    const piece = fc.constantFrom(
      ...[
        '\r\n',
        '\r',
        '\n',
        '\t',
        '\u00a0',
        '\u3000',
        ' ',
        'e\u0301',
        'é',
        'ﾊﾟ',
        'が',
        'か\u3099',
        '㍿',
        '①',
        'ﬁ',
      ],
      ...[
        '\u202eabc\u202c',
        '\u2067שלום\u2069',
        '\u200b',
        '\ufeff',
        '👩‍💻',
        '🇯🇵',
        '葛\u{e0100}',
        '\0',
        '\u2028',
        'İ',
        'ß',
        '=',
        '[',
      ],
      ...[
        'jo@example.com',
        'ＪＯ＠ｅｘａｍｐｌｅ．ｃｏｍ',
        'li@example.org',
        '4111 1111 1111 1111',
        '090-1234-5678',
        '０９０－１２３４－５６７８',
      ],
    )
    const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const outside: string[] = []
        let end = 0
        for (const value of scanner.scan(text)) {
          if (value.start >= end) outside.push(text.slice(end, value.start))
          end = Math.max(end, value.end)
        }
        outside.push(text.slice(end))
        const pseudonyms = createPseudonyms({ key, scope: 'a' })
        const operators: Operator[] = [
          { kind: 'redact' },
          { kind: 'hash', key },
          { kind: 'encrypt', key },
          { kind: 'pseudonym', pseudonyms },
        ]
        for (const operator of operators) {
          const changed = scanner.redact(text, { default: operator }).text
          let rest = changed
          for (const [i, part] of outside.entries()) {
            expect(rest.startsWith(part)).toBe(true)
            rest = rest.slice(part.length)
            if (i < outside.length - 1) rest = rest.replace(/^\[[A-Z_, ]+(?:[#~=][^\]]+)?\]/, '')
          }
          expect(rest).toBe('')
          // Values that overlap are gone for good.
          if (/\[[A-Z_, ]+\]/.test(changed)) continue
          if (operator.kind === 'encrypt') expect(decryptValues(changed, [key]).text).toBe(text)
          if (operator.kind === 'pseudonym') {
            const spelling = (back: string) => scanner.redact(back, { default: { kind: 'hash', key } }).text
            expect(spelling(pseudonyms.restore(changed))).toBe(spelling(text))
          }
        }
      }),
      { numRuns: 150 },
    )
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
