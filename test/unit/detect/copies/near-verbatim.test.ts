import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { Detection, DocumentRegistry, Reader } from '../../../../src/core/ports.js'
import type { DocumentKind, DocumentNumber } from '../../../../src/core/types.js'
import { createNearVerbatimDetector } from '../../../../src/detect/copies/near-verbatim.js'
import { mergeVerbatim } from '../../../../src/detect/copies/verbatim.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText } from '../../../../src/text/fold.js'
import { SENTENCES } from '../../../support/world.js'
import { batch, cutAt, stream } from '../streaming.js'

type To = 'permitted' | 'forbidden' | 'training'

async function world(
  docs: readonly { text: string; to: To; kind?: DocumentKind; label?: number }[],
  own: readonly string[] = [],
) {
  const fingerprints = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(5)) })
  for (const [i, { text }] of docs.entries()) fingerprints.add(i as DocumentNumber, text)
  const documents = {
    byNumber: (number: DocumentNumber) => ({
      number,
      id: `d${number}`,
      uri: '',
      label: docs[number]!.label ?? 0,
      kind: docs[number]!.kind ?? 'knowledge',
    }),
  } as unknown as DocumentRegistry
  const reader: Reader = { classify: (number) => docs[number]!.to, ownTurns: own.map(foldText), foreign: [] }
  return { detector: createNearVerbatimDetector({ fingerprints, documents }), reader }
}

const PASSAGE = SENTENCES.slice(0, 8).join(' ')
const OTHER = 'grey seven apple under window market'.split(' ')
/** Every so many words another one instead, or one more. */
const edited = (text: string, every: number, insert: boolean) =>
  text
    .split(' ')
    .flatMap((word, i) =>
      i % every === every - 1 ? [...(insert ? [word] : []), OTHER[i % OTHER.length]!] : [word],
    )
    .join(' ')
const ANSWERS = {
  'every sixth word another one': edited(PASSAGE, 6, false),
  'every fifth word another one': edited(PASSAGE, 5, false),
  'one more word after every five': edited(PASSAGE, 5, true),
}

describe('an edited copy', () => {
  test.each(Object.entries(ANSWERS))('is found: %s', async (_, answer) => {
    const { detector, reader } = await world([{ text: PASSAGE, to: 'forbidden' }])
    const [found] = mergeVerbatim(await batch(detector, `It is said that ${answer} And so on.`, reader))
    expect(found).toMatchObject({ kind: 'verbatim', match: 'near', provenance: 'forbidden', sources: [0] })
    expect(found!.score).toBeGreaterThan(0.5)
    expect(found!.score).toBeLessThan(1)
    expect(found!.end - found!.start).toBeGreaterThan(answer.length / 2)
  })

  test.each(Object.entries(ANSWERS))('is explained by what is at least as near: %s', async (_, answer) => {
    const forbidden = { text: PASSAGE, to: 'forbidden' } as const
    for (const readable of [PASSAGE, answer]) {
      const { detector, reader } = await world([forbidden, { text: `x ${readable}`, to: 'permitted' }])
      expect(await batch(detector, answer, reader)).toEqual([])
      const told = await world([forbidden], [`Please check this: ${readable}`])
      expect(await batch(told.detector, answer, told.reader)).toEqual([])
    }
    const { detector, reader } = await world([
      forbidden,
      { text: edited(PASSAGE, 2, false), to: 'permitted' },
    ])
    expect(await batch(detector, answer, reader)).not.toEqual([])
    const secret = await world([
      { ...forbidden, kind: 'prompt' },
      { text: PASSAGE, to: 'permitted' },
    ])
    expect(await batch(secret.detector, answer, secret.reader)).not.toEqual([])
  })

  test('of what ten documents under three labels share is spared', async () => {
    const answer = ANSWERS['every sixth word another one']
    const shared = Array.from({ length: 10 }, (_, i) => ({
      text: `${OTHER[i % 6]} ${i} ${PASSAGE}`,
      to: 'forbidden' as const,
      label: i % 3,
    }))
    const { detector, reader } = await world(shared)
    const found = await batch(detector, answer, reader)
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ spared }) => spared !== undefined)).toBe(true)
  })
})

test('an exact copy, a phrase and two quotations are none', async () => {
  const { detector, reader } = await world([
    { text: PASSAGE, to: 'forbidden' },
    { text: `Report. ${SENTENCES[0]}`, to: 'permitted' },
    { text: `Report. ${SENTENCES[1]}`, to: 'permitted' },
  ])
  expect(await batch(detector, SENTENCES[2], reader)).toEqual([])
  expect(
    await batch(detector, 'Some say the quarterly margin of the company is up, others differ.', reader),
  ).toEqual([])
  expect(await batch(detector, `${SENTENCES[0]} That is one. ${SENTENCES[1]}`, reader)).toEqual([])
})

const documents = SENTENCES.map((sentence, i) => ({
  text: [sentence, SENTENCES[(5 * i + 1) % 12], SENTENCES[(7 * i + 2) % 12]].join(' '),
  to: (['permitted', 'forbidden', 'training'] as const)[i % 3]!,
}))
const answers = fc
  .array(
    fc
      .tuple(
        fc.nat(11),
        fc.integer({ min: 2, max: 9 }),
        fc.boolean(),
        fc.constantFrom('', ' And ', '。', 'x=1 '),
      )
      .map(([which, every, insert, after]) => edited(documents[which]!.text, every, insert) + after),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(' '))

test('a stream finds what a batch finds, however it is cut', async () => {
  const { detector, reader } = await world(documents)
  const plain = (detections: readonly Detection[]) => JSON.parse(JSON.stringify(mergeVerbatim(detections)))
  let found = 0
  await fc.assert(
    fc.asyncProperty(
      answers,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      async (answer, cuts) => {
        const whole = plain(await batch(detector, answer, reader))
        found += whole.length
        const pieces = cuts.length % 2 === 0 ? [...answer] : cutAt(answer, cuts)
        expect(plain(await stream(detector, pieces, reader))).toEqual(whole)
      },
    ),
    { numRuns: 60 },
  )
  expect(found).toBeGreaterThan(20)
})
