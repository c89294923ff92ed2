import { join } from 'node:path'
import { deriveKey, secretKey } from '../../core/digest.js'
import type { Directory, Embedder, ScoredChunk, Store } from '../../core/ports.js'
import type { Acl, Entitlements, Principal, SourceDocument } from '../../core/types.js'
import { createFirewall, type Firewall } from '../../firewall/firewall.js'
import { openEmbedded } from '../../firewall/wiring.js'
import { createEntitler, type Entitler } from '../../labels/entitle.js'
import { createLatticePolicy } from '../../labels/lattice.js'
import { documentsConnector } from '../sandbox.js'
import type { CorpusDocument } from './corpus.js'
import { LEVELS } from './world.js'

/**
 * A firewall over its own directory, opened through its public door, with a second handle on the same store:
 * the search stage alone can then be asked a hundred thousand questions without as many durable records.
 */
export interface Stage {
  readonly firewall: Firewall
  readonly store: Store
  /** The same entitlement path that door 1 takes. */
  entitle(principal: Principal): Promise<Entitlements>
  /** Door 1 without audit and re-check: embed, open permitted partitions, rank. */
  search(query: StageQuery, entitlements: Entitlements, k: number): Promise<readonly ScoredChunk[]>
  close(): Promise<void>
}

export interface StageQuery {
  readonly text: string
  readonly vector: Float32Array
}

export interface StageOptions {
  readonly path: string
  readonly key: Uint8Array
  readonly embedder: Embedder
  readonly directory: Directory
  /** Labels with more chunks get a graph; the store's own number without it. */
  readonly graphThreshold?: number
  /** What the store has to say of itself, such as a missing graph library. */
  readonly onNotice?: (notice: string) => void
}

export async function openStage(own: StageOptions): Promise<Stage> {
  const { path, key, embedder, directory, graphThreshold, onNotice } = own
  const data = join(path, 'data')
  const options = {
    policy: LEVELS,
    audit: join(path, 'audit'),
    data,
    evidenceKey: key,
    embedder,
    directory,
    ...(graphThreshold === undefined ? {} : { graphThreshold }),
    ...(onNotice === undefined ? {} : { onNotice }),
  }
  const master = secretKey(key)
  const store = await openEmbedded(options, embedder, (purpose) => deriveKey(master, purpose))
  const firewall = await createFirewall({ ...options, store })
  const entitler: Entitler = createEntitler({
    policy: createLatticePolicy({ levels: LEVELS }),
    directory,
    labels: store.labels,
  })
  return {
    firewall,
    store,
    entitle: (principal) => entitler.entitle(principal),
    search: ({ text, vector }, entitlements, k) => store.chunks.search({ text, vector, k }, entitlements),
    close: () => firewall.close(),
  }
}

/** Puts documents in through `sync`. Returns milliseconds. Throws when one is refused: then nothing would be measured. */
export async function fill(
  stage: Stage,
  documents: readonly CorpusDocument[],
  acl: (id: string) => Acl,
  progress: (done: number) => void,
): Promise<number> {
  const started = performance.now()
  const sources = documents.map(
    (document): SourceDocument => ({ ...document, uri: uriOf(document.id), acl: acl(document.id) }),
  )
  const { upserted, refused } = await stage.firewall.sync(documentsConnector('corpus', sources), {
    onProgress: ({ changes }) => progress(changes),
  })
  if (refused.length > 0 || upserted !== documents.length) {
    throw new RangeError(
      `${upserted} of ${documents.length} documents were stored (${refused[0]?.code ?? 'none refused'})`,
    )
  }
  return performance.now() - started
}

export function uriOf(document: string): string {
  return `corpus:${encodeURIComponent(document)}`
}

/** Entitlements for a principal of a directory that knows no one: what the token says is all. */
export const noDirectory: Directory = { expand: async () => ({ groups: [], version: '0' }) }
