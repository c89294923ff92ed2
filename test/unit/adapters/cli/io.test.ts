import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createProgress,
  type Io,
  printable,
  readInput,
  renderTable,
} from '../../../../src/adapters/cli/io.js'
import { shellQuote } from '../../../../src/adapters/cli/sample.js'
import { exitCodeOf } from '../../../../src/adapters/cli/verdict.js'
import type { Verdict } from '../../../../src/core/types.js'
import { chunks } from './harness.js'

describe('input', () => {
  const io = (parts: Uint8Array[]) => ({ stdin: chunks(parts), stdinIsTerminal: false }) as unknown as Io

  test('is the argument, or standard input for a dash', async () => {
    expect(await readInput('hello', io([Buffer.from('other')]))).toBe('hello')
    expect(await readInput('-', io([Buffer.from('two '), Buffer.from('parts\n')]))).toBe('two parts\n')
  })

  test('a character cut in two by the pipe is still one', async () => {
    const bytes = Buffer.from('議事録')
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await readInput('-', io([bytes.subarray(0, cut), bytes.subarray(cut)]))).toBe('議事録')
    }
  })
})

describe('progress', () => {
  const said = (errIsTerminal: boolean) => {
    const lines: string[] = []
    const progress = createProgress({ errIsTerminal, err: (text: string) => void lines.push(text) } as Io)
    progress.show('one')
    progress.show('two')
    progress.done()
    return lines
  }

  test('is one line on a terminal that leaves nothing behind', () => {
    expect(said(true)).toEqual(['\r\x1b[2Kone', '\r\x1b[2Ktwo', '\r\x1b[2K'])
  })

  test('is nothing in a pipe', () => {
    expect(said(false)).toEqual([])
  })
})

describe('what is printed', () => {
  test('tables align, wide characters too, without trailing blanks', () => {
    const table = renderTable([
      ['取締役会', 'a', ''],
      ['x', 'bc', 'd'],
    ])
    expect(table).toBe('取締役会  a\nx         bc  d\n')
  })

  test('control characters of documents never reach the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
      }),
    )
    expect(printable('a\tb\nc 日本語 😀')).toBe('a\tb\nc 日本語 😀')
  })

  test('a quoted word is one word for /bin/sh, and the same', () => {
    const words = [
      "it's",
      '$(touch x)',
      'a b',
      '"',
      '\\',
      '`id`',
      '議事録',
      'plain/word',
      '',
      "'\\''",
      'a\nb',
      '*',
      '~',
    ]
    const echoed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`])
    expect(echoed.toString().split('\0').slice(0, -1)).toEqual(words)
  })
})

describe('the exit code of a verdict', () => {
  const verdict = (action: Verdict['action'], provenance?: string): Verdict =>
    ({
      action,
      coverage: { state: 'complete' },
      findings: provenance === undefined ? [] : [{ kind: 'secret', provenance }],
    }) as unknown as Verdict

  test.each([
    [verdict('release'), 0],
    [verdict('release', 'permitted'), 0],
    [verdict('release', 'user'), 0],
    [verdict('release', 'forbidden'), 1],
    [verdict('release', 'training'), 1],
    [verdict('redact', 'unknown'), 1],
    [verdict('hold', 'permitted'), 1],
    [verdict('block'), 1],
  ])('%# is 1 when the text did not go out as it was, or should not have', (given, code) => {
    expect(exitCodeOf(given)).toBe(code)
  })
})
