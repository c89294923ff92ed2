import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { DRAMA_NUMBERS, EXAMPLE_ACCOUNTS, TEST_CARDS } from '../../../../src/detect/values/nobodys-table.js'
import { createPersonalDataDetector } from '../../../../src/detect/values/personal-data.js'
import { recognizeValues, valueDigest } from '../../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'
import { batch } from '../streaming.js'

const key = secretKey(new Uint8Array(32).fill(7))
const recognizers = defaultRecognizers()

/** Spans of an answer that are acted upon, where a document that the reader may not read says `held`. */
async function found(answer: string, held = '', minScore?: number): Promise<string[]> {
  const digests = new Set(
    recognizeValues(held, recognizers).map(({ entity, canonical }) => valueDigest(key, entity, canonical)),
  )
  const detector = createPersonalDataDetector({
    recognizers,
    key,
    values: { lookup: async (asked) => asked.map((one) => (digests.has(one) ? [0 as DocumentNumber] : [])) },
    ...(minScore === undefined ? {} : { minScore }),
  })
  const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
  return (await batch(detector, answer, reader)).map(({ start, end }) => answer.slice(start, end))
}

/** Each a value that was given away, beside one like it that was not. */
const KINDS: readonly (readonly [kind: string, nobodys: string, somebodys: string])[] = [
  ['a contract', 'The contract no. 020 7183 8750 ends.', 'Call us on 020 7183 8750 then.'],
  ['a contract in Japanese', '契約番号 06-5957-3260 です。', '電話番号 06-5957-3260 です。'],
  ['a drawing', '<path d="M10 042 445 8899z"/>', '<a title="Tel. 042 445 8899">'],
  ['documentation', 'The host is 198.51.100.77 there.', 'The host is 198.52.100.77 there.'],
  ['a private network', 'The host is 172.20.14.9 there.', 'The host is 172.33.14.9 there.'],
  ['a local link', 'The host is 169.254.10.20 there.', 'The host is 168.254.10.20 there.'],
  ['documentation, long', 'The host is 2001:db8:12::7 there.', 'The host is 2001:db9:12::7 there.'],
  ['a public resolver', 'Ask 208.67.222.222 for it.', 'Ask 208.67.222.223 for it.'],
  ['an example domain', 'Write to kim.oh@example.net now.', 'Write to kim.oh@exemplary.net now.'],
  ['a domain of a registry', 'Write to kim@mail.example.co.jp now.', 'Write to kim@mail.exampel.co.jp now.'],
  ['a test domain', 'Write to kim@shop.test now.', 'Write to kim@shop.tech now.'],
  ['a test card', 'Pay with 5555 5555 5555 4444 now.', 'Pay with 5555 5555 5554 4445 now.'],
  ['an account of a manual', 'Pay to NL91 ABNA 0417 1643 00 now.', 'Pay to NL02 ABNA 0123 4567 89 now.'],
  ['a key of a manual', 'Set AKIAIOSFODNN7EXAMPLE first.', 'Set AKIAIOSFODNN7EXAMPQR first.'],
  ['a film', 'Call (212) 555-0147 now.', 'Call (212) 566-0147 now.'],
  ['a British film', 'Call 020 7946 0301 now.', 'Call 020 7846 0301 now.'],
  ['a free call', 'Call 0800 587 2252 now.', 'Call 0191 587 2252 now.'],
  ['a free call in Japan', '電話は0800-123-4567です。', '電話は080-0123-4567です。'],
  ['a specimen', 'El DNI 12345678Z.', 'El DNI 53172846C.'],
  ['a commit', 'commit 4f2a91c\nAuthor: Kim Oh <kim.oh@harbour.net>', 'Invited: Kim Oh <kim.oh@harbour.net>'],
  ['a trailer', 'Signed-off-by: Kim Oh <kim.oh@harbour.net>', 'Paid to: Kim Oh <kim.oh@harbour.net>'],
  ['a museum', 'The museum answers at 020 7323 8299.', 'My aunt answers at 020 7323 8299.'],
  ['an office', '市役所の代表電話は03-5321-1112です。', '山田さんの電話は03-5321-1112です。'],
  ['an order', '注文番号 4830-2915-6671 です。', 'マイナンバー 4830-2915-6671 です。'],
  ['a version', 'The firmware 5.15.20.91 is out.', 'The host 5.15.20.91 is out.'],
  ['counted digits', 'Call 123-45-67890 as an example, phone.', 'Phone 212-345-6789 please.'],
  ['bytes', 'Bits: 01011000 01101001 01101110', 'Call 01011 000 110 now: phone 0101 234 5678'],
]

describe.each(KINDS)('%s', (_, nobodys, somebodys) => {
  test('is nobody’s', async () => {
    expect(await found(nobodys)).toEqual([])
  })
  test('and what is like it is somebody’s', async () => {
    expect(await found(somebodys)).not.toEqual([])
  })
})

describe('what is given away', () => {
  const lists: readonly string[] = [
    ...[...TEST_CARDS].map((card) => `The card ${card} is one.`),
    ...[...EXAMPLE_ACCOUNTS].map((account) => `IBAN: ${account}.`),
    ...DRAMA_NUMBERS.map((number) => `Phone: ${number.replaceAll('?', '2')}.`),
  ]
  test('is nobody’s on every row', async () => {
    const wrong: string[] = []
    for (const text of lists) if ((await found(text)).length > 0) wrong.push(text)
    expect(wrong).toEqual([])
  })
  test('is a source’s as soon as it holds it', async () => {
    const told = ['198.51.100.77', 'kim.oh@example.net', '4242 4242 4242 4242', 'NL91 ABNA 0417 1643 00']
    for (const value of told) expect(await found(`It is ${value}.`, `Hers: ${value}.`)).toEqual([value])
  })
  test('is told to whoever asks for everything', async () => {
    expect(await found('The host is 198.51.100.77 there.', '', 0.4)).toEqual(['198.51.100.77'])
  })
})
