import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { Detector, DocumentRegistry, Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber, LabelId } from '../../../../src/core/types.js'
import { createLicenseDetector, type LicenseOptions } from '../../../../src/detect/copies/license.js'
import { createLicenseTerms } from '../../../../src/detect/copies/license-terms.js'
import { shareSearches } from '../../../../src/detect/copies/shared-search.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText } from '../../../../src/text/fold.js'
import { batch, cutAt, inOrder, stream } from '../streaming.js'

interface Doc {
  readonly text: string
  readonly license?: string
  readonly to?: 'permitted' | 'forbidden'
  readonly title?: string
  readonly uri?: string
}

interface World {
  readonly detector: Detector
  readonly reader: Reader
}

async function world(
  docs: readonly Doc[],
  options: Partial<LicenseOptions> & { readonly own?: readonly string[] } = {},
): Promise<World> {
  const index = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(1)) })
  for (const [i, { text }] of docs.entries()) index.add(i as DocumentNumber, text)
  const documents = {
    byNumber: (number: DocumentNumber) => {
      const { license, title, uri = '' } = docs[number]!
      return {
        number,
        id: `d${number}`,
        uri,
        label: number as number as LabelId,
        kind: 'knowledge',
        license,
        title,
      }
    },
  } as unknown as DocumentRegistry
  const { own = [], ...rest } = options
  return {
    detector: createLicenseDetector({
      fingerprints: index,
      documents,
      licenses: ['MIT', 'CC-BY-4.0'],
      quotation: { bytes: 120, attribution: true },
      lengths: { plain: 39, cjk: 48 },
      commonDocuments: 10,
      commonBytes: 120,
      codeBytes: 120,
      ...rest,
    }),
    reader: {
      classify: (number) => docs[number]!.to ?? 'permitted',
      ownTurns: own.map(foldText),
      foreign: [],
    },
  }
}

const VERSE = 'The lamplighter of Sandholm keeps a ledger of every moth that ever died against his glass.'
const MORE = ' He writes their names in violet ink, and nobody has asked him yet how he came to know them.'
const POEM = VERSE + MORE
const NOISE = 'You asked for something to read aloud tonight. '

const found = async ({ detector, reader }: World, answer: string) =>
  (await batch(detector, answer, reader)).map(({ start, end, provenance, spared, ...rest }) => ({
    text: answer.slice(start, end),
    provenance,
    rule: 'rule' in rest ? rest.rule : undefined,
    ...(spared === undefined ? {} : { spared }),
  }))

describe('terms of reuse', () => {
  test('text under terms that are not accepted is a finding, also for its reader', async () => {
    const w = await world([{ text: POEM, license: 'GPL-3.0-only' }])
    expect(await found(w, NOISE + POEM)).toEqual([
      { text: POEM.slice(0, -1), provenance: 'permitted', rule: 'GPL-3.0-only' },
    ])
    const closed = await world([{ text: POEM, license: 'GPL-3.0-only', to: 'forbidden' }])
    expect(await found(closed, NOISE + POEM)).toMatchObject([{ provenance: 'unknown' }])
  })

  test.each<[string, Doc[], readonly string[]]>([
    ['no terms', [{ text: POEM }], []],
    ['accepted terms', [{ text: POEM, license: 'mit' }], []],
    [
      'a copy under accepted terms',
      [
        { text: POEM, license: 'X' },
        { text: POEM, license: 'CC-BY-4.0' },
      ],
      [],
    ],
    ['the reader’s own words', [{ text: POEM, license: 'X' }], [POEM]],
  ])('%s: no finding', async (_, docs, own) => {
    expect(await found(await world(docs, { own }), NOISE + POEM)).toEqual([])
  })

  test.each<[string, Doc]>([
    ['one without terms', { text: POEM }],
    ['one the reader may not read', { text: POEM, license: 'MIT', to: 'forbidden' }],
  ])('a copy excuses nothing: %s', async (_, copy) => {
    expect(await found(await world([{ text: POEM, license: 'X' }, copy]), NOISE + POEM)).toHaveLength(1)
  })

  test('short quotations pass when their source is named beside them', async () => {
    const w = await world([
      { text: POEM, license: 'X', title: 'Ledger of Moths', uri: 'file:poems/lamplighter-sandholm.md' },
    ])
    const after = ' And there is much more to it than these few words, of course. '.repeat(6)
    expect(await found(w, `${NOISE}“${VERSE}” (*Ledger of Moths*)`)).toEqual([])
    expect(await found(w, `From lamplighter_sandholm: “${VERSE}”${after}`)).toEqual([])
    expect(await found(w, `${NOISE}“${VERSE}”`)).toHaveLength(1)
    expect(await found(w, `“${VERSE}”${after}Ledger of Moths`)).toHaveLength(1)
    expect(await found(w, `Ledger of Moths: “${POEM}”`)).toHaveLength(1)
  })

  test('what many documents hold is spared while it is short', async () => {
    const docs = Array.from({ length: 10 }, (_, i) => ({ text: `${POEM} ${i}`, license: 'X' }))
    expect(await found(await world(docs), NOISE + VERSE)).toMatchObject([{ spared: 'shared' }])
    expect(await found(await world(docs), NOISE + POEM)).not.toMatchObject([{ spared: 'shared' }])
    expect(await found(await world(docs.slice(1)), NOISE + VERSE)).not.toMatchObject([{ spared: 'shared' }])
  })
})

