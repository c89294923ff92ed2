import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DECODERS, type DecodedView, decodeViews, openViewStart } from '../../../src/text/views.js'

const hexOf = (text: string) => Buffer.from(text).toString('hex')

/** A text with something of every code in it, and beginnings and ends of them. */
const piece = fc.oneof(
  fc
    .constantFrom('the harbour', 'winter ledger', 'くらい冬の港')
    .chain((said) =>
      fc.constantFrom(
        Buffer.from(said).toString('base64'),
        hexOf(said),
        hexOf(said).replace(/../g, '$& '),
        encodeURIComponent(said),
        [...Buffer.from(said)].join(', '),
        [...said].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
        said.replaceAll('e', '3').replaceAll('o', '0'),
        Buffer.from(encodeURIComponent(said)).toString('base64'),
      ),
    ),
  fc.constantFrom(' ', '. ', '\n', '=', '%', '%4', '\\u00', '12, ', 'see ', 'l33t ', '0x', '&', '港'),
)
const texts = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''))

/** What views say at or behind a place, unit by unit. */
function saidFrom(views: readonly DecodedView[], from: number, to: number): Set<string> {
  const said = new Set<string>()
  for (const view of views) {
    for (let i = 0; i < view.text.length; i++) {
      const start = view.start(i)
      if (start >= from && view.end(i) <= to) said.add(`${view.name} ${start} ${view.end(i)} ${view.text[i]}`)
    }
  }
  return said
}

test('something of every code is drawn', () => {
  const names = new Set(
    fc
      .sample(texts, { numRuns: 200, seed: 7 })
      .flatMap((text) => decodeViews(text, 0, true).map(({ name }) => name)),
  )
  expect([...names]).toEqual(
    expect.arrayContaining(['escaped', 'base64', 'hex', 'decimal', 'leet', 'base64>escaped']),
  )
})

describe.each(DECODERS.map((decoder, i) => [i, decoder] as const))('decoder %i', (_, decoder) => {
  test('places every unit within the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const view of decoder.decode(text, 0, true)) {
          for (let i = 0; i < view.text.length; i++) {
            expect(view.start(i)).toBeGreaterThanOrEqual(0)
            expect(view.end(i)).toBeGreaterThan(view.start(i))
            expect(view.end(i)).toBeLessThanOrEqual(text.length)
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  test('holds no more than it says', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const open = decoder.openStart(text)
        expect(open).toBeLessThanOrEqual(text.length)
        if (decoder.hold > 0) expect(text.length - open).toBeLessThanOrEqual(decoder.hold)
      }),
      { numRuns: 200 },
    )
  })
})

/** A view in place goes on with the text; of an escaped text a code is found out where it ends. */
const isDecidedAlone = ({ inPlace, loose }: DecodedView) => !inPlace && !loose

test('what is said before the open end of a text is said however it goes on', () => {
  let compared = 0
  fc.assert(
    fc.property(texts, texts, (text, more) => {
      const open = openViewStart(text)
      const now = saidFrom(decodeViews(text, 0, false).filter(isDecidedAlone), 0, open)
      const later = saidFrom(decodeViews(text + more, 0, true).filter(isDecidedAlone), 0, open)
      for (const unit of now) expect(later).toContain(unit)
      compared += now.size
    }),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(1_000)
})
