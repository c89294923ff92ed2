import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import type { AuditEvent, ChainHead, RecordedReceipt } from '../core/audit.js'
import { randomId, type SecretKey, secretKey } from '../core/digest.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import type { AuditSink, AuditVerification } from '../core/ports.js'
import { createChainId, createSealer, type Sealer } from './chain.js'
import { createProofs, type Proofs } from './evidence.js'
import { createFileMedium } from './files.js'
import { createLedger, type Ledger, type LedgerSource } from './ledger.js'
import { createMemoryMedium, type Medium } from './medium.js'
import { readChains } from './read.js'
import { createRetention, type Retention } from './retention.js'
import { verifyChains } from './verify.js'

export interface JournalOptions {
  /** Made with mode 0700 if missing. Several processes may share it: each writes a chain file of its own. */
  readonly directory: string
  readonly evidenceKey: SecretKey
  /** Evidence keys before this one: their records stay verifiable. */
  readonly previousKeys?: readonly SecretKey[]
  /** Ed25519 private key from outside the data directory; signs checkpoints. */
  readonly signingKey?: KeyObject
  /** Ed25519 public keys of earlier signing keys, or all of them where there is no private one. */
  readonly publicKeys?: readonly KeyObject[]
  /** Directory outside the journal that is given the latest head of every chain, before each acknowledgement. */
  readonly anchor?: string
  /** The same without waiting for the disk: directories that whoever edits the journal may not think of. */
  readonly headPlaces?: readonly string[]
  /** Heads noted elsewhere (a ticket, a print-out) that verification must find. */
  readonly heads?: readonly ChainHead[]
  /** File that keeps what reports add up; derived from the journal, and made anew whenever it does not fit it. */
  readonly rollup?: string
  /** Records by which the journal has grown before that file is written again. Default 1,000, and a fiftieth of it. */
  readonly rollupEvery?: number
  /** Reads and verifies; `append` throws. */
  readonly readOnly?: boolean
  /** Records between two checkpoints. Default 1,000. */
  readonly checkpointEvery?: number
  /** Milliseconds between two tries to go on after a full disk. Default 1,000. */
  readonly retryAfter?: number
  /** Milliseconds after which a process goes on in a new chain: retention removes whole ones. Default a day. */
  readonly newChainAfter?: number
}

/** A journal that is verified and read here. */
export interface Journal extends AuditSink {
  readonly ledger: Ledger
  readonly proofs: Proofs
  readonly retention: Retention
}

const DAY = 86_400_000
/** A chain that has grown to so many bytes is left, too. */
const LONGEST_CHAIN = 256 * 1024 * 1024

/**
 * Opens the journal. The chain file is created by the first `append`. Concurrent appends share one fsync;
 * each resolves after it. After a failed write this and every later append throws `audit-unavailable` until the
 * journal is opened anew: what may be half written is not written behind. A full disk (`disk-full`) is no fault of the
 * journal: when there is room again it goes on, in a chain of its own that names the one before.
 */
export function openJournal(options: JournalOptions): Journal {
  try {
    const { directory, anchor, headPlaces = [], readOnly = false } = options
    const places = { heads: headPlaces, ...(anchor === undefined ? {} : { anchor }) }
    const medium = createFileMedium(directory, places, readOnly)
    return createJournal(medium, options)
  } catch (error) {
    throw unavailable(error, 'the audit journal cannot be opened')
  }
}

export type MemoryJournalOptions = Partial<
  Omit<JournalOptions, 'directory' | 'anchor' | 'headPlaces' | 'rollup' | 'rollupEvery' | 'readOnly'>
>

/** The same chain without a file: for in-memory firewalls and tests. Grows without bound, ends with the process. */
export function createMemoryJournal(options: MemoryJournalOptions = {}): Journal {
  return createJournal(createMemoryMedium(), { evidenceKey: secretKey(randomBytes(32)), ...options })
}

interface Waiting {
  readonly event: AuditEvent
  readonly time: number
  resolve(receipt: RecordedReceipt): void
  reject(error: unknown): void
}

