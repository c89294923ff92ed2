import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { matchFold } from '../../src/text/fold.js'

/**
 * Canaries are planted in fixtures at every level. Whatever leaves is searched for the ones its reader may not
 * see, in every form (docs/decisions.md#kill-and-erasure-tests): raw, folded, base64, hex, escaped, UTF-16, gzip.
 */
export const CANARIES = {
  public: 'kanariya-public-vq7tzm41',
  internal: 'kanariya-internal-x3mbd9wq',
  secret: 'kanariya-secret-zt84kfpn',
  training: 'kanariya-training-h2yw6rcj',
} as const

export type CanaryName = keyof typeof CANARIES

/** Names of the canaries that `bytes` holds in any form. */
export function canariesIn(
  bytes: Uint8Array,
  names: readonly CanaryName[] = Object.keys(CANARIES) as CanaryName[],
): CanaryName[] {
  const texts = unpacked(Buffer.from(bytes)).flatMap(readings)
  return names.filter((name) => {
    const forms = formsOf(CANARIES[name])
    return texts.some((text) => forms.some((form) => text.includes(form)))
  })
}

/** Files below `root` that hold a canary, but for those that `isSource` says are meant to. */
export function filesWithCanaries(root: string, isSource: (path: string) => boolean): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !isSource(path) && statSync(join(root, path)).size < 64_000_000)
    .flatMap((path) => canariesIn(readFileSync(join(root, path))).map((name) => `${path}: ${name}`))
}

/** The bytes themselves and whatever compressed streams start in them. */
function unpacked(bytes: Buffer): Buffer[] {
  const found = [bytes]
  for (let at = 0; at < bytes.length - 2; at++) {
    const isGzip = bytes[at] === 0x1f && bytes[at + 1] === 0x8b
    const isZlib = bytes[at] === 0x78 && (bytes.readUInt16BE(at) & 0xffff) % 31 === 0
    if (!isGzip && !isZlib) continue
    for (const unpack of isGzip ? [gunzipSync] : [inflateSync, inflateRawSync]) {
      try {
        found.push(unpack(bytes.subarray(at), { maxOutputLength: 8_000_000 }))
      } catch {
        // Not a stream after all.
      }
    }
  }
  return found
}

/** One byte string as Latin-1 (ASCII needles are found in any encoding of that width), UTF-8 and both UTF-16s. */
function readings(bytes: Buffer): string[] {
  const latin = bytes.toString('latin1')
  const wide = latin.includes('\0') ? [bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')] : []
  const whole = [latin, bytes.toString('utf8'), ...wide]
  return [...whole, ...whole.map((text) => text.toLowerCase()), ...whole.map(fold)]
}

function fold(text: string): string {
  return Buffer.from(matchFold(text.toWellFormed())).toString('latin1')
}

function formsOf(canary: string): string[] {
  const bytes = Buffer.from(canary)
  const forms = [canary, fold(canary), bytes.toString('hex')]
  for (const encoding of ['base64', 'base64url'] as const) {
    // At each alignment, without the characters that the neighbors decide.
    for (let shift = 0; shift < 3; shift++) {
      forms.push(
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString(encoding)
          .slice(shift === 0 ? 0 : 4, -4),
      )
    }
  }
  forms.push(
    [...canary].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
  forms.push([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  forms.push(
    [...bytes].map((byte) => `&#${byte};`).join(''),
    [...bytes].map((byte) => `&#x${byte.toString(16)};`).join(''),
  )
  return forms
}
