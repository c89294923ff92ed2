import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CsvReader } from '../../../connectors/files/csv.js'
import { readFormat } from '../../../connectors/files/formats.js'
import { recordParts } from '../../../connectors/files/record-parts.js'
import { files } from '../../../connectors/files.js'
import { LIMITS } from '../../../src/core/limits.js'
import type { SourceChange } from '../../../src/core/types.js'
import { DeliveredAcls } from '../../conformance/delivered-acls.js'

let root: string
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'ragwall-parts-')), 'documents')
  mkdirSync(root)
  writeFileSync(join(root, '.acl.yaml'), 'allow: ["group:board"]\ncolumns: { identifying: [id] }\n')
})
afterEach(() => rmSync(join(root, '..'), { recursive: true }))

const ROWS = LIMITS.tableRows + 1
const csv = (rows: number, value = 'v') =>
  `id,${value}\n${Array.from({ length: rows }, (_, i) => `R${i},${i % 7}\n`).join('')}`
const write = (text: string, name = 'big.csv') => writeFileSync(join(root, name), text)

/** What a store that took these changes holds: ids with their rows, and who may read them. */
class Taken {
  readonly rows = new Map<string, number>()
  readonly acls = new DeliveredAcls()
  readonly refused: string[] = []
  cursor = ''

  take(change: SourceChange): void {
    this.cursor = change.cursor
    this.acls.take(change)
    if (change.kind === 'upsert') this.rows.set(change.document.id, change.document.table?.rows.length ?? 0)
    else if (change.kind === 'delete') this.rows.delete(change.id)
    else if (change.kind === 'refused') this.refused.push(`${change.id}: ${change.help}`)
  }

  /** Stops behind so many changes, as a process that is killed does. */
  async sync(most = Number.POSITIVE_INFINITY): Promise<this> {
    let left = most
    const since = this.cursor
    for await (const change of files({ root }).changes(since === '' ? {} : { since })) {
      if (left-- <= 0) break
      this.take(change)
    }
    return this
  }

  get total(): number {
    return [...this.rows.values()].reduce((sum, rows) => sum + rows, 0)
  }
}

describe('plain text of more than one document should hold', () => {
  const lines = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom('08:14 pump 3 raised to 41 bar', '九時、圧力を上げた', '', '\r'),
      },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1, max: 2_500_000 }).map((length) => '𠮷'.repeat(length / 2)),
      },
    ),
    { minLength: 1, maxLength: 30 },
  )

  test('comes in parts that are all of it, at lines where there are any, from a stream that is not held', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 1_000_000 }), async (all, block) => {
        const text = all.join('\n')
        let read = 0
        async function* blocks() {
          for (let at = 0; at < text.length; at += block) {
            read = at + block
            yield text.slice(at, at + block)
          }
        }
        let joined = ''
        let line = 1
        for await (const part of recordParts('a.log', blocks(), { lines: [], count: 0 })) {
          expect(part.text.length).toBeLessThanOrEqual(LIMITS.textPartLength)
          expect(part.text.isWellFormed()).toBe(true)
          expect(part.from).toBeGreaterThanOrEqual(line)
          expect(
            text
              .split('\n')
              .slice(part.from - 1, part.to)
              .join('\n'),
          ).toContain(part.text.replace(/\n$/, ''))
          line = part.to
          joined += part.text
          expect(read - joined.length).toBeLessThanOrEqual(LIMITS.textPartLength + 2 * block)
        }
        expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
      { numRuns: 20 },
    )
  })

  test('is stored as parts with its lines, follows the file, and is refused whole where it is no text', async () => {
    const line = '2024-01-02 08:14 the pump of the northern works was raised to 41 bar\n'
    const count = Math.ceil(LIMITS.wholeTextBytes / line.length) + 1
    write(line.repeat(count), 'pumps.log')
    // A gigabyte of nothing, and nothing of it is read but its beginning.
    write('', 'hole.txt')
    truncateSync(join(root, 'hole.txt'), 2 ** 30)
    const taken = await new Taken().sync()
    const ids = [...taken.rows.keys()]
    expect(ids[0]).toBe('pumps.log#1')
    expect(ids).toHaveLength(Math.ceil((count * line.length) / LIMITS.textPartLength))
    expect(taken.refused).toEqual([expect.stringMatching(/^hole.txt: it is binary/)])
    write(line, 'pumps.log')
    await taken.sync()
    expect([...taken.rows.keys()]).toEqual(['pumps.log'])
  })
})

