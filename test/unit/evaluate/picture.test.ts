import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { rate } from '../../../src/evaluate/metrics.js'
import { renderPicture } from '../../../src/evaluate/picture.js'
import { atLeast, atMost, type EvaluationReport, report, row, share } from '../../../src/evaluate/report.js'

const counts = fc.nat(5000).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)))
const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.constantFrom('<b>&"', '漢字の名前'))
const rows = fc
  .tuple(name, counts, counts, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4))
  .map(([title, [k, n], [wrong, benign], target, shape]) => {
    if (shape === 0) return row(title, { kind: 'time', value: k, n })
    if (shape === 1) return row(title, { kind: 'score', value: n === 0 ? Number.NaN : k / n, n })
    const judged = shape === 2 ? { target: atLeast(target) } : { target: atMost(target) }
    const baseline = { name: title, figure: share(wrong, benign) }
    return row(title, share(k, n), {
      ...judged,
      ...(shape === 4 ? { baseline, falseBlocks: rate(wrong, benign) } : {}),
    })
  })
const reports = fc
  .array(fc.record({ title: name, rows: fc.array(rows, { maxLength: 25 }) }), { maxLength: 4 })
  .chain((tables) =>
    name.map((title): EvaluationReport => report({ title, settings: { seed: title }, tables, notes: [] })),
  )

interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
}

/** The elements of an XML document; throws where one is not closed by its own end. */
function elementsOf(xml: string): Element[] {
  const elements: Element[] = []
  let implied = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => elements.push({ name, attributes }),
      onclosetag: (_, isImplied) => {
        if (isImplied) implied += 1
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  if (implied !== xml.split('/>').length - 1) throw new Error('an element is closed by the end of another')
  return elements
}

describe('a picture of a report', () => {
  test('is well-formed, says every name as text, and stays on its paper', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const svg = renderPicture(report)
        const [root, ...elements] = elementsOf(svg)
        const [, , width, height] = root!.attributes['viewBox']!.split(' ').map(Number)
        expect(svg).not.toMatch(/NaN|Infinity|undefined/)
        expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
        for (const { name, attributes } of elements) {
          expect(['style', 'rect', 'text', 'line', 'circle', 'path', 'g', 'title']).toContain(name)
          for (const [axis, value] of Object.entries(attributes)) {
            if (!/^(?:c?[xy][12]?)$/.test(axis)) continue
            expect(Number(value)).toBeGreaterThanOrEqual(0)
            expect(Number(value)).toBeLessThanOrEqual(axis.includes('x') ? width! : height!)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('puts the better of two shares further to the right, and in the plane further down and left', () => {
    const at = (k: number, wrong: number) => {
      const drawn = row('a', share(k, 1000), { falseBlocks: rate(wrong, 1000), target: atLeast(0.99) })
      const svg = renderPicture(
        report({ title: '', settings: {}, tables: [{ title: '', rows: [drawn] }], notes: [] }),
      )
      const [plane, line] = elementsOf(svg)
        .filter(({ name }) => name === 'circle')
        .map(({ attributes: { cx, cy } }) => ({ x: Number(cx), y: Number(cy) }))
      return { plane: plane!, line: line! }
    }
    expect(at(995, 1).line.x).toBeGreaterThan(at(990, 1).line.x)
    expect(at(999, 1).line.x).toBeGreaterThan(at(995, 1).line.x)
    expect(at(995, 1).plane.x).toBeLessThan(at(995, 5).plane.x)
    expect(at(995, 1).plane.y).toBeGreaterThan(at(990, 1).plane.y)
  })
})
