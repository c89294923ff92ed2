import { writeSync } from 'node:fs'
import { secretKey } from '../../../../src/core/digest.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { documentText } from './texts.js'

/**
 * Adds, removes, compacts and erases in the directory of its argument until a failpoint kills it; prints what is
 * durable, and what was erased for good, after every step.
 */
const index = await openFingerprints({
  key: secretKey(new Uint8Array(32).fill(7)),
  directory: process.argv[2]!,
})
let live: number[] = []
const erased: number[] = []
const acknowledge = () => writeSync(1, `${JSON.stringify({ live, erased })}\n`)
for (let round = 0; round < 3; round++) {
  const added = [4 * round, 4 * round + 1, 4 * round + 2, 4 * round + 3]
  for (const i of added) index.add(i as DocumentNumber, documentText(i))
  await index.flush()
  live = [...live, ...added]
  acknowledge()
  index.remove(added[1] as DocumentNumber)
  await index.compact()
  live = live.filter((i) => i !== added[1])
  erased.push(added[1]!)
  acknowledge()
  await index.erase([added[2] as DocumentNumber])
  live = live.filter((i) => i !== added[2])
  erased.push(added[2]!)
  acknowledge()
}
await index.close()
writeSync(1, 'done\n')
