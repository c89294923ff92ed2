import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FirewallError } from '../../../../src/core/errors.js'
import { loadRecognizers } from '../../../../src/firewall/policy/recognizer-files.js'
import { surfaceFold } from '../../../../src/text/fold.js'

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

function thrown(work: () => unknown): FirewallError {
  try {
    work()
  } catch (error) {
    if (error instanceof FirewallError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

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

  test.each([
    ['an unknown key', `${STAFF}dictionaries:\n  - entity: CODE_NAME\n    colour: red\n`, 10],
    ['a key that is missing', `${STAFF}dictionaries:\n  - entity: CODE_NAME\n    class: blue\n`, 10],
    [
      'a value of the wrong kind',
      'dictionaries:\n  - entity: A\n    class: name\n    values: [B,\n      7]\n',
      5,
    ],
    ['an expression without bound', STAFF.replace('{4}', '+'), 3],
    ['an expression that cannot be read', STAFF.replace('{4}', '{4}['), 3],
    ['an example that does not hold', `\n\n${STAFF.replace('ST-1234]', 'ST-12]')}`, 5],
    ['a list of nothing', `${STAFF}dictionaries:\n  - entity: CODE_NAME\n    class: name\n`, 9],
    ['broken YAML', `${STAFF} - kaput`, 8],
  ])('%s is named by file and line, with the fix, and without what stands there', (_, yaml, line) => {
    const error = thrown(() => load(yaml))
    expect(error.message).toContain('own.yaml')
    expect(error.message).toMatch(new RegExp(`\\bline ${line}\\b`))
    expect(error.help).toBeTruthy()
    expect(error.message + error.help).not.toMatch(/\b(?:red|blue|ST-12|kaput)\b/)
  })
})
