import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { CANARIES } from '../support/canary.js'
import { mayHoldCanaries, setup, teardown } from '../support/global-setup.js'

/** A second run inside this one, with something planted in it. */
let folder: string
const ours = process.env['TMPDIR']

function plant(path: string, text: string): void {
  folder = tmpdir()
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  expect(process.env['TMPDIR']).toBe(ours)
})

test.each([
  ['a.log', CANARIES.secret],
  ['run-1/journal/chain.jsonl', JSON.stringify({ text: CANARIES.internal })],
  ['run-1/report.html', Buffer.from(`x ${CANARIES.training} y`).toString('base64')],
  // A file is not a folder of sources for having its name.
  ['run-1/data', CANARIES.public],
])('a canary left in %s fails the run and is named', (path, text) => {
  setup()
  expect(tmpdir()).not.toBe(ours)
  plant(path, text)
  const before = process.exitCode
  expect(teardown).toThrow(path)
  expect(process.exitCode).toBe(1)
  process.exitCode = before
  expect(existsSync(folder)).toBe(true)
})

test('nothing left behind, or only where it belongs, passes and is cleared away', () => {
  setup()
  plant('run-1/tree/note.txt', CANARIES.secret)
  plant('run-1/journal/chain.jsonl', 'nothing')
  teardown()
  expect(existsSync(folder)).toBe(false)
})

test('stores, sources and compiled programs may hold them, nothing else', () => {
  const allowed = ['x/data/ragwall.db', 'x/.ragwall/data/fingerprints/a.vbl', 'x/documents/a/b.md', 'tsx-0/1']
  const searched = [
    'data.log',
    'x/journal/a.jsonl',
    'x/anchor/a.json',
    'x/audit/a.jsonl',
    'x/tsx-0/1',
    'x/key',
  ]
  expect(allowed.map(mayHoldCanaries)).toEqual(allowed.map(() => true))
  expect(searched.map(mayHoldCanaries)).toEqual(searched.map(() => false))
})
