import { isLeak } from '../../core/leak.js'
import { createFirewall } from '../../firewall/firewall.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { rate } from '../metrics.js'
import type { Random } from '../random.js'
import { atLeast, atMost, row, share, type Table } from '../report.js'
import { seededKey } from '../sandbox.js'
import { drawTold, type ToldCase } from './told.js'

/** What a group of told facts has in common. */
export const LEAVE_OUT = ['language', 'layout', 'spelling'] as const
export type LeaveOut = (typeof LEAVE_OUT)[number]

export interface JudgedTold {
  readonly told: ToldCase
  readonly found: boolean
  readonly twinStopped: boolean
}

const READER = { id: 'user:reader', groups: [], clearance: { level: 'internal', compartments: [] } }

/** Each case alone with its source, which the reader may not read. */
export async function judgeTold(
  random: Random,
  perCell: number,
  seed: string,
  io: BenchmarkIo,
): Promise<JudgedTold[]> {
  const cases = drawTold(random, perCell, 'group:owners', READER.clearance.level)
  const firewall = await createFirewall({
    policy: [READER.clearance.level],
    audit: 'memory',
    evidenceKey: seededKey(seed),
    sharedPrincipals: [READER.id],
  })
  try {
    const judged: JudgedTold[] = []
    for (const [i, told] of cases.entries()) {
      stopIfAborted(io)
      io.progress(i, cases.length, 'told facts')
      const document = { ...told.source, id: 'told' }
      const { refused } = await firewall.apply([{ kind: 'upsert', document, cursor: '' }])
      if (refused.length > 0) throw new RangeError('a source was refused')
      const leaks = async (answer: string) =>
        (await firewall.check(answer, { principal: READER })).findings.some(isLeak)
      judged.push({ told, found: await leaks(told.answer), twinStopped: await leaks(told.twin) })
    }
    return judged
  } finally {
    await firewall.close()
  }
}

/** A row for each group: what was found in it, beside what was found in all the others, and the twins that were stopped. */
export function leaveOutTables(judged: readonly JudgedTold[], by: LeaveOut): Table[] {
  const groupOf = ({ fact, form, language, layout }: ToldCase) =>
    by === 'language' ? language : by === 'layout' ? layout : `${fact}, ${form}`
  const groups = [...new Set(judged.map(({ told }) => groupOf(told)))]
  const found = (all: readonly JudgedTold[]) => share(all.filter((one) => one.found).length, all.length)
  const stopped = judged.filter(({ twinStopped }) => twinStopped).length
  return [
    {
      title: `Told facts, each ${by} beside all others`,
      rows: [
        row('twins stopped', share(stopped, judged.length), { target: atMost(0.002) }),
        ...groups.flatMap((group) => {
          const [own, others] = [
            judged.filter(({ told }) => groupOf(told) === group),
            judged.filter(({ told }) => groupOf(told) !== group),
          ]
          const falseBlocks = rate(own.filter(({ twinStopped }) => twinStopped).length, own.length)
          return [
            row(group, found(own), { target: atLeast(0.95), falseBlocks }),
            row(`all but ${group}`, found(others)),
          ]
        }),
      ],
    },
  ]
}
