import { parentPort, workerData } from 'node:worker_threads'
import { type SharedVerbatimIndex, VerbatimIndex } from '../../../src/verbatim-index/index.js'

/** Matches answers against the index that was shared with it, `rounds` times over; says how many it did and in what time. */
const { image, key, answers, rounds } = workerData as {
  image: SharedVerbatimIndex
  key: Uint8Array
  answers: readonly string[]
  rounds: number
}
const index = VerbatimIndex.attach(image, { key })
const once = () =>
  answers.reduce((hits, answer) => hits + index.match(answer, { views: false, near: false }).length, 0)
once()
parentPort!.postMessage('ready')
parentPort!.once('message', () => {
  const start = performance.now()
  for (let i = 0; i < rounds; i++) once()
  parentPort!.postMessage({ answers: rounds * answers.length, ms: performance.now() - start })
})
