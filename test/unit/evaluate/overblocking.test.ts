import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckOptions, Verdict } from '../../../src/core/types.js'
import { kindTable } from '../../../src/evaluate/overblocking/kinds.js'
import { leaks, locate, windowsOf } from '../../../src/evaluate/overblocking/oracle.js'
import { overblockingTable } from '../../../src/evaluate/overblocking/table.js'
import { createValueOracle, namesIn } from '../../../src/evaluate/overblocking/values.js'
import { measureSet, overblocking } from '../../../src/evaluate/overblocking.js'
import type { Firewall } from '../../../src/firewall/firewall.js'
import { benignRows, jsonl, missed, outcomes } from './fixtures.js'

let directory = ''
let runs = 0
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ragwall-overblocking-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const rows = benignRows(12)

async function measured(wrap?: (firewall: Firewall) => Pick<Firewall, 'check'>) {
  const io = { progress: () => {} }
  const set = await measureSet(rows, {
    path: join(directory, String(runs++)),
    seed: '1',
    io,
    ...(wrap === undefined ? {} : { wrap }),
  })
  return { tables: [overblockingTable('set', set)] }
}

describe('the benchmark', () => {
  test('passes on a sound firewall, from the file to the verdict', async () => {
    const path = join(directory, 'rows.jsonl')
    writeFileSync(path, jsonl(rows))
    const report = await overblocking.run({ data: path }, { progress: () => {} })
    expect(missed(report, 'rows.jsonl')).toEqual([])
    expect(report.passed).toBe(true)
    expect(outcomes(report, 'rows.jsonl')).toMatchObject({
      'entitled reader: released unaltered, nothing borrowed': 'met',
      'strict reader: released unaltered, nothing borrowed': 'met',
      'stranger: caught of what the oracle expects': 'met',
      'stream of 1–20 characters gives the same: stranger': 'met',
    })
    const caught = report.tables[0]!.rows.find(({ name }) => name.startsWith('stranger: caught'))
    expect(caught).toMatchObject({ figure: { k: 9, n: 9 }, falseBlocks: { k: 0, n: 12 } })
  })

  test('names a firewall that lets everything through', async () => {
    const report = await measured((firewall) =>
      changed(firewall, (verdict, answer) => ({ ...verdict, action: 'release', text: answer, findings: [] })),
    )
    expect(missed(report, 'set')).toContain('stranger: caught of what the oracle expects')
  })

  test('names a firewall that finds but does not act', async () => {
    const report = await measured((firewall) =>
      changed(firewall, (verdict, answer) => ({ ...verdict, action: 'release', text: answer })),
    )
    expect(missed(report, 'set')).toContain('stranger: caught of what the oracle expects')
  })

  test('names a firewall that blocks everyone', async () => {
    const report = await measured((firewall) =>
      changed(firewall, (verdict) => ({ ...verdict, action: 'block', text: 'No.' })),
    )
    expect(missed(report, 'set')).toEqual(
      expect.arrayContaining([
        'colleague: released unaltered, nothing borrowed',
        'colleague: blocked, nothing borrowed',
        'strict reader: blocked, nothing borrowed',
      ]),
    )
  })

  test('names a firewall that tidies what it releases', async () => {
    const report = await measured((firewall) =>
      changed(firewall, (verdict) => ({ ...verdict, text: verdict.text.toLowerCase() })),
    )
    expect(missed(report, 'set')).toContain('strict reader: altered though released')
  })

  test('names a firewall whose streams run ahead', async () => {
    const report = await measured((firewall) => leakyStream(firewall))
    expect(missed(report, 'set')).toEqual(['stream of 1–20 characters gives the same: stranger'])
  })
})

/** Changes the verdict on whole answers, and streams that whole answer's new text. */
function changed(
  firewall: Firewall,
  change: (verdict: Verdict, answer: string) => Verdict,
): Pick<Firewall, 'check'> {
  const whole = async (answer: string, options: CheckOptions) =>
    change(await firewall.check(answer, options), answer)
  const check = (answer: string | AsyncIterable<string>, options: CheckOptions) => {
    if (typeof answer === 'string') return whole(answer, options)
    const verdict = (async () => {
      let text = ''
      for await (const piece of answer) text += piece
      return whole(text, options)
    })()
    return Object.assign(
      (async function* () {
        yield (await verdict).text
      })(),
      { verdict },
    )
  }
  return { check } as Pick<Firewall, 'check'>
}

