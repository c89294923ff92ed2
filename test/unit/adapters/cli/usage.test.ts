import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { measure } from '../../../../src/adapters/cli/commands/eval.js'
import { printError } from '../../../../src/adapters/cli/errors.js'
import type { Benchmark } from '../../../../src/evaluate/benchmark.js'
import { root } from '../../../e2e/harness.js'
import { caughtIo, cli } from './harness.js'

const SENTENCE = 'The merger with Hollow Oak closes on Friday'

const COMMANDS = [
  'init',
  'serve',
  'sync',
  'show',
  'retrieve',
  'check',
  'inspect',
  'review',
  'report',
  'verify',
  'eval',
]

describe('the command line', () => {
  test('names every command, and the exit codes', async () => {
    const { code, out, err } = await cli(['--help'])
    expect(code).toBe(0)
    expect(err).toBe('')
    for (const name of COMMANDS) expect(out).toContain(`  ${name} `)
    expect(out).toContain('0 clean, 1 leak or failed threshold found, 2 error')
  })

  test.each(COMMANDS)('%s takes --config and --json', async (name) => {
    const { code, out } = await cli([name, '--help'])
    expect(code).toBe(0)
    expect(out).toContain('--config <file>')
    expect(out).toContain('--json')
  })

  test('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(await cli(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  test('nothing to do is an error that says what there is', async () => {
    const { code, out, err } = await cli([])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Usage: ragwall')
  })

  test.each([
    [['chek'], 'there is no such command', 'did you mean `check`?'],
    [
      ['check', '--as', 'user:a', '--sevice', 'x'],
      'this command has no such option: `--sevice`',
      'did you mean `--service`?',
    ],
    [['check', 'a'], '`--as <principal>`', '--help'],
    [['check', 'a', '--as'], '`--as <principal>`', '--help'],
    [['retrieve', 'two', 'words', '--as', 'user:a'], 'quote a text', '--help'],
    [
      ['report', '--format', 'pdf'],
      'a value that it cannot have: `--format <format>`',
      'it is one of json, markdown, html',
    ],
    [['report', '--from', 'yesterday'], '`--from` is not a time', 'ISO 8601'],
    [['retrieve', 'x', '--as', 'user:a', '-k', '0'], '`-k` is out of range', '1 to'],
    [['retrieve', 'x', '--as', 'user:a', '-k', 'ten'], '`-k` is out of range', '1 to'],
    [['review', '--release'], 'names the answer, the reviewer', 'ragwall review ID'],
    [['review', 'x', '--release', '--refuse', '--as', 'user:a'], 'one of two outcomes', 'ragwall review ID'],
    [
      ['check', 'x', '--as', 'user:a', '--config', '/nowhere/ragwall.yaml'],
      '/nowhere/ragwall.yaml does not exist',
      'run `ragwall init`',
    ],
  ])('%j is a 2 with one sentence and the fix', async (argv, message, help) => {
    const { code, out, err } = await cli(argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    const [first, second = ''] = err.split('\n')
    expect(first).toMatch(/^error: .+ \([a-z-]+\)$/)
    expect(first).toContain(message)
    expect(second).toContain(help)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test('with --json the error is an object on standard error', async () => {
    const { code, out, err } = await cli(['report', '--from', 'yesterday', '--json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(JSON.parse(err)).toEqual({
      code: 'request-invalid',
      message: '`--from` is not a time',
      help: expect.stringContaining('ISO 8601'),
    })
  })

  test.each([
    [[SENTENCE]],
    [['check', 'a', SENTENCE, '--as', 'user:a']],
    [['check', `--${SENTENCE}`, '--as', 'user:a']],
    [['retrieve', 'x', '--as', 'user:a', '-k', SENTENCE]],
    [['report', '--format', SENTENCE]],
    [['report', '--from', SENTENCE]],
    [['eval', SENTENCE, '--data', 'x']],
  ])('no error repeats an argument (%#)', async (argv) => {
    const { code, err } = await cli(argv)
    expect(code).toBe(2)
    expect(err).not.toContain('Hollow')
  })
})

test('a fault inside a benchmark names it and its step, and nothing that was in hand', async () => {
  const benchmark: Benchmark = {
    name: 'broken',
    summary: '',
    options: [],
    async run(_options, io) {
      io.progress(3, 9, 'answers')
      throw new RangeError(SENTENCE)
    },
  }
  const { io, said } = caughtIo()
  printError(await measure(benchmark, {}, io, false).catch((error: unknown) => error), io, false)
  const { err } = said
  expect(err).toContain('an unexpected error ended eval broken at answers 3 (RangeError) (internal)')
  expect(err).not.toContain('Hollow')
})

describe('standard input', () => {
  test.each([
    ['not UTF-8', [Uint8Array.of(0xff, 0xfe)], 'text-invalid'],
    ['endless', Array.from({ length: 4 }, () => new Uint8Array(1_000_000).fill(0x61)), 'answer-too-long'],
  ])('that is %s is refused', async (_, stdin, code) => {
    const outcome = await cli(['check', '-', '--as', 'user:a', '--json'], { stdin })
    expect(outcome.code).toBe(2)
    expect(JSON.parse(outcome.err).code).toBe(code)
  })
})
