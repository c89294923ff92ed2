import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type {
  Detection,
  DocumentRegistry,
  FingerprintIndex,
  Reader,
  StoredDocument,
} from '../../../../src/core/ports.js'
import type { DocumentNumber, LabelId } from '../../../../src/core/types.js'
import { createAcrossTurnsDetector } from '../../../../src/detect/copies/across-turns.js'
import { mergeVerbatim } from '../../../../src/detect/copies/verbatim.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText, GrowingText } from '../../../../src/text/fold.js'

const PAPER =
  'After eleven winters the harbour commission resolved to sell the northern quay, the two cranes and the ' +
  'customs shed to a consortium whose members asked not to be named before the spring session of parliament.'
const JAPANESE =
  '十一回目の冬のあと港湾委員会は北の岸壁と二台の起重機と税関の倉庫を名を伏せた企業連合に売ることを決めた。'
const words = PAPER.split(' ')
const piece = (from: number, to: number) => words.slice(from, to).join(' ')

const FORBIDDEN = 1 as DocumentNumber
const READABLE = 2 as DocumentNumber
let fingerprints: FingerprintIndex

beforeAll(async () => {
  fingerprints = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(7)) })
  fingerprints.add(
    FORBIDDEN,
    `${'Nothing else of this matters to anybody who reads it here. '.repeat(3)}${PAPER} ${JAPANESE}`,
  )
  fingerprints.add(
    READABLE,
    'Members asked not to be named before the spring session of parliament, says the gazette.',
  )
})

const documents: DocumentRegistry = {
  size: 2,
  byId: () => undefined,
  byNumber: (number) =>
    ({
      number,
      id: String(number),
      uri: '',
      label: number as number as LabelId,
      kind: 'knowledge',
    }) satisfies StoredDocument,
  stored: () => undefined,
  permissionTimes: () => ({ checked: 0, since: 0 }),
  confirmed: () => 0,
  numbers: () => [],
  text: async () => '',
}

function readerOf(
  earlier: readonly string[],
  own: readonly string[] = [],
  may: readonly DocumentNumber[] = [],
): Reader {
  return {
    classify: (number) => (may.includes(number) ? 'permitted' : 'forbidden'),
    ownTurns: own.map(foldText),
    earlierAnswers: earlier.map(foldText),
    foreign: [],
  }
}

async function check(answer: string, reader: Reader, cuts: readonly number[] = []): Promise<Detection[]> {
  const detector = createAcrossTurnsDetector({ fingerprints, documents })
  const text = new GrowingText()
  const found: Detection[] = []
  let settled = 0
  const step = async () => {
    const { detections, settled: next } = await detector.detect(text, settled, reader)
    for (const { start } of detections) expect(start).toBeGreaterThanOrEqual(settled)
    expect(next).toBeGreaterThanOrEqual(settled)
    settled = next
    found.push(...detections)
  }
  const ends = [...new Set(cuts.map((cut) => cut % (answer.length + 1)))].sort((a, b) => a - b)
  for (const [i, end] of [...ends, answer.length].entries()) {
    text.push(answer.slice(i === 0 ? 0 : ends[i - 1]!, end))
    await step()
  }
  text.end()
  await step()
  expect(settled).toBe(answer.length)
  return mergeVerbatim(found)
}

const said = (answer: string, found: readonly Detection[]) =>
  found.map(({ start, end }) => answer.slice(start, end))

