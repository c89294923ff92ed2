import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { probeOf } from '../../../../../src/detect/values/pattern.js'
import { needsOf } from '../../../../../src/detect/values/prefilter/needs.js'
import {
  distinct,
  extend,
  GRAM,
  isLongEnough,
  NOTHING,
  type Spelling,
} from '../../../../../src/detect/values/prefilter/spelling.js'
import type { Needs } from '../../../../../src/detect/values/prefilter/trigger.js'
import { type UnitSet, unitSet } from '../../../../../src/detect/values/prefilter/unit-set.js'
import { defaultRecognizers } from '../../../../../src/detect/values/recognizers/index.js'
import { surfaceFold } from '../../../../../src/text/fold.js'

function has({ ranges }: UnitSet, unit: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (ranges[i]! <= unit && unit <= ranges[i + 1]!) return true
  return false
}

/** What a match at `start` lacks of what every match must have. */
function lacking(needs: Needs, text: string, start: number): string | undefined {
  const { before, atStart, head, triggers } = needs
  if (start === 0 ? !atStart : !has(before, text.charCodeAt(start - 1))) return 'before'
  if (!head.every((set, o) => has(set, text.charCodeAt(start + o)))) return 'head'
  const isAt = (at: number, units: readonly UnitSet[]) =>
    at >= 0 && units.every((set, i) => has(set, text.charCodeAt(at + i)))
  const found = triggers?.some(({ units, nearest, farthest, between }) => {
    for (let distance = nearest; distance <= farthest; distance++) {
      const at = start + distance
      if (!isAt(at, units)) continue
      const gap = Array.from(text.slice(start, Math.max(start, at)), (unit) => unit.charCodeAt(0))
      if (between === undefined || gap.every((unit) => has(between, unit))) return true
    }
    return false
  })
  return found === false ? 'trigger' : undefined
}

describe('what an expression needs is necessary', () => {
  test('for every match in the examples that come with ragwall', () => {
    let matches = 0
    for (const recognizer of defaultRecognizers()) {
      const probe = probeOf(recognizer)
      if (probe === undefined) continue
      const needs = needsOf(probe.regex, probe.minLength, probe.preceding)
      for (const example of recognizer.examples.match) {
        const text = surfaceFold(typeof example === 'string' ? example : example.text)
        for (const { start } of recognizer.recognize(text)) {
          expect(lacking(needs, text, start), `${recognizer.entity}: ${text}`).toBeUndefined()
          matches += 1
        }
      }
    }
    expect(matches).toBeGreaterThan(defaultRecognizers().length)
  })

  /** Parts of many lengths, so that more spellings come together than are kept apart, some of them long enough. */
  const word = fc.stringMatching(/^[a-c日月]{1,4}$/)
  const words = fc
    .array(word, { minLength: 1, maxLength: 40 })
    .map((all) => `(?:${[...new Set(all)].join('|')})`)
  const piece = fc.oneof(
    word,
    words,
    words.map((one) => `${one}?`),
    words.map((one) => `${one}{1,3}`),
    fc.constantFrom('[a-c]', '[0-9]', '[0-9]{0,2}', '日?', '(?=a|日)', '(?<=b)'),
  )
  const expression = fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((pieces) => new RegExp(pieces.join(''), 'g'))
  const text = fc
    .array(fc.oneof(word, fc.constantFrom('1', '22', ' ')), { minLength: 4, maxLength: 30 })
    .map((parts) => parts.join(''))

  test('for every match of expressions of any construction', () => {
    fc.assert(
      fc.property(expression, fc.array(text, { minLength: 1, maxLength: 4 }), (regex, texts) => {
        const needs = needsOf(regex, 0)
        for (const one of texts) {
          for (let start = 0; start < one.length; start++) {
            const sticky = new RegExp(regex.source, 'y')
            sticky.lastIndex = start
            if (sticky.test(one) && sticky.lastIndex > start) {
              expect(lacking(needs, one, start), `${regex.source} in ${one} at ${start}`).toBeUndefined()
            }
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('spellings', () => {
  /** Two of the second kind are rare enough to be a trigger. */
  const unit = fc
    .oneof(fc.integer({ min: 0x61, max: 0x7a }), fc.integer({ min: 0x9d00, max: 0x9d7f }))
    .map((code) => unitSet([code, code]))
  const spelling = fc.array(unit, { maxLength: GRAM }).map((units): Spelling => extend(NOTHING, units))
  /** So many that they are merged, some of them long enough. */
  const pair = fc.array(unit, { minLength: 2, maxLength: 2 }).map((units) => extend(NOTHING, units))
  const covers = (wide: Spelling, { units }: Spelling) =>
    wide.units.length === units.length &&
    wide.units.every((set, i) => units[i]!.ranges.every((code) => has(set, code)))

  test('are kept apart or merged, never lost; a merged one with a finished part is finished', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(spelling, { maxLength: 80 }), fc.array(pair, { minLength: 40, maxLength: 80 })),
        (all) => {
          const kept = distinct(all)
          expect(kept.length).toBeLessThanOrEqual(Math.max(32, GRAM + 1))
          for (const one of all) {
            const wide = kept.find((other) => covers(other, one))
            expect(wide).toBeDefined()
            if (isLongEnough(one)) expect(isLongEnough(wide!)).toBe(true)
          }
        },
      ),
    )
  })

  test('grow to a trigger and no further', () => {
    fc.assert(
      fc.property(spelling, fc.array(unit, { maxLength: 6 }), (one, more) => {
        const { units } = extend(one, more)
        expect(units).toEqual([...one.units, ...more].slice(0, GRAM))
      }),
    )
  })
})
