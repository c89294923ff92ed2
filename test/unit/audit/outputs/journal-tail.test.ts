import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSealer } from '../../../../src/audit/chain.js'
import { createJournalTail, type Position } from '../../../../src/audit/outputs/journal-tail.js'
import { secretKey } from '../../../../src/core/digest.js'

const key = secretKey(new Uint8Array(32).fill(7))
const START = 1_790_000_000_000

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-tail-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** Chains that are written in turn, sometimes a line in two pieces; what was read is compared with what was whole. */
const steps = fc.array(
  fc.oneof(
    fc.record({ chain: fc.nat(3), long: fc.boolean(), torn: fc.boolean() }),
    fc.record({ read: fc.integer({ min: 1, max: 5 }) }),
  ),
  { maxLength: 40 },
)

test('every whole line is read once, in the order of its chain, however reading and writing meet', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const directory = join(root, `${runs++}`)
      mkdirSync(directory)
      const tail = createJournalTail(directory)
      const sealers = [0, 1, 2, 3].map((i) =>
        createSealer(`${(START + i).toString(16).padStart(12, '0')}-${'0'.repeat(16)}`, key),
      )
      const pending = sealers.map(() => Buffer.alloc(0))
      const whole: string[] = []
      const read: string[] = []
      let position: Position = {}
      let now = START
      const take = async (limit: number) => {
        const { records, to } = await tail.next(position, limit)
        read.push(...records.map(({ chain, sequence }) => `${chain} ${sequence}`))
        position = to
        return records.length
      }
      for (const step of all) {
        if ('read' in step) {
          await take(step.read)
          continue
        }
        const { chain, head, seal } = sealers[step.chain]!
        const subject = step.long ? 'x'.repeat(70_000) : 'user:a'
        const event =
          head === undefined
            ? { type: 'chain' as const, joins: [], evidenceKey: key.id }
            : { type: 'forgotten' as const, subject }
        const { bytes, head: sealed } = seal(event, now++)
        const rest = Buffer.concat([pending[step.chain]!, bytes])
        const cut = step.torn ? rest.length - 5 : rest.length
        appendFileSync(join(directory, `${chain}.jsonl`), rest.subarray(0, cut))
        pending[step.chain] = rest.subarray(cut)
        if (!step.torn) {
          for (let i = 0; i <= sealed.sequence; i += 1) {
            const name = `${chain} ${i}`
            if (!whole.includes(name)) whole.push(name)
          }
        }
      }
      // A line that was finished by the next write is whole as well.
      for (const [i, { chain, head }] of sealers.entries()) {
        const last = head === undefined ? -1 : head.sequence - (pending[i]!.length > 0 ? 1 : 0)
        for (let at = 0; at <= last; at += 1)
          if (!whole.includes(`${chain} ${at}`)) whole.push(`${chain} ${at}`)
      }
      const { records } = await tail.backlog(position)
      expect(records).toBe(whole.length - read.length)
      while ((await take(7)) > 0);
      expect([...read].sort()).toEqual([...whole].sort())
      expect((await tail.backlog(position)).records).toBe(0)
      expect(
        Object.entries(await tail.end())
          .filter(([, at]) => at > 0)
          .sort(),
      ).toEqual(Object.entries(position).sort())
      for (const { chain } of sealers) {
        const own = read.filter((name) => name.startsWith(chain)).map((name) => Number(name.split(' ')[1]))
        expect(own).toEqual(own.map((_, i) => i))
      }
    }),
    { numRuns: 40 },
  )
})

test('a journal that was not begun yet has nothing', async () => {
  const tail = createJournalTail(join(root, 'none'))
  expect(await tail.next({}, 10)).toEqual({ records: [], to: {} })
  expect(await tail.backlog({})).toEqual({ records: 0 })
  expect(await tail.end()).toEqual({})
})
