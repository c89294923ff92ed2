import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { randomId, type SecretKey, secretKey } from './digest.js'
import { syncDirectory, writeAll } from './durable-file.js'
import { FirewallError, toFirewallError } from './errors.js'
import { LIMITS } from './limits.js'

/** Where the secret keys come from: a file of mode 0600, or an environment variable. */
export type KeySource = { readonly file: string } | { readonly env: string }

/** The key that new digests are made with, and the ones before it, newest first, that old digests name. */
export interface Keys {
  readonly current: SecretKey
  readonly previous: readonly SecretKey[]
}

/**
 * Reads the keys: one per line, 64 or more hex digits, newest first, `#` begins a comment. To rotate, put a
 * new line on top. Throws `key-missing`, and `key-exposed` when others may read the file or it lies in the
 * data directory, where whoever copies the digests would get the key with them.
 */
export function loadKeys(source: KeySource, dataDirectory: string): Keys {
  const text = 'env' in source ? (process.env[source.env] ?? '') : readKeyFile(source.file, dataDirectory)
  const name = 'env' in source ? `the environment variable ${source.env}` : source.file
  const [current, ...previous] = parseKeys(text, name)
  if (current === undefined) {
    throw new FirewallError('key-missing', `${name} holds no key`, {
      help: 'env' in source ? 'set it to 64 hex digits from a random source' : 'run `ragwall init`',
    })
  }
  return { current, previous }
}

/**
 * Makes a key file with one new key, mode 0600; an existing one is left alone. Answers whether it made one. The
 * file has its name only once it is whole: half a key would be found, kept and of no use.
 */
export function createKeyFile(path: string, dataDirectory: string): boolean {
  refuseInside(path, dataDirectory)
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomId()}.tmp`
  try {
    writeKey(temporary)
    // Unlike a rename, a link never takes the place of a file that is there.
    linkSync(temporary, path)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false
    throw toFirewallError(error, 'key-missing', `${path} cannot be written`)
  } finally {
    rmSync(temporary, { force: true })
  }
  syncDirectory(dirname(path))
  return true
}

function writeKey(path: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeAll(file, Buffer.from(`${randomBytes(32).toString('hex')}\n`), 'keys')
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function parseKeys(text: string, name: string): SecretKey[] {
  const words = text
    .replace(/#.*$/gm, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '')
  return words.map((word, i) => {
    if (!/^(?:[0-9a-f]{2}){32,}$/i.test(word)) {
      throw new FirewallError('key-missing', `key ${i + 1} in ${name} is not 64 or more hex digits`)
    }
    return secretKey(Buffer.from(word, 'hex'))
  })
}

function readKeyFile(path: string, dataDirectory: string): string {
  refuseInside(path, dataDirectory)
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    const help = 'run `ragwall init` to make one, or name the right file under `keys`'
    throw toFirewallError(error, 'key-missing', `the key file ${path} cannot be opened`, help)
  }
  try {
    // On the open file, not on the path: nobody can swap it between the question and the reading.
    refuseReadable(path, fstatSync(file))
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

function refuseReadable(path: string, stat: ReturnType<typeof fstatSync>): void {
  if (!stat.isFile() || Number(stat.size) > LIMITS.configBytes) {
    throw new FirewallError('key-missing', `${path} is not a key file`)
  }
  if (process.platform === 'win32') return
  if ((Number(stat.mode) & 0o077) !== 0) {
    throw new FirewallError('key-exposed', `the key file ${path} is open to other users`, {
      help: `chmod 600 ${path}`,
    })
  }
  const owner = Number(stat.uid)
  if (owner !== 0 && owner !== process.getuid?.()) {
    throw new FirewallError('key-exposed', `the key file ${path} belongs to another user`)
  }
}

function refuseInside(path: string, dataDirectory: string): void {
  const way = relative(realPath(dataDirectory), realPath(path))
  if (way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way) return
  throw new FirewallError('key-exposed', `the key file ${path} lies in the data directory`, {
    help: 'keep it elsewhere, so that a copy of the data is not a copy of the key',
  })
}

/** With links followed, as far as the path exists already. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(resolve(path))
    return parent === resolve(path) ? parent : join(realPath(parent), basename(path))
  }
}
