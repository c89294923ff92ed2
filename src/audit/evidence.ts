import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { AuditEvent } from '../core/audit.js'
import { canonicalJson } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import { createCaseTally } from './cases.js'
import { bodyOf, type ChainRecord, isChainId, publicKeyId, recordHash } from './chain.js'
import type { LedgerSource } from './ledger.js'
import { createMerkleTree, followInclusion, isConsistent, leafHash, type MerkleTree } from './merkle.js'
import {
  type Checkpoint,
  type Cosigner,
  checkpointText,
  cosignatureState,
  type Note,
  parseCheckpoint,
  parseNote,
  rawKey,
  signatureState,
  signNote,
} from './note.js'
import { readVerified } from './read-verified.js'
import { plain } from './walk.js'

/**
 * Records that can be verified without the journal they stand in. Each chain is a log of its own for this: its origin is
 * `ragwall-journal/<chain>`, its leaf `i` is SHA-256 over a zero byte and the 32 bytes of the hash of record `i`.
 * `docs/evidence.md` is the specification; a test has a verifier that was written from it alone.
 */
export interface EvidenceBundle {
  readonly format: typeof FORMAT
  /** What is signed of the whole: a signed note with the id asked for, the time, how many records, and their digest. */
  readonly statement: string
  /** Of the key that signed. A copy for whoever looks for the right one, and no reason to trust it. */
  readonly key: PublicKey
  readonly records: readonly ProvedRecord[]
}

export interface ProvedRecord {
  /** Canonical JSON of the record without `hash` and `mac`: what its hash covers. */
  readonly record: string
  /** As c2sp.org/tlog-proof has it, with the signed checkpoint in it. */
  readonly proof: string
}

/** A public key that verifies signatures of this journal. */
export interface PublicKey {
  /** As checkpoints in the journal name it. */
  readonly id: string
  /** The 32 bytes of RFC 8032 in base64. */
  readonly ed25519: string
}

/** A chain as it is now, for whoever watches that it only grows. */
export interface ChainCheckpoint {
  /** As c2sp.org/tlog-checkpoint has it. */
  readonly checkpoint: string
  /** Hashes in base64 that lead from the tree of the size asked for to this one (RFC 9162, section 2.1.4). */
  readonly consistency?: readonly string[]
}

export const FORMAT = 'ragwall evidence v1'
const PROOF = 'c2sp.org/tlog-proof@v1'
const ORIGIN = 'ragwall-journal/'
const STATEMENT = 'ragwall-evidence'

/** Which records: those of a case, or those of one answer or retrieval, by its receipt or call. */
export type About = { readonly case: string } | { readonly record: string }

function publicKey(key: KeyObject): PublicKey {
  const published = key.type === 'private' ? createPublicKey(key) : key
  return { id: publicKeyId(published), ed25519: rawKey(published).toString('base64') }
}

/** What a journal proves to others. */
export interface Proofs {
  /** Throws `not-found`, `audit-unavailable`. */
  evidence(about: About): Promise<EvidenceBundle>
  /** Throws `not-found`, `audit-unavailable`. */
  checkpoint(chain: string, since?: number): Promise<ChainCheckpoint>
  /** The key that signs now, first, and those before it. */
  keys(): readonly PublicKey[]
}

/** Of a journal that has a key to sign with, or none. */
export function createProofs(
  source: LedgerSource | undefined,
  signingKey: KeyObject | undefined,
  publicKeys: readonly KeyObject[],
): Proofs {
  const ready = () => {
    if (source !== undefined && signingKey !== undefined) return { source, signingKey }
    throw new FirewallError('not-found', 'this audit sink signs nothing, so nothing in it can be proved', {
      help: 'give `audit` a directory: its journal is signed with a key of its own',
    })
  }
  return {
    evidence: async (about) => collectEvidence(ready().source, about, ready().signingKey),
    checkpoint: async (chain, since) => chainCheckpoint(ready().source, chain, ready().signingKey, since),
    keys: () => publicKeys.map(publicKey),
  }
}

/**
 * Reads and verifies the whole journal, and signs the chains that hold what is asked for. Throws `not-found` where
 * nothing is, and `audit-unavailable` for a journal that does not hold: what was tampered with is not signed.
 */
