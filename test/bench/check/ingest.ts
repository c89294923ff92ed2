import { deriveKey, secretKey } from '../../../src/core/digest.js'
import type { SourceDocument } from '../../../src/core/types.js'
import { sourceTerms } from '../../../src/detect/grounding/source-terms.js'
import { recognizeValues } from '../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../src/detect/values/recognizers/index.js'
import { seededKey } from '../../../src/evaluate/sandbox.js'
import { createFirewall } from '../../../src/firewall/firewall.js'

export interface IngestResult {
  readonly megabytes: number
  /** MB/s of UTF-8: everything, and the parts that read for values. */
  readonly everything: number
  readonly grounding: number
  readonly recognizers: number
}

/** How fast documents come in, and how fast their names, numbers and values are read. */
export async function measureIngest(
  documents: readonly SourceDocument[],
  seed: string,
): Promise<IngestResult> {
  const megabytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6
  const key = deriveKey(secretKey(seededKey(seed)), 'terms')
  const recognizers = defaultRecognizers().filter(({ common }) => common !== true)
  const warmUp = documents.slice(0, Math.max(1, documents.length >> 3))
  const read = (document: SourceDocument) => sourceTerms(document, key)
  const recognize = ({ text }: SourceDocument) => recognizeValues(text, recognizers)
  warmUp.forEach(read)
  warmUp.forEach(recognize)
  const grounding = seconds(() => documents.forEach(read))
  const values = seconds(() => documents.forEach(recognize))
  const firewall = await createFirewall({
    policy: ['internal'],
    audit: 'memory',
    evidenceKey: seededKey(seed),
  })
  const started = performance.now()
  await firewall.apply(documents.map((document) => ({ kind: 'upsert' as const, document, cursor: '' })))
  const everything = (performance.now() - started) / 1000
  await firewall.close()
  return {
    megabytes,
    everything: megabytes / everything,
    grounding: megabytes / grounding,
    recognizers: megabytes / values,
  }
}

function seconds(work: () => void): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}
