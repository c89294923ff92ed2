/** What a file is by its first bytes, as far as they tell; undefined for text, and for what is in no list. */
export function signatureOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString(
    'latin1',
  )
  const found = SIGNATURES.find(([, begins]) => head.startsWith(begins))?.[0]
  if (found !== undefined) return found
  // Some producers put a line before the header; readers look for it in the first kilobyte.
  if (/%PDF-\d/.test(head)) return 'pdf'
  return bytes.length > 262 && Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar'
    ? 'tar'
    : undefined
}

const SIGNATURES: readonly (readonly [name: string, begins: string])[] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['pdf', '%PDF-'],
  ['rtf', '{\\rtf'],
  ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['gzip', '\x1f\x8b'],
  ['png', '\x89PNG'],
  ['gif', 'GIF8'],
  ['jpeg', '\xff\xd8\xff'],
  ['7z', '7z\xbc\xaf'],
  ['rar', 'Rar!\x1a'],
  ['xz', '\xfd7zXZ'],
  ['bzip2', 'BZh9'],
  ['elf', '\x7fELF'],
  ['sqlite', 'SQLite format 3\0'],
]
