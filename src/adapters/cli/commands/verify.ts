import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type Cosigner, parseCosigner, publicKeyOf } from '../../../audit/note.js'
import { FirewallError } from '../../../core/errors.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable, renderTable } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly key?: readonly string[]
  readonly cosigner?: readonly string[]
}

/** `ragwall verify`: is the audit journal whole? `ragwall verify bundle.json --key KEY`: does it prove what it holds? */
export function verifyCommand({ io, exit }: Context): Command {
  return declareOpening('verify', 'whether the audit journal, or a bundle of evidence, holds')
    .argument('[bundle]', 'a file that `ragwall evidence` wrote; needs no configuration')
    .option('--key <key...>', 'public key of the journal it is from: base64, or a file with it, or PEM')
    .option('--cosigner <key...>', 'each must have cosigned: `name+id+key`, as C2SP writes it')
    .action(async (bundle: string | undefined, flags: Flags) => {
      if (bundle !== undefined) {
        await verifyFile(bundle, flags, { io, exit })
        return
      }
      if (flags.key !== undefined || flags.cosigner !== undefined) {
        throw new FirewallError('option-invalid', '`--key` and `--cosigner` belong to a bundle of evidence', {
          help: 'ragwall verify bundle.json --key KEY',
        })
      }
      const result = await withSession(flags, io, ({ firewall }) => firewall.verify())
      exit(result.intact ? 0 : 1)
      if (flags.json) {
        io.out(json(result))
        return
      }
      const { chains, records } = result
      const size = `${records} records in ${chains} chain${chains === 1 ? '' : 's'}`
      if (!result.intact) {
        io.out(printable(`broken at ${result.brokenAt}: ${result.why} (${size})\n`))
        return
      }
      const torn =
        result.torn === 0 ? '' : `; ${result.torn} unfinished last lines of processes that were killed`
      io.out(`intact: ${size}${torn}\n`)
      if (result.removed !== undefined) {
        const { records: gone, chains: files, until, at } = result.removed
        io.out(
          `removed by retention, last on ${at.toISOString().slice(0, 10)}: ${gone} older records in ${files} chain${files === 1 ? '' : 's'}, up to ${until.toISOString()}; that they were whole cannot be verified any more\n`,
        )
      }
      if (result.anchored !== true) {
        io.out(
          'not known: no head is noted outside the journal, so records cut off its end, or a journal that is gone, would not be missed; set `anchor` in the configuration\n',
        )
      }
    })
}

async function verifyFile(
  path: string,
  { key = [], cosigner = [], json: asJson }: Flags,
  { io, exit }: Context,
) {
  const { verifyBundle } = await import('../../../audit/evidence.js')
  if (key.length === 0) {
    throw new FirewallError('option-invalid', 'a bundle is verified with a public key from elsewhere', {
      help: 'ask for the output of `ragwall evidence --keys`, not by the way the bundle came',
    })
  }
  const keys = key.flatMap((one) => keysIn(resolve(io.folder, one), one))
  const cosigners = cosigner.map(cosignerOf)
  const result = verifyBundle(read(resolve(io.folder, path)), { keys, cosigners })
  exit(result.intact ? 0 : 1)
  if (asJson) io.out(json(result))
  else if (!result.intact) {
    const where = result.record === undefined ? '' : ` at record ${result.record + 1}`
    io.out(`not proved: ${result.why}${where}\n`)
  } else {
    const rows = result.records.map((one) => [
      one.time.toISOString(),
      one.type,
      `${one.chain}#${one.sequence}`,
    ])
    const size = `${rows.length} record${rows.length === 1 ? '' : 's'}`
    io.out(printable(`proved: ${size} of ${result.about}, signed ${result.made}\n${renderTable(rows)}`))
  }
}

/** Keys in a file, or the one that was given itself. Throws `option-invalid`. */
function keysIn(path: string, given: string): KeyObject[] {
  const text = existsSync(path) ? read(path) : given
  try {
    if (text.includes('-----BEGIN')) return [requireEd25519(createPublicKey(text))]
    const raw = text.split('\n').flatMap((line) => line.trim().split(/\s+/)[0] || [])
    const keys = raw.map((one) => Buffer.from(one, 'base64'))
    if (keys.length > 0 && keys.every(({ length }) => length === 32)) return keys.map(publicKeyOf)
  } catch {
    // Named below.
  }
  throw new FirewallError('option-invalid', '`--key` is no Ed25519 public key', {
    help: 'give the 44 characters that `ragwall evidence --keys` prints, or a file with them',
  })
}

function requireEd25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('another kind of key')
  return key
}

function cosignerOf(text: string): Cosigner {
  const cosigner = parseCosigner(text)
  if (cosigner !== undefined) return cosigner
  throw new FirewallError('option-invalid', '`--cosigner` is no key of a witness', {
    help: 'it reads `witness.example+1a2b3c4d+BAAA…`, with a key for cosignatures (type 4)',
  })
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new FirewallError('option-invalid', 'the file to verify cannot be read', {
      help: 'name a file that `ragwall evidence` wrote',
      cause: error,
    })
  }
}
