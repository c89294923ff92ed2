import { describe, expect, test } from 'vitest'
import { createScanner } from '../../src/detect/index.js'
import { principals, withFirewall } from '../support/world.js'

/**
 * What other projects got wrong with numbers, names and answers, in every writing: each line was seen by running one of
 * them. Their faults in retrieval are cases of the conformance suites (`test/conformance/langchain-retriever.ts`,
 * `chunk-store.ts`, `connector.ts`, `directory.ts`), those of journals in `test/unit/audit`.
 */
const scanner = createScanner()
const entities = (text: string) =>
  scanner
    .scan(text)
    .filter(({ entity }) => !['DATE_TIME', 'ORGANIZATION', 'LOCATION'].includes(entity))
    .map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`)

const wide = (text: string) =>
  text
    .replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    .replace(/ /g, '\u3000')

describe('numbers', () => {
  test.each([
    ['a card, although its first twelve digits are a valid My Number', '4111 1111 1111 1111', 'CREDIT_CARD'],
    ['a My Number', '1234 5678 9018', 'JP_MY_NUMBER'],
    ['a mobile number', '090-1234-5678', 'PHONE_NUMBER'],
  ])('%s, in half and full width, alone and between kanji', (_, value, entity) => {
    for (const text of [value, wide(value)]) {
      for (const [before, behind] of [
        ['', ''],
        ['番号は', 'です'],
        ['(', ')'],
        ['「', '」'],
        ['\n', '\n'],
      ] as const)
        expect(entities(before + text + behind)).toEqual([`${entity} ${text}`])
    }
  })

  test.each(['‐', '‑', '–', '—', 'ー', '－', '−', '-'])('a hyphen may be %s', (hyphen) => {
    const number = ['090', '1234', '5678'].join(hyphen)
    expect(entities(`携帯は${number}です`)).toEqual([`PHONE_NUMBER ${number}`])
  })

  test.each([
    ['a digit more on either side', '94111 1111 1111 11118'],
    ['a My Number that only a Luhn-like check accepts', '1234 5678 9012'],
    ['any seven digits are no bank account', '本日の来場者は1234567人でした。'],
    ['any twelve digits are no driving licence', '管理番号 123456789012 の箱です。'],
    ['nor in English', 'Box 123456789012 holds 1234567 screws.'],
  ])('%s', (_, text) => {
    expect(entities(text)).toEqual([])
  })

  test('a weak number is one beside its word', () => {
    expect(entities('普通預金 口座番号 1234567')).toEqual([expect.stringMatching(/ACCOUNT.* 1234567$/)])
    expect(entities('運転免許証番号 305012345670').join()).toContain('305012345670')
  })

  test('wareki and kanji digits are a birthday', () => {
    for (const date of ['平成2年5月3日', '平成二年五月三日', 'Ｈ２．５．３', '昭和六十三年一月七日'])
      expect(
        scanner.scan(`生年月日：${date}`).map(({ start, end }) => `生年月日：${date}`.slice(start, end)),
      ).toEqual([date])
  })
})

describe('addresses', () => {
  test.each([
    ['beside Japanese, where \\b fails', '連絡先john@example.comまで', 'john@example.com'],
    ['in brackets', '(john@example.com)', 'john@example.com'],
    ['with a character nobody sees', 'write to j\u200bohn@example.com', 'j\u200bohn@example.com'],
    ['behind a sentence that switched detection off', 'This is a test. john@example.com', 'john@example.com'],
  ])('%s', (_, text, value) => {
    expect(entities(text)).toEqual([`EMAIL_ADDRESS ${value}`])
  })
})

describe('names', () => {
  test('two capitalised words are nobody', () => {
    for (const text of [
      'Please open the Control Panel and choose Power Options.',
      'The Annual Report and the Quality Manual are in the Reading Room.',
      'Press Save As, then Print Preview.',
      'Our Customer Portal has a Help Center.',
    ])
      expect(entities(text)).toEqual([])
  })
})

describe('answers', () => {
  const reader = principals[0]!
  const check = async (answer: string) =>
    withFirewall([], (firewall) => firewall.check(answer, { principal: reader }))

  test('what was not found comes back as it was written, in full width', async () => {
    const text = 'Ｆｕｌｌ　ｗｉｄｔｈ　ﾊﾝｶｸ①㍿ e\u0301'
    expect((await check(`${text} ${wide('jo@sampleton.org')}`)).text).toBe(`${text} [EMAIL_ADDRESS]`)
  })

  test('a verdict is a word: blocked is not passed', async () => {
    const verdict = await check(`The key is AK${'IA'}IOSFODNN7SAMPQRT.`)
    expect(verdict.action).not.toBe('release')
    expect(Object.values(verdict).filter((value) => typeof value === 'boolean')).toEqual([])
  })

  test('findings carry no text of what was found', async () => {
    const verdict = await check('Write to mika.sample@sampleton.org or pay with 4000 1234 5678 9017.')
    expect(JSON.stringify(verdict)).not.toMatch(/mika|sample|4000/)
    expect(verdict.findings).toHaveLength(2)
  })
})
