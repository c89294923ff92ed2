/** `k` of `n` with its 95 % interval, all as shares from 0 to 1. */
export interface Rate {
  readonly k: number
  readonly n: number
  /** NaN when nothing was counted. */
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054

/**
 * Wilson's score interval; at none and at all, where it is too narrow to be trusted, the exact one
 * (Clopper and Pearson: 1 - 0.025^(1/n)).
 */
export function rate(k: number, n: number): Rate {
  if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n))
    throw new RangeError(`${k} of ${n} is no rate`)
  if (n === 0) return { k, n, value: Number.NaN, low: 0, high: 1 }
  const value = k / n
  const edge = 1 - 0.025 ** (1 / n)
  if (k === 0) return { k, n, value, low: 0, high: edge }
  if (k === n) return { k, n, value, low: 1 - edge, high: 1 }
  const scale = 1 + (Z * Z) / n
  const center = (value + (Z * Z) / (2 * n)) / scale
  const half = (Z / scale) * Math.sqrt((value * (1 - value)) / n + (Z * Z) / (4 * n * n))
  return { k, n, value, low: Math.max(0, center - half), high: Math.min(1, center + half) }
}

/** Counts of a search for things: found rightly, found wrongly, not found. */
export interface Counts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
}

export function precision({ truePositives, falsePositives }: Counts): Rate {
  return rate(truePositives, truePositives + falsePositives)
}

export function recall({ truePositives, falseNegatives }: Counts): Rate {
  return rate(truePositives, truePositives + falseNegatives)
}

/** van Rijsbergen's F: `beta` 2 weighs recall four times. NaN when nothing was there and nothing was found. */
export function fScore({ truePositives, falsePositives, falseNegatives }: Counts, beta: number): number {
  const weight = beta * beta
  return (
    ((1 + weight) * truePositives) / ((1 + weight) * truePositives + weight * falseNegatives + falsePositives)
  )
}

/** Area under the ROC curve: how often a positive scores above a negative, ties counting half. */
export function auc(positives: readonly number[], negatives: readonly number[]): number {
  const all = [
    ...positives.map((score) => ({ score, positive: 1 })),
    ...negatives.map((score) => ({ score, positive: 0 })),
  ]
  all.sort((a, b) => a.score - b.score)
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    let tied = 0
    for (; to < all.length && all[to]!.score === all[from]!.score; to++) tied += all[to]!.positive
    ranks += (tied * (from + 1 + to)) / 2
    from = to
  }
  const p = positives.length
  return (ranks - (p * (p + 1)) / 2) / (p * negatives.length)
}

/** The best true-positive rate of any threshold ("at least this score") that flags at most `limit` of the negatives. */
export function tprAtFpr(positives: readonly number[], negatives: readonly number[], limit: number): Rate {
  const allowed = Math.floor(limit * negatives.length + 1e-9)
  const first = negatives.toSorted((a, b) => b - a)[allowed]
  const caught = first === undefined ? positives.length : positives.filter((score) => score > first).length
  return rate(caught, positives.length)
}

/** Share of `relevant` among the first `k` of `ranked`; NaN when nothing is relevant. */
export function recallAt(ranked: readonly string[], relevant: Iterable<string>, k: number): number {
  const wanted = new Set(relevant)
  const found = new Set(ranked.slice(0, k).filter((id) => wanted.has(id)))
  return found.size / wanted.size
}

/** Normalised discounted cumulative gain (Järvelin and Kekäläinen, linear gain); NaN when nothing is relevant. */
export function ndcgAt(ranked: readonly string[], grades: ReadonlyMap<string, number>, k: number): number {
  const discounted = (gains: readonly number[]) =>
    gains.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
  // A document found twice (in two of its chunks) counts once, at its best place.
  const gains = [...new Set(ranked)].slice(0, k).map((id) => grades.get(id) ?? 0)
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, k)
  return discounted(gains) / discounted(ideal)
}

/** Nearest-rank percentile: a value that occurred. NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
