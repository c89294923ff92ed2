import { writeSync } from 'node:fs'
import { VerbatimIndex } from '../../src/verbatim-index/index.js'
import { KEY, textOf, type Work, workOf } from './kill-engine-world.js'

/**
 * The process that the engine's kill tests kill: does the work of the world in the directory of its argument, and says
 * what it begins and what was acknowledged to it, one JSON object a line and written through at once.
 */
const [directory = '', mode = ''] = process.argv.slice(2)
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)
const index = await VerbatimIndex.open({ key: KEY, directory, lowMemory: mode === 'low' })

async function perform({ what, put = [], gone }: Work): Promise<void> {
  if (what === 'compact') return index.compact()
  if (gone !== undefined) {
    await index.delete(gone, { erase: what === 'erase' })
    return
  }
  await index.add(put.map(({ id, version }) => ({ id, text: textOf(id, version) })))
}

for (const [begin, work] of workOf().entries()) {
  say({ begin, ...work })
  const start = performance.now()
  await perform(work)
  say({ end: begin, ms: performance.now() - start })
}
await index.close()
say({ done: true })