describe('pieces of a text over several answers', () => {
  test('add up, in order, with other answers between', async () => {
    const answer = `And then: ${piece(7, 13)}, I believe.`
    const found = await check(answer, readerOf([`It says ${piece(2, 7)}.`, 'The weather is fine today.']))
    expect(said(answer, found)).toEqual([piece(7, 13).replace(/,$/, '')])
    expect(found[0]).toMatchObject({
      kind: 'verbatim',
      view: 'turns',
      provenance: 'forbidden',
      sources: [FORBIDDEN],
    })
  })

  test('in any order, and with a piece between them that is too short to be looked at', async () => {
    const backwards = `First of all: ${piece(2, 7)}.`
    expect(said(backwards, await check(backwards, readerOf([piece(7, 13)])))).toEqual([piece(2, 7)])
    const around = piece(12, 19)
    const earlier = [piece(2, 7), piece(7, 11)]
    expect(await check(around, readerOf(earlier))).not.toEqual([])
  })

  test('of Japanese too', async () => {
    const found = await check(JAPANESE.slice(14, 26), readerOf([JAPANESE.slice(2, 14)]))
    expect(found).toHaveLength(1)
    expect(await check(JAPANESE.slice(40, 48), readerOf([JAPANESE.slice(2, 14)]))).toEqual([])
  })

  test('alone, repeated or far from each other they do not', async () => {
    expect(await check(piece(1, 7), readerOf([]))).toEqual([])
    expect(await check(piece(1, 7), readerOf(['The weather is fine today.']))).toEqual([])
    expect(await check(piece(1, 7), readerOf([piece(1, 7), piece(1, 7)]))).toEqual([])
    expect(await check(piece(20, 25), readerOf([piece(1, 6)]))).toEqual([])
  })

  test('what stands beside a run that was decided on by itself adds nothing to it', async () => {
    let tried = 0
    const letters = (text: string) => text.replace(/[^a-z]/gi, '').length
    for (let from = 0; from + 11 < words.length; from++) {
      for (const length of [2, 3, 4]) {
        const next = piece(from + 9, from + 9 + length)
        if (letters(next) > 38 || letters(piece(from, from + 9)) < 39) continue
        tried += 1
        const run = `They said so: ${piece(from, from + 9)}.`
        expect(await check(`As to the rest: ${next}, and no more.`, readerOf([run]))).toEqual([])
      }
    }
    expect(tried).toBeGreaterThan(50)
    // The same words in pieces, none of which is a run by itself, add up.
    const pieces = [0, 3, 6, 12, 15, 18].map((from) => `They said so: ${piece(from, from + 3)}.`)
    expect(await check(`As to the rest: ${piece(9, 12)}, and no more.`, readerOf(pieces))).not.toEqual([])
  })

  test('a name that one answer says and words beside it that another says do not', async () => {
    // In the paper the name of the commission stands between the two: each has what leads nowhere by itself beside it.
    for (const beside of ['eleven winters', 'resolved to sell', 'After eleven winters', 'to sell the']) {
      const answer = 'That is what the harbour commission was asked.'
      expect(await check(answer, readerOf([`It took ${beside} of them.`]))).toEqual([])
    }
    // So are a long word, and a name of which the end alone is new.
    expect(await check('It is parliamentary.', readerOf([piece(24, 30), piece(30, 34)]))).toEqual([])
    const pieces = [piece(2, 5), piece(7, 11)].map((said) => `They said: ${said}.`)
    expect(await check('the harbour commission resolved', readerOf(pieces))).not.toEqual([])
  })

  test('what the reader wrote, or may read, is no piece', async () => {
    const [first, second] = [piece(1, 7), piece(7, 13)]
    expect(await check(second, readerOf([first], [second]))).toEqual([])
    expect(await check(second, readerOf([first], [first]))).toEqual([])
    expect(await check(second, readerOf([first], [], [FORBIDDEN]))).toEqual([])
    const [early, late] = ['Members asked not to be named.', 'Before the spring session of parliament.']
    expect(await check(late, readerOf([early]))).not.toEqual([])
    expect(await check(late, readerOf([early], [], [READABLE]))).toEqual([])
  })

  test('a stream finds what a batch finds, whatever the cutting', async () => {
    const part = fc
      .tuple(fc.nat(words.length - 1), fc.integer({ min: 1, max: 8 }))
      .map(([at, n]) => piece(at, at + n))
    const answer = fc
      .array(
        fc.oneof(
          part,
          fc.constantFrom(
            'And so on.',
            'It is said that',
            '…',
            JAPANESE.slice(2, 14),
            JAPANESE.slice(14, 24),
          ),
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((parts) => parts.join(' '))
    let hits = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 3 }),
        answer,
        fc.array(fc.nat(), { maxLength: 12 }),
        async (earlier, text, cuts) => {
          const reader = readerOf(earlier, [], [READABLE])
          const whole = await check(text, reader)
          hits += whole.length
          expect(await check(text, reader, cuts)).toEqual(whole)
        },
      ),
      { numRuns: 150 },
    )
    expect(hits).toBeGreaterThan(5)
  })
})
