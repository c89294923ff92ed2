import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPseudonyms } from '../../../src/audit/pseudonyms.js'
import { secretKey } from '../../../src/core/digest.js'
import type { Principal } from '../../../src/core/types.js'
import { createFirewall, type FirewallOptions } from '../../../src/firewall/firewall.js'

const [key, next] = [7, 8].map((byte) => secretKey(new Uint8Array(32).fill(byte)))

describe('a pseudonym', () => {
  const id = fc
    .tuple(
      fc.constantFrom('user', 'service', 'group'),
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
        .filter((name) => !/[\p{Cc}\p{Surrogate}]/u.test(name)),
    )
    .map(([kind, name]) => `${kind}:${name}`)

  test('is the same each time, of its kind, resolves with the key that made it, and shows nothing', () => {
    const [ours, rotated, strangers] = [[key!], [next!, key!], [next!]].map(createPseudonyms)
    fc.assert(
      fc.property(id, fc.nat(), (one, at) => {
        const pseudonym = ours!.of(one)
        expect(pseudonym).toBe(ours!.of(one))
        expect(pseudonym.split(':~')[0]).toBe(one.split(':')[0])
        expect(ours!.of(pseudonym)).toBe(pseudonym)
        for (const pseudonyms of [ours!, rotated!]) expect(pseudonyms.resolve(pseudonym)).toBe(one)
        expect(strangers!.resolve(pseudonym)).toBeUndefined()
        expect(strangers!.of(one)).not.toBe(pseudonym)
        if (one.length > 8) expect(pseudonym).not.toContain(one.slice(one.indexOf(':') + 1))
        // Another last character may say the same bits: one in the middle never does.
        const place = pseudonym.indexOf('~') + 1 + (at % 20)
        const forged = `${pseudonym.slice(0, place)}${pseudonym[place] === 'A' ? 'B' : 'A'}${pseudonym.slice(place + 1)}`
        expect(ours!.resolve(forged)).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })

  test('is made of an id that looks like one, too', () => {
    const pseudonyms = createPseudonyms([key!])
    for (const one of ['user:~', 'user:~abc', `user:~${'A'.repeat(43)}`])
      expect(pseudonyms.resolve(pseudonyms.of(one))).toBe(one)
    expect(pseudonyms.of('signal')).toBe('signal')
  })
})

describe('a firewall with pseudonyms', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ragwall-pseudonyms-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const text = 'Ask jo@corp-example.com for the plan of the harbor.'
  const reader = (name: string): Principal => ({
    id: `user:${name}`,
    groups: [],
    clearance: { level: 'public', compartments: [] },
  })
  const [alice, bob] = [reader('alice-liddell'), reader('bob-cratchit')]
  const opened = (more: Partial<FirewallOptions> = {}) =>
    createFirewall({
      policy: ['public', 'secret'],
      audit: join(root, 'audit'),
      data: join(root, 'data'),
      evidenceKey: key!.bytes,
      pseudonyms: true,
      ...more,
    })

  test('names nobody in its journal, reports and cases; cases join up, and an officer learns who it is, on record', async () => {
    let firewall = await opened()
    const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
    await firewall.apply([{ kind: 'upsert', document: { id: 'plan', uri: 'plan', text, acl }, cursor: '' }])
    for (const principal of [alice, alice, bob]) await firewall.check(text, { principal })
    const cases = await firewall.cases()
    const readers = new Set(cases.map((one) => one.reader))
    expect(readers.size).toBe(2)
    const [found] = cases.filter(({ count }) => count === 2)
    expect(found?.reader).toMatch(/^user:~/)
    const settled = await firewall.triage(found!.id, { state: 'false-alarm', by: 'user:ruth-pinch' })
    expect(settled.proposal?.rule.reader).toBe(found!.reader)
    const explained = await firewall.explain(found!.receipts[0]!, { principalOf: async () => alice })
    const access = await firewall.access('plan', { principals: [alice] })
    const report = await firewall.report()
    const bundle = await firewall.evidence({ case: found!.id })
    const said = JSON.stringify([cases, settled, explained, report, bundle, access.received])
    for (const name of ['alice-liddell', 'bob-cratchit', 'ruth-pinch']) expect(said).not.toContain(name)

    const who = { by: 'user:ruth-pinch', reference: 'SEC-12' }
    expect(await firewall.resolvePseudonym(found!.reader, who)).toBe(alice.id)
    await expect(firewall.resolvePseudonym('user:~nobody', who)).rejects.toMatchObject({ code: 'not-found' })
    await expect(firewall.resolvePseudonym(found!.reader, { by: 'ruth' })).rejects.toMatchObject({
      code: 'option-invalid',
    })
    await firewall.close()

    const lines = readdirSync(join(root, 'audit')).map((file) =>
      readFileSync(join(root, 'audit', file), 'utf8'),
    )
    const journal = lines.join('')
    for (const name of ['alice-liddell', 'bob-cratchit', 'ruth-pinch']) expect(journal).not.toContain(name)
    const asked = journal.split('\n').filter((line) => line.includes('pseudonym-resolved'))
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain(found!.reader)

    // The rule that triage proposed holds for that reader and nobody else; so does one written with the id.
    for (const by of [settled.proposal!.rule.reader!, alice.id]) {
      const rules = cases
        .filter((one) => one.reader === found!.reader)
        .map(({ evidence }) => ({ evidence, reader: by }))
      firewall = await opened({ services: [{ name: 'chat', allow: { findings: rules } }] })
      expect((await firewall.check(text, { principal: alice, service: 'chat' })).action).toBe('release')
      expect((await firewall.check(text, { principal: bob, service: 'chat' })).action).not.toBe('release')
      await firewall.close()
    }
  })
})
