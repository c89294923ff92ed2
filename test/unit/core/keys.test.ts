import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secretKey } from '../../../src/core/digest.js'
import { createKeyFile, loadKeys } from '../../../src/core/keys.js'

const [one, two] = ['11'.repeat(32), '22'.repeat(32)]
let folder: string
let data: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'))
  data = join(folder, 'data')
  file = join(folder, 'keys')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (text: string, mode = 0o600) => {
  writeFileSync(file, text, { mode })
  chmodSync(file, mode)
}
const refuses = (code: string, path = file) =>
  expect(() => loadKeys({ file: path }, data)).toThrow(expect.objectContaining({ code }))

describe('a key file', () => {
  test('holds keys newest first, with comments', () => {
    write(`# rotated in spring\n${two}\n\n${one} # the first\n`)
    const keys = loadKeys({ file }, data)
    expect(keys.current).toEqual(secretKey(Buffer.from(two, 'hex')))
    expect(keys.previous.map(({ id }) => id)).toEqual([secretKey(Buffer.from(one, 'hex')).id])
  })

  test.each([0o640, 0o604, 0o644, 0o620, 0o601])('of mode %o is exposed', (mode) => {
    write(one, mode)
    refuses('key-exposed')
  })

  test('of mode 0400 is not', () => {
    write(one, 0o400)
    expect(loadKeys({ file }, data).previous).toEqual([])
  })

  test('in the data directory is exposed, however it is reached', () => {
    mkdirSync(join(data, 'deep'), { recursive: true })
    const inside = join(data, 'deep', 'keys')
    writeFileSync(inside, one, { mode: 0o600 })
    refuses('key-exposed', inside)
    refuses('key-exposed', join(folder, 'data', '.', 'deep', '..', 'deep', 'keys'))
    symlinkSync(data, join(folder, 'link'))
    refuses('key-exposed', join(folder, 'link', 'deep', 'keys'))
    symlinkSync(inside, join(folder, 'file-link'))
    refuses('key-exposed', join(folder, 'file-link'))
    refuses('key-exposed', join(data, '..keys'))
  })

  test('beside a data directory whose name it begins with is fine', () => {
    file = join(folder, 'data-keys')
    write(one)
    expect(loadKeys({ file }, data).current.id).toMatch(/^[0-9a-f]{8}$/)
  })

  test.each(['', '# nothing\n', 'abc', '11'.repeat(31), `${one}\nzz`, `${one}1`])(
    'with %j is no key',
    (text) => {
      write(text)
      refuses('key-missing')
    },
  )

  test('that is missing or a folder is missing', () => {
    refuses('key-missing')
    mkdirSync(file, { mode: 0o700 })
    refuses('key-missing')
  })

  test('is never quoted', () => {
    write('S3cret-but-not-hex')
    try {
      loadKeys({ file }, data)
      throw new Error('it was taken')
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('S3cret')
    }
  })
})

describe('a key in the environment', () => {
  test('is read like a file', () => {
    process.env['RAGWALL_TEST_KEY'] = `${two},${one}`
    try {
      expect(loadKeys({ env: 'RAGWALL_TEST_KEY' }, data)).toMatchObject({ previous: [{}] })
    } finally {
      delete process.env['RAGWALL_TEST_KEY']
    }
    expect(() => loadKeys({ env: 'RAGWALL_TEST_KEY' }, data)).toThrow(
      expect.objectContaining({ code: 'key-missing' }),
    )
  })
})

describe('a new key file', () => {
  test('is made once, for the owner alone, with a key that loads', () => {
    const path = join(folder, 'new', 'keys')
    expect(createKeyFile(path, data)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const text = readFileSync(path, 'utf8')
    expect(createKeyFile(path, data)).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(loadKeys({ file: path }, data).current.bytes).toHaveLength(32)
    expect(createKeyFile(join(folder, 'other'), data)).toBe(true)
    expect(readFileSync(join(folder, 'other'), 'utf8')).not.toBe(text)
  })

  test('is not made in the data directory', () => {
    expect(() => createKeyFile(join(data, 'keys'), data)).toThrow(
      expect.objectContaining({ code: 'key-exposed' }),
    )
    mkdirSync(data)
    expect(() => createKeyFile(join(data, 'keys'), data)).toThrow(
      expect.objectContaining({ code: 'key-exposed' }),
    )
  })
})
