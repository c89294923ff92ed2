import { Worker } from 'node:worker_threads'
import type { VerbatimIndex } from '../../../src/verbatim-index/index.js'

const ROUNDS = 20

/** Answers a second that so many threads match, each at the same answers, on one copy of the index. */
export async function answersPerSecond(
  index: VerbatimIndex,
  key: Uint8Array,
  answers: readonly string[],
  threads: number,
): Promise<number> {
  const shares = await Promise.all(Array.from({ length: threads }, () => index.share()))
  const file = JSON.stringify(new URL('worker.ts', import.meta.url).href)
  const start = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`
  const workers = shares.map(({ image }) => {
    return new Worker(start, {
      workerData: { image, key, answers, rounds: ROUNDS },
      eval: true,
      execArgv: [],
    })
  })
  const said = (worker: Worker) =>
    new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await Promise.all(workers.map(said))
  const results = workers.map(said) as Promise<{ answers: number; ms: number }>[]
  for (const worker of workers) worker.postMessage('go')
  const rates = (await Promise.all(results)).map(({ answers, ms }) => (1000 * answers) / ms)
  await Promise.all(workers.map((worker) => worker.terminate()))
  for (const { release } of shares) release()
  return rates.reduce((sum, rate) => sum + rate, 0)
}
