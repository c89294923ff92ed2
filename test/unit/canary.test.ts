import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { CANARIES, canariesIn } from '../support/canary.js'

describe('the canary search', () => {
  const canary = CANARIES.secret
  const bytes = Buffer.from(`before ${canary} after`)
  const forms: Record<string, Uint8Array> = {
    raw: bytes,
    'upper case': Buffer.from(canary.toUpperCase()),
    folded: Buffer.from(canary.replaceAll('-', '')),
    'full width': Buffer.from(canary.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))),
    base64: Buffer.from(bytes.toString('base64')),
    'base64 shifted': Buffer.from(bytes.subarray(1).toString('base64')),
    'base64 shifted twice': Buffer.from(bytes.subarray(2).toString('base64url')),
    hex: Buffer.from(bytes.toString('hex')),
    'hex in upper case': Buffer.from(bytes.toString('hex').toUpperCase()),
    'UTF-16LE': Buffer.from(bytes.toString(), 'utf16le'),
    'UTF-16BE': Buffer.from(bytes.toString(), 'utf16le').swap16(),
    gzip: Buffer.concat([Buffer.from('HTTP/1.1 200\r\n\r\n'), gzipSync(bytes)]),
    'JSON escapes': Buffer.from([...canary].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')),
    'URL escapes': Buffer.from([...canary].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')),
  }

  test.each(Object.keys(forms))('finds it as %s', (form) => {
    expect(canariesIn(forms[form]!)).toEqual(['secret'])
  })

  test('and is quiet otherwise', () => {
    expect(canariesIn(Buffer.from('kanariya-secret- and nothing more'))).toEqual([])
  })
})