async function collectEvidence(
  source: LedgerSource,
  about: About,
  signingKey: KeyObject,
): Promise<EvidenceBundle> {
  const chooser = createChooser(about)
  const trees = await treesOf(source, (record) => chooser.see(record))
  const chosen = chooser
    .chosen()
    .sort((a, b) => a.time - b.time || compare(a.chain, b.chain) || a.sequence - b.sequence)
  if (chosen.length === 0) {
    throw new FirewallError('not-found', 'the journal has no records of this case, receipt or call', {
      help: '`ragwall triage --state all` lists cases; receipts are in verdicts and in cases; what retention removed can only be proved by a bundle made before',
    })
  }
  const notes = new Map<string, string>()
  for (const { chain } of chosen)
    if (!notes.has(chain)) notes.set(chain, signedCheckpoint(chain, trees.get(chain)!, signingKey))
  const records = chosen.map((record) => ({
    record: bodyOf(record),
    proof: [
      PROOF,
      `index ${record.sequence}`,
      ...trees.get(record.chain)!.inclusion(record.sequence).map(base64),
      '',
      notes.get(record.chain)!,
    ].join('\n'),
  }))
  const statement = statementText(
    about,
    new Date(),
    records.map(({ record }) => recordHash(record)),
  )
  return {
    format: FORMAT,
    statement: signNote(statement, STATEMENT, signingKey),
    key: publicKey(signingKey),
    records,
  }
}

/** One chain as it is now; with `since`, how it grew from there. Throws as `collectEvidence` does. */
async function chainCheckpoint(
  source: LedgerSource,
  chain: string,
  signingKey: KeyObject,
  since?: number,
): Promise<ChainCheckpoint> {
  const tree = isChainId(chain) ? (await treesOf(source, () => {})).get(chain) : undefined
  if (tree === undefined || (since ?? 0) > tree.size) {
    throw new FirewallError('not-found', 'the journal has no chain of this id that has so many records', {
      help: 'receipts and proofs name their chain; `since` is a size that an earlier checkpoint named; a chain that retention removed has no checkpoint any more',
    })
  }
  return {
    checkpoint: signedCheckpoint(chain, tree, signingKey),
    ...(since === undefined ? {} : { consistency: tree.consistency(since).map(base64) }),
  }
}

function signedCheckpoint(chain: string, tree: MerkleTree, key: KeyObject): string {
  const origin = `${ORIGIN}${chain}`
  return signNote(checkpointText({ origin, size: tree.size, root: tree.root() }), origin, key)
}

/** The tree of each chain. */
async function treesOf(
  source: LedgerSource,
  see: (record: ChainRecord) => void,
): Promise<Map<string, MerkleTree>> {
  const trees = new Map<string, MerkleTree>()
  await readVerified(source, ({ record }) => {
    let tree = trees.get(record.chain)
    if (tree === undefined) trees.set(record.chain, (tree = createMerkleTree()))
    tree.add(leafHash(Buffer.from(record.hash, 'hex')))
    see(record)
  })
  return trees
}

/** Picks records as they come: a check is chosen when it ends, and its beginning with it. */
function createChooser(about: About) {
  const cases = createCaseTally()
  const opened = new Map<string, ChainRecord>()
  const calls = new Set<string>()
  const chosen: ChainRecord[] = []
  const isAsked = (record: ChainRecord, ids: readonly string[]) =>
    'case' in about
      ? ids.includes(about.case)
      : record.receipt === about.record || ('call' in record.event && record.event.call === about.record)
  return {
    see(record: ChainRecord): void {
      const { event } = record
      const ids = cases.add(plain(record))
      if (event.type === 'opened') {
        opened.set(event.call, record)
        return
      }
      const call = callOf(event)
      const belongs =
        isAsked(record, ids) ||
        ('case' in about && event.type === 'triage' && event.case === about.case) ||
        (call !== undefined && calls.has(call))
      const begin = call === undefined ? undefined : opened.get(call)
      if (belongs && begin !== undefined) chosen.push(begin)
      if (belongs) chosen.push(record)
      if (belongs && call !== undefined) calls.add(call)
      if (event.type === 'closed') opened.delete(event.call)
    },
    chosen: () => chosen,
  }
}

function callOf(event: ChainRecord['event']): string | undefined {
  return 'call' in event ? (event as Extract<AuditEvent, { call: string }>).call : undefined
}

function statementText(about: About, made: Date, hashes: readonly string[]): string {
  const id = 'case' in about ? `case ${about.case}` : `record ${about.record}`
  const digest = createHash('sha256')
  for (const hash of hashes) digest.update(hash, 'hex')
  return `${STATEMENT}\n${id}\nmade ${made.toISOString()}\nrecords ${hashes.length}\ndigest ${digest.digest('base64')}\n`
}

/** What a bundle shows, or why it shows nothing. */
export type BundleVerification =
  | {
      readonly intact: true
      /** What was asked for, as it was signed: `case 1f…`. */
      readonly about: string
      readonly made: string
      readonly records: readonly {
        readonly chain: string
        readonly sequence: number
        readonly time: Date
        readonly type: string
      }[]
    }
  | {
      readonly intact: false
      /** Which record, counted from 0; absent where it is the whole. */
      readonly record?: number
      readonly why: BundleFault
    }

export type BundleFault =
  | 'no bundle'
  | 'unknown key'
  | 'invalid signature'
  | 'not what was signed'
  | 'changed'
  | 'proof of another record'
  | 'not cosigned'
  | 'contradictory checkpoints'

