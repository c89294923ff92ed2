import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createMemoryJournal, openJournal } from '../audit/journal.js'
import { type SecretKey, secretKey } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import type { AuditSink, Embedder, Store } from '../core/ports.js'
import { checkLevels } from '../labels/lattice.js'
import { openFingerprints } from '../store/fingerprints/index.js'
import { openStore } from '../store/store.js'
import type { FirewallOptions } from './firewall.js'

/** What `createFirewall` opens or refuses to open. */
export type KeyOf = (purpose: string) => SecretKey

/** The one secret that every other key is derived from. */
export function masterKey({ data, evidenceKey }: FirewallOptions): SecretKey {
  if (evidenceKey !== undefined) return secretKey(evidenceKey)
  if (data === undefined) return secretKey(randomBytes(32))
  throw new FirewallError('key-missing', 'a data directory needs `evidenceKey`', {
    help: 'make one with `ragwall init` and keep it outside the data directory',
  })
}

export function levelsOf({ policy, levels }: FirewallOptions): readonly string[] {
  if (isLevels(policy)) return checkLevels(policy)
  if (levels !== undefined) return checkLevels(levels)
  throw new FirewallError('option-invalid', 'a decision point of your own needs `levels` too', {
    help: 'give the levels, lowest first: they order the joins of labels',
  })
}

export function isLevels(policy: FirewallOptions['policy']): policy is readonly string[] {
  return Array.isArray(policy)
}

export function openAudit({ audit, anchor }: FirewallOptions, keyOf: KeyOf): AuditSink {
  if (audit === undefined || audit === '') {
    throw new FirewallError('audit-missing', 'no audit sink was given', {
      help: "give a directory for the journal, 'memory' or a sink; there is no off",
    })
  }
  if (typeof audit !== 'string') return audit
  if (audit === 'memory') return createMemoryJournal({ evidenceKey: keyOf('evidence') })
  return openJournal({
    directory: audit,
    evidenceKey: keyOf('evidence'),
    signingKey: ed25519Key(keyOf('signing')),
    ...(anchor === undefined ? {} : { anchor }),
  })
}

/** The private key whose seed is the secret (RFC 8410, section 7: a PKCS #8 wrapping of 32 bytes). */
function ed25519Key({ bytes }: SecretKey): KeyObject {
  const header = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({
    key: Buffer.concat([header, bytes.subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  })
}

export async function openEmbedded(
  options: FirewallOptions,
  embedder: Embedder,
  keyOf: KeyOf,
): Promise<Store> {
  const { data, readOnly, graphThreshold, allowOtherEmbedder, onNotice } = options
  const fingerprints = await openFingerprints({
    ...(data === undefined ? {} : { directory: join(data, 'fingerprints') }),
    key: keyOf('fingerprints'),
    ...(readOnly === undefined ? {} : { readOnly }),
  })
  return openStore({
    ...(data === undefined ? {} : { directory: data }),
    fingerprints,
    keys: { index: keyOf('values') },
    embedder,
    ...(graphThreshold === undefined ? {} : { graphThreshold }),
    ...(allowOtherEmbedder === undefined ? {} : { allowOtherEmbedder }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(onNotice === undefined ? {} : { onNotice }),
  })
}
