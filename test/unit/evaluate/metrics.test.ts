import { expect, test } from 'vitest'
import {
  auc,
  fScore,
  mean,
  ndcgAt,
  percentile,
  precision,
  rate,
  recall,
  recallAt,
  tprAtFpr,
} from '../../../src/evaluate/metrics.js'

test('Wilson intervals agree with the textbook', () => {
  // Newcombe 1998, table I: 81 of 263, 15 of 148.
  expect(rate(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) })
  expect(rate(15, 148)).toMatchObject({ low: expect.closeTo(0.0624, 4), high: expect.closeTo(0.1605, 4) })
})

test('none and all get the exact interval', () => {
  // Clopper and Pearson for 0 of 20: 1 - 0.025^(1/20).
  expect(rate(0, 20)).toMatchObject({ value: 0, low: 0, high: expect.closeTo(0.1684, 4) })
  expect(rate(20, 20)).toMatchObject({ value: 1, low: expect.closeTo(0.8316, 4), high: 1 })
  expect(rate(0, 100_000).high).toBeCloseTo(3.69e-5, 7)
})

test('of nothing there is no rate, and impossible counts are refused', () => {
  expect(rate(0, 0)).toMatchObject({ value: Number.NaN, low: 0, high: 1 })
  for (const [k, n] of [
    [3, 2],
    [-1, 2],
    [0.5, 2],
  ] as const)
    expect(() => rate(k, n)).toThrow(RangeError)
})

test('precision, recall and F', () => {
  const counts = { truePositives: 30, falsePositives: 10, falseNegatives: 20 }
  expect(precision(counts).value).toBe(0.75)
  expect(recall(counts).value).toBe(0.6)
  expect(fScore(counts, 1)).toBeCloseTo((2 * 0.75 * 0.6) / (0.75 + 0.6), 12)
  expect(fScore(counts, 2)).toBeCloseTo((5 * 0.75 * 0.6) / (4 * 0.75 + 0.6), 12)
  expect(fScore({ truePositives: 0, falsePositives: 0, falseNegatives: 0 }, 2)).toBeNaN()
})

test('AUC counts pairs, ties by half', () => {
  expect(auc([3, 4], [1, 2])).toBe(1)
  expect(auc([1, 2], [3, 4])).toBe(0)
  expect(auc([1, 1, 1], [1, 1])).toBe(0.5)
  const positives = [0.1, 0.4, 0.4, 0.9]
  const negatives = [0.2, 0.4, 0.05]
  const pairs = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)))
  expect(auc(positives, negatives)).toBeCloseTo(mean(pairs), 12)
})

test('true positives at a false-positive rate', () => {
  const negatives = Array.from({ length: 100 }, (_, i) => i / 100)
  expect(tprAtFpr([0.5, 0.985, 0.99, 1], negatives, 0.01)).toMatchObject({ k: 3, n: 4 })
  // A negative at the threshold would be flagged with the positives there: a tie does not help.
  expect(tprAtFpr([0.99], negatives, 0)).toMatchObject({ k: 0 })
  expect(tprAtFpr([0.1], [], 0.01)).toMatchObject({ k: 1 })
})

test('nDCG and recall of rankings', () => {
  const grades = new Map([
    ['a', 3],
    ['b', 2],
    ['c', 1],
  ])
  expect(ndcgAt(['a', 'b', 'c'], grades, 10)).toBe(1)
  const dcg = 1 + 3 / Math.log2(3)
  const ideal = 3 + 2 / Math.log2(3) + 1 / 2
  expect(ndcgAt(['c', 'a'], grades, 10)).toBeCloseTo(dcg / ideal, 12)
  // Two chunks of one document are one right document, not two.
  expect(ndcgAt(['c', 'c', 'a'], grades, 10)).toBeCloseTo(dcg / ideal, 12)
  expect(ndcgAt(['x', 'y'], grades, 2)).toBe(0)
  expect(ndcgAt(['x'], new Map(), 10)).toBeNaN()
  expect(recallAt(['a', 'x', 'b'], ['a', 'b'], 2)).toBe(0.5)
  expect(recallAt(['a', 'a'], ['a', 'b'], 10)).toBe(0.5)
})

test('percentiles are values that occurred', () => {
  const values = [15, 20, 35, 40, 50]
  expect([5, 30, 40, 50, 100].map((p) => percentile(values, p))).toEqual([15, 20, 20, 35, 50])
  expect(percentile([10, 9], 50)).toBe(9)
  expect(percentile([], 50)).toBeNaN()
})
