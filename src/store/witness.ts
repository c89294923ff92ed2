import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, placeName } from '../core/digest.js'
import { replaceFileSoon } from '../core/durable-file.js'
import { FirewallError } from '../core/errors.js'
import { corrupt } from './database.js'
import { readManifest } from './fingerprints/manifest.js'

/** Who a store is, and the last commit that was seen of it. */
export interface StoreState {
  /** Random, made with the first commit. */
  readonly id: string
  readonly revision: number
}

/**
 * Notes outside the database of how far it had come. A database that is gone, emptied, another one's or older
 * than a note would protect less than the firewall promised, and every answer would pass: it is an error, and
 * never an empty store. Notes are written after the commit and without waiting for the disk, so one may be
 * older than the database and is never ahead of it.
 */
export interface Witness {
  /** Throws `store-missing`, `store-outdated`, `store-corrupt`. `found` is undefined for a database without a commit. */
  require(found: StoreState | undefined): void
  note(state: StoreState): void
}

const VERSION = 1
const INSIDE = 'store.json'

/** `directory` is the store's own; `others` are directories outside it, each with a note per data directory. */
export function createWitness(directory: string, others: readonly string[]): Witness {
  const place = placeName(directory)
  const files = [join(directory, INSIDE), ...others.map((other) => join(other, `store-${place}.json`))]
  return {
    require(found) {
      for (const file of files) {
        const noted = readNote(file)
        if (noted === undefined) continue
        if (found === undefined || found.id !== noted.id) throw missing(directory, found === undefined)
        if (found.revision < noted.revision) throw outdated(directory, found.revision, noted.revision)
      }
      if (found === undefined && hasFingerprints(directory)) throw missing(directory, true)
    },
    note({ id, revision }) {
      const bytes = Buffer.from(canonicalJson({ v: VERSION, id, revision }), 'utf8')
      for (const other of others) mkdirSync(other, { recursive: true, mode: 0o700 })
      for (const file of files) replaceFileSoon(file, bytes)
    },
  }
}

/** Fingerprints of documents are written after the first commit, so an empty database beside them lost it. */
function hasFingerprints(directory: string): boolean {
  try {
    return (readManifest(join(directory, 'fingerprints'))?.segments.length ?? 0) > 0
  } catch {
    // Damaged: not ours to judge, and rebuilt from the database if there is one.
    return true
  }
}

/** A store in memory has nothing to lose. */
export const noWitness: Witness = { require() {}, note() {} }

/** Undefined where there is none; a power cut may leave an empty one, which says nothing. */
function readNote(file: string): StoreState | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined
    throw corrupt(`the note ${file}`)
  }
  if (text === '') return undefined
  try {
    const { id, revision } = JSON.parse(text) as Partial<StoreState>
    if (typeof id === 'string' && Number.isSafeInteger(revision)) return { id, revision: revision! }
  } catch {}
  throw corrupt(`the note ${file}`)
}

const WAY_BACK =
  'restore the data directory from a backup and run `ragwall restore`, or fill it again with `ragwall sync --rebuild`'

function missing(directory: string, empty: boolean): FirewallError {
  const what = empty ? 'the database is gone or empty' : 'the database is another store’s'
  return new FirewallError('store-missing', `${what} in ${directory}, where documents were protected`, {
    help: WAY_BACK,
  })
}

function outdated(directory: string, found: number, noted: number): FirewallError {
  return new FirewallError(
    'store-outdated',
    `the database in ${directory} is at commit ${found}, and commit ${noted} was seen of it`,
    { help: WAY_BACK },
  )
}
