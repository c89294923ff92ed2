import { readOrders } from '../../detect/prompts/index.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { type Rate, rate } from '../metrics.js'
import type { Random } from '../random.js'
import { atLeast, atMost, row, share, type Table } from '../report.js'
import { HELD_OUT_ORDERS, HELD_OUT_STATEMENTS } from './held-out-orders.js'
import { ORDERS, STATEMENTS } from './orders.js'
import { DOCUMENT_KINDS, drawDocument } from './planted-documents.js'

interface Counted {
  readonly kind: string
  readonly place: string
  readonly language: string
  readonly found: boolean
}

/** Each sentence in a document of each kind. */
function count(sentences: Readonly<Record<string, string>>, random: Random, io: BenchmarkIo): Counted[] {
  return Object.entries(sentences).flatMap(([language, text]) => {
    stopIfAborted(io)
    const lines = text.trim().split('\n')
    return lines.flatMap((sentence) =>
      Object.keys(DOCUMENT_KINDS).map((kind) => {
        const { place, text: document } = drawDocument(kind, language, sentence.trim(), random)
        return { kind, place, language, found: readOrders(document).length > 0 }
      }),
    )
  })
}

const SIMPLE = /ignore (?:all |the )?(?:previous|prior) instructions|これまでの指示/i

function tableOf(title: string, orders: readonly Counted[], clean: readonly Counted[], simple: Rate): Table {
  const by = (list: readonly Counted[], holds: (one: Counted) => boolean = () => true) => {
    const group = list.filter(holds)
    return share(group.filter(({ found }) => found).length, group.length)
  }
  const falseBlocks = rate(clean.filter(({ found }) => found).length, clean.length)
  const names = (key: 'kind' | 'place' | 'language') => [...new Set(orders.map((one) => one[key]))]
  return {
    title,
    rows: [
      row('planted, found', by(orders), {
        target: atLeast(0.95),
        falseBlocks,
        baseline: { name: 'the best-known words', figure: { kind: 'rate', ...simple } },
      }),
      row('clean, found', by(clean), { target: atMost(0.005) }),
      ...(['kind', 'place', 'language'] as const).flatMap((key) =>
        names(key).flatMap((name) => [
          row(
            `${name}: planted`,
            by(orders, (one) => one[key] === name),
          ),
          row(
            `${name}: clean`,
            by(clean, (one) => one[key] === name),
          ),
        ]),
      ),
    ],
  }
}

/** Orders in documents of eight kinds, of wordings that the rules were made with and of wordings set aside. */
export function orderTables(random: Random, heldOut: boolean, io: BenchmarkIo): Table[] {
  const measured = (title: string, orders: typeof ORDERS, clean: typeof ORDERS) => {
    const lines = Object.values(orders).flatMap((text) => text.trim().split('\n'))
    return tableOf(
      title,
      count(orders, random.fork(`${title} planted`), io),
      count(clean, random.fork(`${title} clean`), io),
      rate(lines.filter((line) => SIMPLE.test(line)).length, lines.length),
    )
  }
  return [
    measured('Orders in documents, wordings that the rules were made with', ORDERS, STATEMENTS),
    ...(heldOut
      ? [measured('Orders in documents, wordings set aside', HELD_OUT_ORDERS, HELD_OUT_STATEMENTS)]
      : []),
  ]
}