/** Sends every piece on as it comes and judges afterwards, as several gateways do. */
function leakyStream(firewall: Firewall): Pick<Firewall, 'check'> {
  const check = (answer: string | AsyncIterable<string>, options: CheckOptions) => {
    if (typeof answer === 'string') return firewall.check(answer, options)
    let resolve: (verdict: Promise<Verdict>) => void = () => {}
    const verdict = new Promise<Verdict>((done) => {
      resolve = done
    })
    return Object.assign(
      (async function* () {
        let text = ''
        for await (const piece of answer) {
          text += piece
          yield piece
        }
        resolve(firewall.check(text, options))
      })(),
      { verdict },
    )
  }
  return { check } as Pick<Firewall, 'check'>
}

describe('the oracle', () => {
  const source = 'The quarterly figures of the northern branch will be announced on the first of June'

  function isLeak(
    answer: string,
    documents: string[],
    permitted: number[] = [],
    ownTurns: string[] = [],
  ): boolean {
    const windows = windowsOf(answer)
    const holders = locate(
      windows,
      documents.map((text, i) => ({ id: String(i), text })),
    )
    return leaks(windows, holders, { permitted: new Set(permitted.map(String)), ownTurns })
  }

  test('needs 39 folded bytes, however they are written', () => {
    const run = 'quarterlyfiguresofthenorthernbranchwill'
    expect(run).toHaveLength(39)
    expect(isLeak(`X ${run.toUpperCase().replace(/./g, '$& ')}.`, [source])).toBe(true)
    expect(isLeak(run.slice(1), [source])).toBe(false)
  })

  test('needs 16 characters where text is CJK', () => {
    const text = '北海道と小笠原諸島を除く日本朝鮮半島南部'
    expect(isLeak([...text].slice(0, 16).join('、'), [text])).toBe(true)
    expect(isLeak([...text].slice(0, 15).join(''), [text])).toBe(false)
  })

  test('one permitted source or one own turn explains, two halves do not', () => {
    expect(isLeak(source, [source, source], [1])).toBe(false)
    expect(isLeak(source, [source], [], [`Is it true that ${source}?`])).toBe(false)
    expect(isLeak(source, [source, source.slice(0, 41), source.slice(41)], [1, 2])).toBe(true)
  })

  test('what ten documents hold is common, what repeats is nothing', () => {
    expect(isLeak(source, Array<string>(9).fill(source))).toBe(true)
    expect(isLeak(source, Array<string>(10).fill(source))).toBe(false)
    expect(isLeak('abab'.repeat(20), ['abab'.repeat(20)])).toBe(false)
  })
})

describe('the oracle on values', () => {
  const oracle = createValueOracle([
    { id: 'a', text: 'Ottoline Varga keeps berth 4417.' },
    { id: 'b', text: 'Berth 4417 is free.' },
  ])
  test.each([
    ['Ottoline Varga', ['b'], [], 'right'],
    ['OTTOLINE  VARGA', ['b'], [], 'right'],
    ['4417', ['b'], [], 'readable'],
    ['Ottoline Varga', ['b'], ['Who is Ottoline Varga?'], 'own'],
    ['Karel Nowak', [], [], 'in no passage'],
  ] as const)('%s', (value, permitted, ownTurns, said) => {
    expect(oracle.judge(value, { permitted: new Set(permitted), ownTurns })).toBe(said)
  })

  test('sees names within sentences and no others', () => {
    expect(namesIn('Berths are kept by Ottoline Varga, or by Karel. The Ferry Is Late.')).toEqual([
      'Ottoline Varga',
    ])
  })

  test('what altered an answer has a name', async () => {
    const set = await measureSet(rows, {
      path: join(directory, 'kinds'),
      seed: '1',
      io: { progress: () => {} },
    })
    const names = kindTable('set', set).rows.map(({ name }) => name)
    expect(names).toContain('stranger: verbatim exact, as written (forbidden): in an answer with a run')
    expect(names.filter((name) => name.startsWith('entitled reader'))).toEqual([])
  })
})