/** Verifies a bundle with nothing but keys; each cosigner must have cosigned each checkpoint. */
export function verifyBundle(
  text: string,
  { keys, cosigners = [] }: { readonly keys: readonly KeyObject[]; readonly cosigners?: readonly Cosigner[] },
): BundleVerification {
  const bundle = parseBundle(text)
  const statement = bundle === undefined ? undefined : parseNote(bundle.statement)
  if (bundle === undefined || statement === undefined) return { intact: false, why: 'no bundle' }
  const unsigned = signedBy(statement, STATEMENT, keys)
  if (unsigned !== undefined) return { intact: false, why: unsigned }
  const hashes: string[] = []
  const records: Extract<BundleVerification, { intact: true }>['records'][number][] = []
  const known = new Map<string, Checkpoint>()
  for (const [index, one] of bundle.records.entries()) {
    const found = verifyRecord(one, keys, cosigners)
    if (typeof found === 'string') return { intact: false, record: index, why: found }
    const { record, checkpoint } = found
    const before = known.get(checkpoint.origin)
    if (before !== undefined && !isConsistent(before, checkpoint, []))
      return { intact: false, record: index, why: 'contradictory checkpoints' }
    known.set(checkpoint.origin, checkpoint)
    hashes.push(recordHash(one.record))
    const { chain, sequence, time, event } = record
    records.push({ chain, sequence, time: new Date(time), type: event.type })
  }
  const [, about = '', made = '', count = '', digest = ''] = statement.text.split('\n')
  const whole = createHash('sha256')
  for (const hash of hashes) whole.update(hash, 'hex')
  if (count !== `records ${hashes.length}` || digest !== `digest ${whole.digest('base64')}`)
    return { intact: false, why: 'not what was signed' }
  return { intact: true, about, made: made.replace(/^made /, ''), records }
}

function verifyRecord(
  { record: text, proof }: ProvedRecord,
  keys: readonly KeyObject[],
  cosigners: readonly Cosigner[],
): { readonly record: ChainRecord; readonly checkpoint: Checkpoint } | BundleFault {
  const parsed = parseProof(proof)
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.note)
  const record = parseBody(text)
  if (parsed === undefined || checkpoint === undefined || record === undefined) return 'changed'
  const unsigned = signedBy(parsed.note, checkpoint.origin, keys)
  if (unsigned !== undefined) return unsigned
  for (const cosigner of cosigners) {
    const state = cosignatureState(parsed.note, cosigner)
    if (state !== 'valid') return state === 'invalid' ? 'invalid signature' : 'not cosigned'
  }
  if (checkpoint.origin !== `${ORIGIN}${record.chain}` || parsed.index !== record.sequence)
    return 'proof of another record'
  const leaf = leafHash(Buffer.from(recordHash(text), 'hex'))
  const root = followInclusion(leaf, parsed.index, checkpoint.size, parsed.hashes)
  return root?.equals(checkpoint.root) ? { record, checkpoint } : 'changed'
}

/** Why nobody known signed it, if so. */
function signedBy(note: Note, name: string, keys: readonly KeyObject[]): BundleFault | undefined {
  const states = keys.map((key) => signatureState(note, name, key))
  if (states.includes('invalid')) return 'invalid signature'
  return states.includes('valid') ? undefined : 'unknown key'
}

function parseBundle(text: string): EvidenceBundle | undefined {
  try {
    const value = JSON.parse(text) as EvidenceBundle
    const whole =
      value.format === FORMAT &&
      typeof value.statement === 'string' &&
      value.statement.startsWith(`${STATEMENT}\n`) &&
      Array.isArray(value.records) &&
      value.records.every((one) => typeof one?.record === 'string' && typeof one.proof === 'string')
    return whole ? value : undefined
  } catch {
    return undefined
  }
}

/** What is no canonical JSON of a record could be read in two ways. */
function parseBody(text: string): ChainRecord | undefined {
  try {
    const value = JSON.parse(text) as ChainRecord
    if (canonicalJson(value) !== text || typeof value.event?.type !== 'string') return undefined
    return typeof value.time === 'number' ? value : undefined
  } catch {
    return undefined
  }
}

function parseProof(
  proof: string,
): { readonly index: number; readonly hashes: readonly Buffer[]; readonly note: Note } | undefined {
  const end = proof.indexOf('\n\n')
  const [first, second = '', ...lines] = proof.slice(0, end).split('\n')
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(second) ?? []
  const note = parseNote(proof.slice(end + 2))
  const hashes = lines.map((line) => Buffer.from(line, 'base64'))
  if (end < 0 || first !== PROOF || index === undefined || note === undefined) return undefined
  if (!hashes.every((hash, i) => hash.length === 32 && base64(hash) === lines[i])) return undefined
  return { index: Number(index), hashes, note }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
