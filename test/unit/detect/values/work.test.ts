import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { DocumentRegistry, FingerprintStore, Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { createNearVerbatimDetector } from '../../../../src/detect/copies/near-verbatim.js'
import { createScanner } from '../../../../src/detect/index.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText } from '../../../../src/text/fold.js'
import { RecentCache } from '../../../../src/text/recent-cache.js'
import { SENTENCES } from '../../../support/world.js'

/** What is paid for a text in which there is nothing to find, in work that can be counted. */

/** How often an expression is run by `work`, through whichever method. */
function expressionsRun(work: () => void): number {
  const { exec } = RegExp.prototype
  let count = 0
  RegExp.prototype.exec = function (text: string) {
    count += 1
    return exec.call(this, text)
  }
  try {
    work()
  } finally {
    RegExp.prototype.exec = exec
  }
  return count
}

describe('a text without a value', () => {
  const scanner = createScanner()
  test.each([
    'the committee met in the old hall and talked until the lamps were lit.',
    'nobody expected the second chapter to be longer than the first one.',
    'In 2019 the two offices were merged, which saved 14 percent of the rent.',
    '会議は予定より長く続いたが、結論は出なかった。',
    'この章では、装置の交換方法を順を追って説明する。',
  ])('runs few of the some hundred expressions: %s', (text) => {
    scanner.scan(text)
    expect(expressionsRun(() => scanner.scan(text))).toBeLessThan(24)
  })
})

test('phrases that an answer shares with a source are aligned once each, however often the answer is looked at', async () => {
  const fingerprints = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(5)) })
  for (const [i, text] of SENTENCES.entries()) fingerprints.add(i as DocumentNumber, text)
  let slices = 0
  const counted: FingerprintStore = Object.create(fingerprints, {
    slice: {
      value: (...range: Parameters<FingerprintStore['slice']>) => {
        slices += 1
        return fingerprints.slice(...range)
      },
    },
    guarantee: { value: fingerprints.guarantee },
    anchors: { value: fingerprints.anchors.bind(fingerprints) },
  })
  const documents = {
    byNumber: (number: DocumentNumber) => ({
      number,
      id: `d${number}`,
      uri: '',
      label: 0,
      kind: 'knowledge',
    }),
  } as unknown as DocumentRegistry
  const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
  const detector = createNearVerbatimDetector({ fingerprints: counted, documents })
  const filler = ' while somebody else quietly minded their own affairs and nobody noticed. '
  const answer = foldText(SENTENCES.map((text) => text.split(' ').slice(0, 5).join(' ') + filler).join(''))
  const { length } = fingerprints.anchors(answer.match)
  expect(length).toBeGreaterThan(2)
  expect((await detector.detect(answer, 0, reader)).detections).toEqual([])
  expect(slices).toBeGreaterThan(0)
  expect(slices).toBeLessThanOrEqual(length)
  await fingerprints.close()
})

test('what was made for the latest keys is made once, and no more of it is kept than was asked for', () => {
  const recent = new RecentCache<number>(8)
  let made = 0
  const of = (key: number) => recent.of(String(key), () => ++made)
  for (let round = 0; round < 3; round++) for (let key = 0; key < 8; key++) of(key)
  expect(made).toBe(8)
  for (let key = 100; key < 116; key++) of(key)
  expect(of(115)).toBe(8 + 16)
  of(0)
  expect(made).toBe(8 + 16 + 1)
})
