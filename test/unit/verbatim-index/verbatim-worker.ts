import { parentPort, workerData } from 'node:worker_threads'
import { type SharedVerbatimIndex, VerbatimIndex } from '../../../src/verbatim-index/index.js'

/** Answers queries about the index that was shared with it. */
const { image, key } = workerData as { image: SharedVerbatimIndex; key: Uint8Array }
const index = VerbatimIndex.attach(image, { key })
parentPort!.on('message', (queries: string[]) => {
  parentPort!.postMessage(queries.map((query) => index.match(query)))
})
