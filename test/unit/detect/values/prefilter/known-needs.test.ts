import { expect, test } from 'vitest'
import { readAsset } from '../../../../../src/core/assets.js'
import { knownExtent } from '../../../../../src/detect/values/known-extents.js'
import { probeOf } from '../../../../../src/detect/values/pattern.js'
import { decodeNeeds, encodeNeeds, needsKey } from '../../../../../src/detect/values/prefilter/known-needs.js'
import { decodeTables, tablesKey } from '../../../../../src/detect/values/prefilter/known-tables.js'
import { needsOf } from '../../../../../src/detect/values/prefilter/needs.js'
import { buildTables } from '../../../../../src/detect/values/prefilter/tables.js'
import { unsoughtOf } from '../../../../../src/detect/values/prefilter/trigger.js'
import { defaultRecognizers } from '../../../../../src/detect/values/recognizers/index.js'
import { analyze } from '../../../../../src/detect/values/regex.js'
import { bundledNeeds, bundledTables } from '../../../../../tools/tables/build-needs.js'

const all = bundledNeeds()

test('what is unpacked is what was packed, down to the sets', () => {
  const known = decodeNeeds(encodeNeeds(all))
  for (const [key, needs] of all) {
    const unpacked = known(key)!
    expect(unpacked).toEqual(needs)
    expect(unpacked.before).toBe(needs.before)
  }
  expect(known('toString')).toBeUndefined()
  expect(known('')).toBeUndefined()
})

test('what was made before is true; a start reads few expressions anew: else run npm run build:needs', () => {
  const known = decodeNeeds(readAsset('prefilter-needs').part('needs').toString())
  let anew = 0
  for (const [key, needs] of all) {
    const before = known(key)
    if (before === undefined) anew += 1
    else expect(before, key).toEqual(needs)
  }
  expect(anew).toBeLessThan(all.size / 4)
})

test('tables are unpacked as they were packed, and not for other expressions', () => {
  const keyOf = (bytes: Buffer) =>
    (JSON.parse(bytes.toString('utf8', 0, bytes.indexOf('\n'))) as { key: string }).key
  const built = bundledTables()
  const needs = defaultRecognizers().flatMap((recognizer) => {
    const probe = probeOf(recognizer)
    return probe === undefined ? [] : [needsOf(probe.regex, probe.minLength, probe.preceding)]
  })
  expect(decodeTables(built, keyOf(built))).toEqual({
    tables: buildTables(needs),
    unsought: unsoughtOf(needs),
  })
  expect(decodeTables(built, tablesKey(['another']))).toBeUndefined()
})

test('how far an expression reaches, as it was noted, is what its shape says', () => {
  let noted = 0
  for (const recognizer of defaultRecognizers()) {
    const regex = probeOf(recognizer)?.regex
    const extent = regex === undefined ? undefined : knownExtent(regex)
    if (extent === undefined) continue
    noted += 1
    expect(analyze(regex!)).toMatchObject(extent)
  }
  expect(noted).toBeGreaterThan(100)
})

test('whatever needs follow from is in the key', () => {
  const keys = [
    needsKey(/a[bc]/, 2),
    needsKey(/a[bc]/, 1),
    needsKey(/a[bc]/i, 2),
    needsKey(/a[cb]/, 2),
    needsKey(/a[bc]/, 2, { regex: /d/, within: 3 }),
    needsKey(/a[bc]/, 2, { regex: /d/, within: 4 }),
    needsKey(/a[bc]/, 2, { regex: /d/i, within: 3 }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})
