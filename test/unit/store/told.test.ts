import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/core/limits.js'
import { openDatabase } from '../../../src/store/database.js'
import { STORE_FORMAT } from '../../../src/store/schema.js'
import { createToldStore } from '../../../src/store/told.js'
import { temporaryDirectory } from '../../support/stores.js'

/**
 * What readers were told, over several processes of one store and any time: who follows it from state to state knows what
 * who reads all of it anew does.
 */

const PROCESSES = 2
const READERS = ['alice', 'bob']
const reader = fc.constantFrom(...READERS)
const at = fc.nat(PROCESSES - 1)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('recall' as const), at, reader }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remember' as const), at, reader }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), at, reader }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      time: fc.constantFrom(1, LIMITS.toldTtl / 2, LIMITS.toldTtl, LIMITS.toldTtl + 1),
    }),
  },
)

test('following from state to state knows what reading all anew does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const directory = temporaryDirectory()
      let time = 1_000
      const databases = Array.from({ length: PROCESSES }, () =>
        openDatabase(`${directory.path}/store.db`, STORE_FORMAT),
      )
      const stores = databases.map((database) =>
        createToldStore(
          database,
          () => undefined,
          () => time,
        ),
      )
      const known = new Map<string, { state: string; answers: string[] }>()
      let number = 0
      try {
        for (const one of steps) {
          if (one.kind === 'wait') time += one.time
          else if (one.kind === 'forget') await stores[one.at]!.forget(one.reader)
          else if (one.kind === 'remember') {
            const pieces = Buffer.alloc(8)
            pieces.writeUInt32LE(++number)
            await stores[one.at]!.remember(one.reader, { pieces, leads: [] })
          } else {
            const follower = `${one.at} ${one.reader}`
            const before = known.get(follower)
            const { answers, isWhole, state } = await stores[one.at]!.recall(one.reader, before?.state)
            const told = answers.map(({ pieces }) => Buffer.from(pieces).toString('hex'))
            const now = isWhole || before === undefined ? told : [...before.answers, ...told]
            known.set(follower, { state, answers: now })
            const anew = await createToldStore(
              databases[one.at]!,
              () => undefined,
              () => time,
            ).recall(one.reader, undefined)
            expect(now).toEqual(anew.answers.map(({ pieces }) => Buffer.from(pieces).toString('hex')))
          }
        }
      } finally {
        for (const database of databases) database.close()
        directory.remove()
      }
    }),
    { numRuns: 30 },
  )
})
