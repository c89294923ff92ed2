import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadRecognizers } from '../../../src/firewall/recognizer-files.js'
import { surfaceFold } from '../../../src/text/fold.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-recognizers-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function load(yaml: string) {
  writeFileSync(join(folder, 'own.yaml'), yaml)
  return loadRecognizers(folder)
}
const found = (yaml: string, text: string) =>
  load(yaml).flatMap((recognizer) =>
    recognizer.recognize(surfaceFold(text)).map(({ start, end }) => surfaceFold(text).slice(start, end)),
  )

const STAFF = `
recognizers:
  - entity: STAFF_NUMBER
    class: name
    regex: '(?<![A-Z0-9])ST-[0-9]{4}(?![0-9])'
    allow: [ST-0000]
    examples: { match: [ST-1234], noMatch: [XST-1234] }
`

describe('recognizers in files', () => {
  test('a dictionary of code names is one list', () => {
    const yaml = 'dictionaries: [{ entity: CODE_NAME, class: high-risk, values: [Falcon, 暁計画] }]'
    expect(found(yaml, 'falcon and 来期の暁計画')).toEqual(['falcon', '暁計画'])
  })

  test('a longer list stands beside the file', () => {
    writeFileSync(join(folder, 'customers.txt'), 'Acme Harbour\r\n\nNorth Depot\n')
    const yaml = 'dictionaries: [{ entity: CUSTOMER, class: name, file: customers.txt, values: [Ivy] }]'
    expect(found(yaml, 'Ivy, acme harbour, North Depots')).toEqual(['Ivy', 'acme harbour'])
  })

  test('allowed values are none, in any width', () => {
    expect(found(STAFF, 'ST-1234, ST-0000, ＳＴ－００００')).toEqual(['ST-1234'])
  })

  test.each([
    ['dictionaries: [{ entity: CODE_NAME, class: name, file: missing.txt }]', 'config-unreadable'],
    ['dictionaries: [{ entity: CODE_NAME, class: name, values: [] }]', 'recognizer-invalid'],
    [
      'dictionaries: [{ entity: CODE_NAME, class: name, values: [Ivy], examples: { match: [Oak] } }]',
      'recognizer-invalid',
    ],
    ['dictionaries: [{ entity: CODE_NAME, class: name, values: [Ivy], colour: red }]', 'config-unknown-key'],
    [STAFF.replace('ST-1234]', 'ST-0000]'), 'recognizer-invalid'],
  ])('%s is refused', (yaml, code) => {
    expect(() => load(yaml)).toThrow(expect.objectContaining({ code }))
  })
})
