/** A verifier of bundles, written only from `docs/evidence.md`. It imports nothing from `src`. Throws what is wrong. */
import { createHash, createPublicKey, verify } from 'node:crypto'

const sha = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()
const node = (left: Uint8Array, right: Uint8Array) => sha(Buffer.from([1]), left, right)

function textOf(note: string, name: string, raw: Buffer): string[] {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  })
  const id = sha(`${name}\n`, Buffer.from([1]), raw).subarray(0, 4)
  const lines = note
    .slice(text.length + 1)
    .split('\n')
    .filter((line) => line.startsWith(`— ${name} `))
  const own = lines
    .map((line) => Buffer.from(line.split(' ')[2]!, 'base64'))
    .filter((bytes) => bytes.subarray(0, 4).equals(id))
  if (!own.some((bytes) => verify(null, Buffer.from(text), key, bytes.subarray(4))))
    throw new Error('not signed')
  return text.split('\n')
}

export function verifyBundleIndependently(bundle: string, publicKey: Buffer): number {
  const { format, statement, records } = JSON.parse(bundle)
  if (format !== 'ragwall evidence v1') throw new Error('another format')
  const hashes = records.map(({ record, proof }: { record: string; proof: string }) => {
    const { chain, sequence } = JSON.parse(record)
    const [head = '', ...rest] = proof.split('\n\n')
    const [version, index, ...path] = head.split('\n')
    const [origin, size, root] = textOf(rest.join('\n\n'), `ragwall-journal/${chain}`, publicKey)
    if (origin !== `ragwall-journal/${chain}` || index !== `index ${sequence}`)
      throw new Error('another record')
    if (version !== 'c2sp.org/tlog-proof@v1') throw new Error('another proof')
    const recordHash = sha('ragwall audit record v1\0', record)
    let [place, last, hash] = [sequence, Number(size) - 1, sha(Buffer.from([0]), recordHash)]
    for (const p of path.map((line) => Buffer.from(line, 'base64'))) {
      if (place % 2 === 1 || place === last) {
        hash = node(p, hash)
        while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
      } else hash = node(hash, p)
      ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
    }
    if (last !== 0 || hash.toString('base64') !== root) throw new Error('not in the tree')
    return recordHash
  })
  const [kind, , , count, digest] = textOf(statement, 'ragwall-evidence', publicKey)
  if (kind !== 'ragwall-evidence' || count !== `records ${hashes.length}`)
    throw new Error('another statement')
  if (digest !== `digest ${sha(...hashes).toString('base64')}`) throw new Error('other records')
  return hashes.length
}
