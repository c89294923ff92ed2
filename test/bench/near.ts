/**
 * `npm run bench:near`: what comparing two located texts costs: the alignment of the near-verbatim detector beside
 * fast-levenshtein on the same pairs, near copies and unrelated ones. Medians in microseconds per pair. `--json`.
 */
import levenshtein from 'fast-levenshtein'
import { align } from '../../src/detect/copies/alignment.js'
import { createRandom } from '../../src/evaluate/random.js'
import { matchFold } from '../../src/text/fold.js'

const random = createRandom('bench near')
const SYLLABLES = ['ba', 'ren', 'to', 'mil', 'sa', 'dor', 'ke', 'lun', 'fi', 'gar', 'po', 'vel', 'na', 'tis']
const word = () => Array.from({ length: 1 + random.below(3) }, () => random.pick(SYLLABLES)).join('')
const words = (length: number) => {
  const list: string[] = []
  while (list.join(' ').length < length) list.push(word())
  return list
}
const edited = (list: readonly string[]) => list.map((one, i) => (i % 10 === 5 ? word() : one))

interface Pair {
  readonly a: string
  readonly b: string
}

function pairs(length: number, near: boolean): Pair[] {
  return Array.from({ length: 400 }, () => {
    const list = words(length)
    return { a: list.join(' '), b: (near ? edited(list) : words(length)).join(' ') }
  })
}

function median(work: (pair: Pair) => unknown, list: readonly Pair[]): number {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    for (const pair of list) {
      const started = performance.now()
      work(pair)
      times.push(performance.now() - started)
    }
  }
  times.sort((x, y) => x - y)
  return times[times.length >> 1]! * 1_000
}

const rows = [200, 400].flatMap((length) =>
  [true, false].map((near) => {
    const list = pairs(length, near)
    const folded = new Map(list.map((pair) => [pair, [matchFold(pair.a), matchFold(pair.b)] as const]))
    const own = median((pair) => {
      const [a, b] = folded.get(pair)!
      return align(a, 0, a.length, b, 0, 0)
    }, list)
    const theirs = median(({ a, b }) => levenshtein.get(a, b), list)
    return { length, pair: near ? 'one word in ten changed' : 'unrelated', own, theirs, ratio: theirs / own }
  }),
)

if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2))
else
  for (const { length, pair, own, theirs, ratio } of rows)
    console.log(
      `${length} characters, ${pair}: alignment ${own.toFixed(1)} µs, fast-levenshtein ${theirs.toFixed(1)} µs, ${ratio.toFixed(1)} ×`,
    )
