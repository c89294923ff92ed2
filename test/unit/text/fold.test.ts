import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FirewallError } from '../../../src/core/errors.js'
import { LIMITS } from '../../../src/core/limits.js'
import type { FoldedText } from '../../../src/core/ports.js'
import { foldText, GrowingText, matchFold, surfaceFold } from '../../../src/text/fold.js'

const match = (raw: string) => new TextDecoder().decode(matchFold(raw))

/** Text of everything that folds in a way of its own, in any order. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
      fc.constantFrom(
        '０９０－１２３４',
        'ｶﾞｷﾞﾊﾟｰ',
        'データベース',
        '한국어',
        'ﷺ',
        'Привет',
        'ΕΛΛΆΔΑ',
        '…',
        'é',
        'e\u0301',
        '\u200b',
        '\u{e0041}\u{e0042}',
        '𝐇𝐞𝐥𝐥𝐨',
        '🇯🇵',
        '①½Ⅳ㍿',
        ' \u3000\u00a0\r\n',
        '“‘–’”',
        '\u2060'.repeat(70),
        '𠮷野家',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const invisible = fc.constantFrom(
  '\u200b',
  '\u200c',
  '\u200d',
  '\u00ad',
  '\ufeff',
  '\u2060',
  '\u202e',
  '\u2066',
  '\ufe0f',
  '\u{e0061}',
  '\u{e0100}',
  '\u3164',
  '\u115f',
  '\uffa0',
  '\u180e',
  '\u0000',
)

function maps(folded: FoldedText) {
  const surface = Array.from({ length: folded.surface.length + 1 }, (_, i) => [
    folded.surfaceStart(i),
    folded.surfaceEnd(i),
  ])
  const matched = Array.from({ length: folded.match.length + 1 }, (_, i) => [
    folded.matchStart(i),
    folded.matchEnd(i),
  ])
  return { surface, matched }
}

function snapshot(folded: FoldedText) {
  return { raw: folded.raw, surface: folded.surface, match: Array.from(folded.match), maps: maps(folded) }
}

function code(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return error instanceof FirewallError ? error.code : String(error)
  }
  return 'nothing thrown'
}

describe('the match fold', () => {
  test.each([
    ['The Quick, brown fox!', 'thequickbrownfox'],
    ['０９０－１２３４－５６７８', '09012345678'],
    ['0١2३4๕', '012345'],
    ['Café Ångström Łódź', 'cafeangstromłodz'.replace('ł', 'l')],
    ['STRASSE Straße', 'strassestrasse'],
    ['ﬁn ½ ① ❶ Ⅳ ㈱', 'fin1211iv株'],
    ['カタカナ ひらがな', 'かたかなひらかな'],
    ['データ', 'てた'],
    ['ｶﾞｷﾞ', 'かき'],
    ['раураl', 'paypal'],
    ['𝐇𝐞𝐥𝐥𝐨 𝓌𝑜𝓇𝓁𝒹', 'helloworld'],
    ['ｈｅｌｌｏ ⓦⓞⓡⓛⓓ 🅰🅱', 'helloworldab'],
    ['ᴊᴏʜɴ', 'john'],
    ['h\u0336e\u0336l\u0336l\u0336o\u0336', 'hello'],
    ['漢字 々 〇', '漢字々〇'],
    ['𠮷', '𠮷'],
    ['ςΣσ', 'σσσ'],
    ['-- ** ??', ''],
  ])('%s → %s', (raw, folded) => {
    expect(match(raw)).toBe(folded)
  })

  test('Hangul equals its decomposition and keeps its syllables apart', () => {
    const raw = '개인정보 보호법'
    expect(match(raw.normalize('NFD'))).toBe(match(raw))
    expect(match('각')).not.toBe(match('간'))
    expect(matchFold('한국어').length).toBeLessThanOrEqual(12)
  })

  test('composed and decomposed text are the same', () => {
    fc.assert(
      fc.property(text, (raw) => {
        expect(match(raw.normalize('NFD'))).toBe(match(raw.normalize('NFC')))
        expect(match(raw.normalize('NFKD'))).toBe(match(raw))
      }),
    )
  })

  test('neither case nor width matters', () => {
    const wide = (raw: string) =>
      raw.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    fc.assert(
      fc.property(text, (raw) => {
        expect(match(wide(raw))).toBe(match(raw))
        expect(match(raw.toLowerCase())).toBe(match(raw))
        // U+0345 is a mark in small letters and a letter in capitals: there case is not only case.
        if (!raw.normalize('NFKD').includes('\u0345')) expect(match(raw.toUpperCase())).toBe(match(raw))
      }),
    )
  })

  test('every code point folds to letters and digits in one case, and stays so', () => {
    const decoder = new TextDecoder()
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue
      const folded = matchFold(String.fromCodePoint(codePoint))
      if (folded.length === 0) continue
      const once = decoder.decode(folded)
      // The table may know characters that this Node does not know yet.
      if (!/^[\p{L}\p{N}\p{Cn}]+$/u.test(once) || match(once) !== once) {
        expect.fail(`U+${codePoint.toString(16)} folds to ${JSON.stringify(once)}`)
      }
    }
  })

  test('is what the same rules give character by character on common text', () => {
    // The idiom that the table stands for, without look-alikes, kana and Hangul.
    const idiom = (raw: string) =>
      raw
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (raw) => {
        expect(match(raw)).toBe(idiom(raw))
      }),
    )
  })
})

describe('the surface fold', () => {
  test.each([
    ['０９０－１２３４－５６７８', '090-1234-5678'],
    ['j\u200bohn@example.com', 'john@example.com'],
    ['ｊｏｈｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'john@example.com'],
    ['john\u00ad@\u2060exam\u{e0020}ple.com', 'john@example.com'],
    ['1‐2‑3‒4–5—6―7−8－9﹣0', '1-2-3-4-5-6-7-8-9-0'],
    ['090ー1234', '090ー1234'],
    ['a\u00a0b\u3000c\u2009d\u202fe', 'a b c d e'],
    ['“a” ‘b’ «c» „d‟', '"a" \'b\' "c" "d"'],
    ['a\u2028b\u0085c\r\nd\te', 'a\nb\nc\r\nd\te'],
    ['①②③ ⁰⁹⁰ ٠٩٠ ०९०', '123 090 090 090'],
    ['ﾄｳｷｮｳ', 'トウキョウ'],
    ['ﾡﾢ', 'ㄱㄲ'],
    ['ＡＫＩＡ аdmin', 'AKIA admin'],
    ['二〇二四年 一丁目', '二〇二四年 一丁目'],
    ['Zoë, Łódź', 'Zoë, Łódź'],
    ['（株）「東京」。', '(株)「東京」。'],
    ['10〜20', '10~20'],
    ['¨', '¨'],
  ])('%j → %j', (raw, folded) => {
    expect(surfaceFold(raw)).toBe(folded)
  })

  test('leaves printable ASCII, tabs and line breaks alone', () => {
    const ascii = Array.from({ length: 127 - 32 }, (_, i) => String.fromCharCode(32 + i)).join('') + '\t\r\n'
    expect(surfaceFold(ascii)).toBe(ascii)
  })

  test('folding twice is folding once, for every code point', () => {
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue
      const once = surfaceFold(String.fromCodePoint(codePoint))
      if (surfaceFold(once) !== once) expect.fail(`U+${codePoint.toString(16)}`)
    }
  })
})

describe('both folds', () => {
  test('do not see invisible characters, wherever they are', () => {
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(), invisible), { maxLength: 8 }), (raw, insertions) => {
        const points = Array.from(raw)
        for (const [at, character] of insertions) points.splice(at % (points.length + 1), 0, character)
        const hidden = points.join('')
        expect(match(hidden)).toBe(match(raw))
        expect(surfaceFold(hidden)).toBe(surfaceFold(raw))
      }),
    )
  })

  test('are the images of the code points, in order', () => {
    fc.assert(
      fc.property(text, (raw) => {
        expect(match(raw)).toBe(Array.from(raw, match).join(''))
        expect(surfaceFold(raw)).toBe(Array.from(raw, surfaceFold).join(''))
      }),
    )
  })

  test.each(['a\ud800', '\udc00', 'a\ud800b', '\udc00\ud800'])('refuse lone surrogates: %j', (raw) => {
    for (const fold of [matchFold, surfaceFold, foldText]) expect(code(() => fold(raw))).toBe('text-invalid')
  })
})

describe('a growing text', () => {
  test('is the same however it is cut, maps included', () => {
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }), (raw, cuts) => {
        const growing = new GrowingText()
        let from = 0
        let expected = 0
        for (const [to, ahead] of cuts
          .map(([cut, more]) => [cut % (raw.length + 1), more % 3] as const)
          .sort(([a], [b]) => a - b)) {
          // Some of it is known before it comes: more than comes next, or less.
          const next = ahead === 0 ? expected : Math.max(expected, ahead === 1 ? to : raw.length)
          if (expected >= from) growing.expect(raw.slice(expected, next))
          expected = expected >= from ? next : expected
          growing.push(raw.slice(from, to))
          expected = Math.max(expected, to)
          from = to
        }
        growing.push(raw.slice(from))
        growing.end()
        const whole = foldText(raw)
        expect(snapshot(growing)).toEqual(snapshot(whole))
        expect(whole.surface).toBe(surfaceFold(raw))
        expect(Array.from(whole.match)).toEqual(Array.from(matchFold(raw)))
      }),
      { numRuns: 300 },
    )
  })

  test('one unit at a time over more than one block', () => {
    const raw = '梅雨（つゆ）、𝐇𝐞𝐥𝐥𝐨 ﷺ 한국어 — j\u200bohn 🇯🇵 '.repeat(20)
    const growing = new GrowingText()
    for (let i = 0; i < raw.length; i++) growing.push(raw[i]!)
    growing.end()
    expect(snapshot(growing)).toEqual(snapshot(foldText(raw)))
  })

  test('maps point at the code point that a unit came from', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const folded = foldText(raw)
        const model = { surface: [] as number[][], matched: [] as number[][] }
        let at = 0
        for (const character of raw) {
          const place = [at, at + character.length]
          for (let i = 0; i < surfaceFold(character).length; i++) model.surface.push(place)
          for (let i = 0; i < matchFold(character).length; i++) model.matched.push(place)
          at += character.length
        }
        model.surface.push([raw.length, raw.length])
        model.matched.push([raw.length, raw.length])
        expect(maps(folded)).toEqual(model)
      }),
      { numRuns: 300 },
    )
  })

  test('what was seen stays as it is while the text grows', () => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        const growing = new GrowingText()
        growing.push(first)
        const before = { surface: growing.surface, match: Array.from(growing.match), maps: maps(growing) }
        growing.push(second)
        expect(growing.surface.startsWith(before.surface)).toBe(true)
        expect(Array.from(growing.match.subarray(0, before.match.length))).toEqual(before.match)
        const after = maps(growing)
        expect(after.matched.slice(0, before.match.length)).toEqual(before.maps.matched.slice(0, -1))
        expect(after.surface.slice(0, before.surface.length)).toEqual(before.maps.surface.slice(0, -1))
      }),
    )
  })

  test('half a surrogate pair waits for its other half', () => {
    const growing = new GrowingText()
    growing.push('a\ud842')
    expect(growing.raw).toBe('a')
    growing.push('')
    growing.push('\udfb7b')
    growing.end()
    expect(growing.raw).toBe('a𠮷b')
    expect(growing.ended).toBe(true)
  })

  test('half a surrogate pair is refused as soon as it is certain', () => {
    const high = new GrowingText()
    high.push('a\ud842')
    expect(code(() => high.push('b'))).toBe('text-invalid')
    const last = new GrowingText()
    last.push('a\ud842')
    expect(code(() => last.end())).toBe('text-invalid')
    expect(code(() => new GrowingText().push('\udfb7'))).toBe('text-invalid')
  })

  test.each([1, 3, 63, 64, 65, 5000])('invisible runs are bounded alike in cuts of %i', (size) => {
    const push = (raw: string) => {
      const growing = new GrowingText()
      for (let i = 0; i < raw.length; i += size) growing.push(raw.slice(i, i + size))
      growing.end()
    }
    const run = '\u200b\u{e0041}'.repeat(LIMITS.invisibleRun / 2)
    for (const around of ['', 'a', '…', 'ﷺ', '😀']) {
      expect(code(() => push(`${around}${run}${around}`))).toBe('nothing thrown')
      expect(code(() => push(`${around}${run}\u00ad${around}`))).toBe('text-invalid')
    }
    expect(code(() => push(`${run}a${run}`))).toBe('nothing thrown')
  })

  test('the unit of a raw offset is the first that begins there or behind it, however the text came', () => {
    const counts = (starts: readonly number[], raw: number) => starts.filter((start) => start < raw).length
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 90 }), (raw, size) => {
        const growing = new GrowingText()
        for (let i = 0; i < raw.length; i += size) {
          growing.push(raw.slice(i, i + size))
          const matched = Array.from(growing.match, (_, unit) => growing.matchStart(unit))
          const surface = Array.from({ length: growing.surface.length }, (_, unit) =>
            growing.surfaceStart(unit),
          )
          for (let at = 0; at <= growing.raw.length; at += at < 60 || at % 64 > 58 ? 1 : 3) {
            expect(growing.matchIndex(at)).toBe(counts(matched, at))
            expect(growing.surfaceIndex(at)).toBe(counts(surface, at))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('has no units beyond its ends', () => {
    const folded = foldText('abc')
    expect(folded.matchStart(3)).toBe(3)
    for (const i of [-1, 4, Number.NaN]) {
      expect(() => folded.matchStart(i)).toThrow(RangeError)
      expect(() => folded.surfaceEnd(i)).toThrow(RangeError)
    }
  })

  test('does not grow after its end', () => {
    const growing = new GrowingText()
    growing.end()
    expect(() => growing.push('a')).toThrow(TypeError)
  })
})