describe('a table of more rows than one document may have', () => {
  test('is parts with all of its rows, which follow the file', async () => {
    write(csv(ROWS))
    const taken = await new Taken().sync()
    const parts = Math.ceil(ROWS / LIMITS.tablePartRows)
    expect([...taken.rows.keys()]).toEqual(Array.from({ length: parts }, (_, i) => `big.csv#${i + 1}`))
    expect(taken.total).toBe(ROWS)
    writeFileSync(join(root, '.acl.yaml'), 'allow: ["group:hr"]\n')
    await taken.sync()
    for (const id of taken.rows.keys()) expect(taken.acls.of(id)?.allow).toEqual(['group:hr'])
    write(csv(ROWS + 2 * LIMITS.tablePartRows, 'w'))
    expect((await taken.sync()).rows.size).toBe(parts + 2)
    write(csv(3))
    expect([...(await taken.sync()).rows]).toEqual([['big.csv', 3]])
    write(csv(ROWS))
    expect((await taken.sync()).rows.size).toBe(parts)
    rmSync(join(root, 'big.csv'))
    expect((await taken.sync()).rows.size).toBe(0)
  })

  test('killed at any change, nothing of it is left behind or left out', async () => {
    for (const killedAt of [2, 5, 8]) {
      const taken = new Taken()
      write(csv(5))
      await taken.sync()
      write(csv(ROWS))
      await taken.sync(killedAt)
      // Gone before the next run: whatever was stored by then must go too.
      const gone = Object.assign(new Taken(), { rows: new Map(taken.rows), cursor: taken.cursor })
      rmSync(join(root, 'big.csv'))
      expect([...(await gone.sync()).rows.keys()], `killed at ${killedAt}`).toEqual([])
      write(csv(ROWS))
      expect((await taken.sync()).total, `killed at ${killedAt}`).toBe(ROWS)
    }
  })

  test('wrong rows are named by line and taken; a lost quote is named by line', async () => {
    const lines = csv(ROWS).split('\n')
    lines[1] = '"R0\nS",1'
    lines[40] = 'R39,4,whatsoever'
    write(lines.join('\n'))
    const taken = await new Taken().sync()
    // The row before has a line break of its own.
    expect(taken.refused).toEqual([expect.stringMatching(/^big\.csv \(rows\): .*\blines 42\b/)])
    expect(taken.refused.join()).not.toContain('whatsoever')
    expect(taken.total).toBe(ROWS)
    lines[50] = '"R49,1'
    write(lines.join('\n'))
    const later = await new Taken().sync()
    expect(later.refused).toEqual([
      expect.stringMatching(/^big\.csv: a quote opened in line 52 is never closed/),
    ])
    expect(later.rows.size).toBe(0)
  })

  test('JSON Lines too', async () => {
    write(
      Array.from({ length: ROWS }, (_, i) => JSON.stringify({ id: `R${i}`, of: { city: 'Graz' } })).join(
        '\n',
      ),
      'big.jsonl',
    )
    const taken = await new Taken().sync()
    expect(taken.total).toBe(ROWS)
    expect(taken.rows.size).toBe(Math.ceil(ROWS / LIMITS.tablePartRows))
  })
})

test('CSV in pieces of any size is CSV in one', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\r', '本', '""', '\r\n'),
    maxLength: 40,
  })
  const read = (pieces: readonly string[]) => {
    const reader = new CsvReader(',')
    try {
      return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
    } catch (error) {
      return (error as { help?: string }).help
    }
  }
  fc.assert(
    fc.property(text, fc.array(fc.nat(40), { maxLength: 5 }), (whole, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut <= whole.length).sort((a, b) => a - b), whole.length]
      const pieces = places.slice(1).map((end, i) => whole.slice(places[i]!, end))
      expect(read(pieces)).toEqual(read([whole]))
    }),
  )
})

describe('records of JSON are rows', () => {
  const tableOf = async (path: string, value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return (await readFormat(path, Buffer.from(text))).own?.table
  }

  test('with the members of members as columns', async () => {
    const rows = [
      { id: 'R1', customer: { name: 'Mika', tags: ['a', 'b'] }, none: null },
      { id: 'R2', customer: { name: 'Ken' }, card: 1 },
    ]
    const expected = [
      { id: 'R1', 'customer.name': 'Mika', 'customer.tags[0]': 'a', 'customer.tags[1]': 'b' },
      { id: 'R2', 'customer.name': 'Ken', card: '1' },
    ]
    expect((await tableOf('a.json', rows))?.rows).toEqual(expected)
    expect((await tableOf('a.json', { records: rows }))?.rows).toEqual(expected)
    expect((await tableOf('a.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')))?.rows).toEqual(
      expected,
    )
    // A number keeps its digits.
    expect((await tableOf('a.json', '[{"card": 9999888877776666555}]'))?.rows).toEqual([
      { card: '9999888877776666555' },
    ])
  })

  test('and other JSON is not', async () => {
    for (const other of [{ a: 1 }, [1, 2], [{ a: 1 }, 2], { a: [{ b: 1 }], c: 2 }, []])
      expect(await tableOf('a.json', JSON.stringify(other) === '[]' ? '[[1]]' : other)).toBeUndefined()
    expect(await tableOf('a.jsonl', '{"a":1}\n[1]')).toBeUndefined()
  })
})