/** The journal over any medium. */
export function createJournal(
  medium: Medium,
  options: Omit<JournalOptions, 'directory' | 'anchor' | 'headPlaces'>,
): Journal {
  const {
    evidenceKey,
    signingKey,
    checkpointEvery = 1_000,
    retryAfter = 1_000,
    newChainAfter = DAY,
  } = options
  const trust = {
    evidenceKeys: [evidenceKey, ...(options.previousKeys ?? [])],
    publicKeys: publicKeysOf(signingKey, options.publicKeys ?? []),
  }
  let sealer: Sealer | undefined
  /** Of the chain that is written: when it was begun, and how long it is. */
  let begun = 0
  let length = 0
  let leaving: NodeJS.Timeout | undefined
  let acknowledged: ChainHead | undefined
  let sinceCheckpoint = 0
  let broken: FirewallError | undefined
  let brokenAt = 0
  let recovering: Promise<void> | undefined
  let queue: Waiting[] = []
  let draining: Promise<void> | undefined
  if (options.readOnly === true) broken = refusal('the audit journal was opened for reading only')

  async function begin(): Promise<{ sealer: Sealer; bytes: Buffer[] }> {
    if (sealer !== undefined) return { sealer, bytes: [] }
    const now = Date.now()
    const fresh = createSealer(createChainId(now), evidenceKey)
    const joins = await medium.unnamedHeads(fresh.chain)
    await medium.create(fresh.chain)
    sealer = fresh
    begun = now
    length = 0
    // A process that has nothing to write leaves its chain, too.
    clearTimeout(leaving)
    leaving = setTimeout(() => {
      draining ??= drain()
    }, newChainAfter).unref()
    return { sealer, bytes: [fresh.seal({ type: 'chain', joins, evidenceKey: evidenceKey.id }, now).bytes] }
  }

  /** Seals and writes one batch; throws only what concerns them all. */
  async function commit(batch: readonly Waiting[]): Promise<void> {
    await leaveOldChain()
    if (batch.length === 0) return
    const { sealer, bytes } = await begin()
    const receipts: (() => void)[] = []
    for (const { event, time, resolve, reject } of batch) {
      try {
        const id = randomId()
        const sealed = sealer.seal(event, time, id)
        bytes.push(sealed.bytes)
        receipts.push(() => resolve({ id, ...sealed.head }))
      } catch (error) {
        reject(unavailable(error, 'the audit record has no canonical form or is too long'))
      }
    }
    sinceCheckpoint += receipts.length
    if (sinceCheckpoint >= checkpointEvery) bytes.push(await checkpoint(sealer))
    await write(sealer, bytes)
    for (const acknowledge of receipts) acknowledge()
  }

  /** With a last checkpoint, as when it is closed; the chain that follows names its head. */
  async function leaveOldChain(): Promise<void> {
    if (sealer === undefined || (Date.now() - begun < newChainAfter && length < LONGEST_CHAIN)) return
    await write(sealer, [await checkpoint(sealer)])
    await medium.abandon()
    sealer = undefined
  }

  async function checkpoint(sealer: Sealer): Promise<Buffer> {
    sinceCheckpoint = 0
    return sealer.checkpoint(await medium.unnamedHeads(sealer.chain), Date.now(), signingKey).bytes
  }

  async function write({ head }: Sealer, bytes: readonly Buffer[]): Promise<void> {
    if (head === undefined || bytes.length === 0) return
    const block = Buffer.concat(bytes)
    await medium.commit(block, head)
    length += block.length
    acknowledged = head
  }

  /** Leaves a chain that the disk had no room for, at most once in `retryAfter` milliseconds: each try makes a file. */
  async function recover(): Promise<void> {
    if (broken?.code !== 'disk-full' || performance.now() - brokenAt < retryAfter) return
    brokenAt = performance.now()
    try {
      await medium.abandon()
      sealer = undefined
      const fresh = await begin()
      await write(fresh.sealer, fresh.bytes)
      broken = undefined
    } catch (error) {
      broken = unavailable(error, 'the audit record could not be made durable')
    }
  }

  function recovered(): Promise<void> {
    recovering ??= recover().finally(() => {
      recovering = undefined
    })
    return recovering
  }

  async function drain(): Promise<void> {
    do {
      const batch = queue
      queue = []
      try {
        await commit(batch)
      } catch (error) {
        broken ??= unavailable(error, 'the audit record could not be made durable')
        brokenAt = performance.now()
        for (const { reject } of [...batch, ...queue]) reject(broken)
        queue = []
      }
    } while (queue.length > 0)
    draining = undefined
  }

  async function* read(range?: { readonly from?: Date; readonly to?: Date }) {
    await draining
    try {
      yield* readChains(await medium.list(), range)
    } catch (error) {
      throw unreadable(error)
    }
  }

  const anchored = medium.anchored || (options.heads ?? []).length > 0

  async function expected(): Promise<readonly ChainHead[]> {
    const own = acknowledged === undefined ? [] : [acknowledged]
    return [...(await medium.anchors()), ...(options.heads ?? []), ...own]
  }

  async function verify(): Promise<AuditVerification> {
    await draining
    try {
      const found = await verifyChains(medium, trust, await expected())
      return { ...found, anchored }
    } catch (error) {
      throw unreadable(error)
    }
  }

  const source: LedgerSource = {
    trust,
    async list() {
      await draining
      return medium.list()
    },
    find: (chain) => medium.find(chain),
    expected,
    read,
    verify,
    anchored,
  }
  const ledger = createLedger(source, {
    key: evidenceKey,
    ...(options.rollup === undefined ? {} : { file: options.rollup }),
    ...(options.rollupEvery === undefined ? {} : { every: options.rollupEvery }),
  })
  const proofs = createProofs(source, signingKey, trust.publicKeys)
  const failing = (error: unknown) => Promise.reject(unreadable(error))

  async function append(event: AuditEvent): Promise<RecordedReceipt> {
    if (broken !== undefined) await recovered()
    if (broken !== undefined) throw broken
    return new Promise((resolve, reject) => {
      queue.push({ event, time: Date.now(), resolve, reject })
      draining ??= drain()
    })
  }

  const retention = createRetention({
    source,
    append,
    remove: (chain) => medium.remove(chain),
    current: () => sealer?.chain,
  })

  return {
    ledger: {
      report: (range, how) => ledger.report(range, how).catch(failing),
      cases: () => ledger.cases().catch(failing),
      knows: (service) => ledger.knows(service).catch(failing),
    },
    proofs: {
      evidence: (about) => proofs.evidence(about).catch(failing),
      checkpoint: (chain, since) => proofs.checkpoint(chain, since).catch(failing),
      keys: proofs.keys,
    },
    retention: {
      holds: () => retention.holds().catch(failing),
      place: (scope, who) => retention.place(scope, who).catch(failing),
      lift: (hold, who) => retention.lift(hold, who).catch(failing),
      prune: (options) => retention.prune(options).catch(failing),
    },
    append,
    async ready() {
      if (broken !== undefined) await recovered()
      if (broken !== undefined) throw broken
    },
    read,
    verify,
    async close() {
      clearTimeout(leaving)
      await draining
      const failed = broken
      broken ??= refusal('the audit journal is closed')
      try {
        if (sealer !== undefined && failed === undefined) await write(sealer, [await checkpoint(sealer)])
      } catch (error) {
        throw unavailable(error, 'the last audit checkpoint could not be made durable')
      } finally {
        await medium.close()
      }
    },
  }
}

function publicKeysOf(signingKey: KeyObject | undefined, others: readonly KeyObject[]): readonly KeyObject[] {
  for (const key of [...others, ...(signingKey === undefined ? [] : [signingKey])]) {
    if (key.asymmetricKeyType === 'ed25519') continue
    throw new FirewallError('option-invalid', 'an audit signing key is not an Ed25519 key')
  }
  return signingKey === undefined ? others : [createPublicKey(signingKey), ...others]
}

function unreadable(error: unknown): FirewallError {
  return toFirewallError(
    error,
    'audit-unavailable',
    'the audit journal cannot be read',
    'look at its directory',
  )
}

function refusal(message: string): FirewallError {
  return new FirewallError('audit-unavailable', message, { help: 'open the journal again' })
}

function unavailable(error: unknown, message: string): FirewallError {
  const help =
    'nothing may leave without a record: look at the disk and the journal directory, then start again'
  return toFirewallError(error, 'audit-unavailable', message, help)
}