test('law 2: every cutting finds what the whole has', async () => {
  const w = await world([
    { text: POEM, license: 'X', title: 'Ledger of Moths' },
    { text: MORE, license: 'MIT' },
    { text: '灯台守は毎晩、硝子に当たって死んだ蛾の名前を帳面に書き留めている。', license: 'Y' },
  ])
  const part = fc.oneof(
    fc.constantFrom(VERSE, MORE, POEM, NOISE, 'Ledger of Moths', '“', '”. ', '​'),
    fc.constant('灯台守は毎晩、硝子に当たって死んだ蛾の名前を帳面に書き留めている。'),
    fc.nat(VERSE.length).map((at) => VERSE.slice(at)),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
      async (text, shares) => {
        fc.pre(text.isWellFormed())
        const whole = inOrder(await batch(w.detector, text, w.reader))
        expect(inOrder(await stream(w.detector, cutAt(text, shares), w.reader))).toEqual(whole)
      },
    ),
    { numRuns: 150 },
  )
})

test.each<[string, boolean]>([
  ['MIT', true],
  ['mit', true],
  ['GPL-2.0-only', false],
  ['MIT OR GPL-2.0-only', true],
  ['MIT AND GPL-2.0-only', false],
  ['MIT AND (GPL-2.0-only OR CC-BY-4.0)', true],
  ['MIT WITH LLVM-exception', true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', true],
  ['GPL-2.0-only WITH Font-exception-2.0', false],
  ['CC-BY-4.0+', true],
  ['house rules', true],
  ['MIT OR', false],
  ['(MIT', false],
  ['MIT) OR (X', false],
  ['MIT GPL-2.0-only', false],
  ['', false],
])('%s is accepted: %s', (license, accepted) => {
  const isAccepted = createLicenseTerms([
    'MIT',
    'CC-BY-4.0',
    'House  Rules',
    'GPL-2.0-only WITH Classpath-exception-2.0',
  ])
  expect(isAccepted(license)).toBe(accepted)
})

test('the same question is asked once, another one again', async () => {
  const index = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(1)) })
  let asked = 0
  const shared = shareSearches({
    ...index,
    guarantee: index.guarantee,
    search: (...question: Parameters<typeof index.search>) => {
      asked += 1
      return index.search(...question)
    },
  } as typeof index)
  const bytes = new Uint8Array(100).fill(97)
  shared.search(bytes, { minBytes: 39 })
  shared.search(bytes.subarray(0), { minBytes: 39 })
  expect(asked).toBe(1)
  shared.search(bytes.subarray(1), { minBytes: 39 })
  shared.search(bytes.subarray(1), { minBytes: 48 })
  expect(asked).toBe(3)
})
