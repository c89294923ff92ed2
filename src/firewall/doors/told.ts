import { keyedDigest, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { FingerprintStore, Reader, Told, ToldStore } from '../../core/ports.js'
import type { CheckOptions, DocumentNumber } from '../../core/types.js'
import { AnswerLeads, AnswerPieces, ToldPieces } from '../../detect/copies/index.js'
import { matchFold } from '../../text/fold.js'

/**
 * What readers were told counts for them whatever the session says, for that is the caller's to choose
 * (docs/decisions.md#told-across-sessions). Only an id that many share is followed session by session, and
 * without one not at all: one of them would be refused what another was told.
 */
export interface ToldMemory {
  /** What the reader and everyone in the audience were told until now; it grows as other calls tell. */
  recall(options: CheckOptions): Promise<Told>
  /** Takes what was told to them. Every process of the store knows it when this resolves. */
  remember(options: CheckOptions, text: string, reader: Pick<Reader, 'classify'>): Promise<void>
  /** Forgets what was told to a principal, in every session: how many answers. */
  forget(principal: string): Promise<number>
}

export interface ToldContext {
  readonly store: ToldStore
  readonly fingerprints: FingerprintStore
  readonly key: SecretKey
  /** Ids of principals that many share. */
  readonly shared: readonly string[]
}

/** Readers whose digests are remembered. */
const DIGESTS = 1_024
/** Folded bytes of an answer that are taken at once, before others are let run. */
const PART = 16_384

/** What no door takes (half a surrogate) leaves by `onError: release` alone, which asks for no judgment and keeps nothing. */
function folded(text: string): Uint8Array {
  try {
    return matchFold(text)
  } catch (error) {
    if (error instanceof FirewallError && error.code === 'text-invalid') return new Uint8Array(0)
    throw error
  }
}

export function createToldMemory({ store, fingerprints, key, shared }: ToldContext): ToldMemory {
  const sharing = new Set(shared)
  /** By reader, in order of last use: the pieces as of a state of the store. */
  const kept = new Map<string, { readonly state: string; readonly pieces: ToldPieces }>()
  const digests = new Map<string, string>()

  function digestOf(id: string): string {
    let digest = digests.get(id)
    if (digest === undefined) {
      digest = keyedDigest(key, id)
      if (digests.size >= DIGESTS) digests.clear()
      digests.set(id, digest)
    }
    return digest
  }

  function readersOf({ principal, audience = [], session }: CheckOptions): string[] {
    const ids = [principal, ...audience].flatMap((one) => ('id' in one ? [one.id] : []))
    return [...new Set(ids)].flatMap((id) => {
      const reader = digestOf(id)
      if (!sharing.has(id)) return [reader]
      return session === undefined ? [] : [`${reader}.${keyedDigest(key, id, session)}`]
    })
  }

  async function bring(reader: string): Promise<ToldPieces> {
    const known = kept.get(reader)
    const { answers, isWhole, state } = await store.recall(reader, known?.state)
    let pieces = known?.pieces
    if (pieces === undefined || isWhole) pieces = new ToldPieces(key)
    for (const answer of answers) pieces.add(answer.pieces)
    pieces.leads = [...pieces.leads, ...answers.flatMap(({ leads }) => leads)].slice(-LIMITS.givenLeads)
    kept.delete(reader)
    kept.set(reader, { state, pieces })
    for (const oldest of kept.keys()) {
      if (kept.size <= LIMITS.toldReaders) break
      kept.delete(oldest)
    }
    return pieces
  }

  return {
    async recall(options) {
      const told: ToldPieces[] = []
      for (const reader of readersOf(options)) told.push(await bring(reader))
      return {
        get size() {
          return told.reduce((sum, { size }) => sum + size, 0)
        },
        has: (bytes, at) => told.some((one) => one.has(bytes, at)),
        get leads() {
          return told.flatMap(({ leads }) => leads)
        },
      }
    },
    async remember(options, text, { classify }) {
      const readers = text === '' ? [] : readersOf(options)
      if (readers.length === 0) return
      const match = folded(text)
      const said = new AnswerPieces(key)
      const places = new AnswerLeads()
      const isReadable = (document: DocumentNumber) => classify(document) === 'permitted'
      for (let at = 0; at < match.length; at += PART) {
        if (at > 0) await new Promise((resolve) => setImmediate(resolve))
        said.take(match, at, at + PART)
        places.take(match.subarray(at, at + PART), fingerprints, isReadable)
      }
      const [pieces, leads] = [said.bytes(), places.all()]
      if (pieces.length === 0) return
      for (const reader of readers) {
        // What was told before gives nothing away a second time.
        if (!(await bring(reader)).hasAll(pieces)) await store.remember(reader, { pieces, leads })
      }
    },
    forget: (principal) => store.forget(digestOf(principal)),
  }
}
