import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connector } from '../core/ports.js'
import type { SourceChange, SourceDocument } from '../core/types.js'
import { createRandom } from './random.js'

/** A directory for the length of one run, removed however the run ends. */
export async function withDirectory<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
  const path = await mkdtemp(join(tmpdir(), 'ragwall-eval-'))
  try {
    return await work(path)
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}

/** 32 bytes that follow from the seed: a run repeats to the digest. Guards nothing but evaluation data. */
export function seededKey(seed: string): Uint8Array {
  const random = createRandom(`key\0${seed}`)
  return Uint8Array.from({ length: 32 }, () => random.below(256))
}

/** A source that delivers these documents once, in order, and then has no news. */
export function documentsConnector(name: string, documents: readonly SourceDocument[]): Connector {
  return {
    name,
    async *changes({ since = '0' }): AsyncGenerator<SourceChange> {
      for (let i = Number(since); i < documents.length; i++) {
        yield { kind: 'upsert', document: documents[i]!, cursor: String(i + 1) }
      }
    },
  }
}
