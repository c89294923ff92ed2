import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryJournal } from '../../../../src/audit/journal.js'
import type { Principal, SourceDocument } from '../../../../src/core/types.js'
import { createFirewall } from '../../../../src/firewall/firewall.js'
import { LEVELS, upserts } from '../../../support/world.js'

const SOURCE = `export function berthsFor(ships: Ship[], quay: Quay): Berth[] {
  const waiting = ships.filter((ship) => ship.draught <= quay.depth)
  waiting.sort((a, b) => b.length - a.length || a.arrival - b.arrival)
  const berths: Berth[] = []
  let free = quay.length
  for (const ship of waiting) {
    const needed = ship.length + 2 * CLEARANCE
    if (needed > free) continue
    berths.push({ ship: ship.name, from: quay.length - free, metres: needed })
    free -= needed
  }
  return berths
}
`
const RENAMED = SOURCE.replace(
  /\b(berthsFor|ships?|quay|waiting|berths|needed|free|CLEARANCE|draught|depth|arrival|metres)\b/gi,
  (name) => `x${name.length}${name.charCodeAt(0)}`,
)

const document: SourceDocument = {
  id: 'quay.ts',
  uri: 'file:quay.ts',
  text: SOURCE,
  kind: 'code',
  license: 'LicenseRef-Quay',
  retrievable: false,
  acl: { allow: ['group:port'], deny: [], classification: 'internal' },
}
const stranger: Principal = { id: 'user:s', groups: [], clearance: { level: 'internal', compartments: [] } }
const colleague: Principal = { ...stranger, id: 'user:c', groups: ['group:port'] }

test('a source file is protected under other names, also by a process that comes later, until it is deleted', async () => {
  const data = join(await mkdtemp(join(tmpdir(), 'ragwall-code-')), 'data')
  const open = () =>
    createFirewall({ policy: LEVELS, audit: 'memory', data, evidenceKey: new Uint8Array(32).fill(5) })
  const answer = `Like this:\n\n\`\`\`ts\n${RENAMED}\`\`\`\n`
  try {
    const first = await open()
    await first.apply(upserts([document]))
    await first.close()
    const second = await open()
    const verdict = await second.check(answer, { principal: stranger })
    expect(verdict.findings).toMatchObject([{ kind: 'verbatim', match: 'near', view: 'code' }])
    expect(verdict.text).not.toContain('x5')
    expect((await second.check(answer, { principal: colleague })).action).toBe('release')
    await second.apply([
      { kind: 'upsert', document: { ...document, text: 'export const empty = 0' }, cursor: '' },
    ])
    expect((await second.check(answer, { principal: stranger })).action).toBe('release')
    await second.apply(upserts([document]))
    expect((await second.check(answer, { principal: stranger })).action).not.toBe('release')
    await second.apply([{ kind: 'delete', id: document.id, cursor: '' }])
    expect((await second.check(answer, { principal: stranger })).action).toBe('release')
    await second.close()
  } finally {
    await rm(join(data, '..'), { recursive: true, force: true })
  }
})

test('a line that only source files share is no finding', async () => {
  const firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  const line = 'waiting.sort((a, b) => b.length - a.length || a.arrival - b.arrival)'
  await firewall.apply(upserts([document]))
  expect((await firewall.check(`Try \`${line}\`.`, { principal: stranger })).findings).toEqual([])
  await firewall.apply(upserts([{ ...document, id: 'notes.md', kind: 'knowledge' }]))
  expect((await firewall.check(`Try \`${line}\`.`, { principal: stranger })).findings).toHaveLength(1)
  await firewall.close()
})

test('the terms of the copied file are in the audit record of the finding', async () => {
  const audit = createMemoryJournal()
  const firewall = await createFirewall({ policy: LEVELS, audit })
  await firewall.apply(upserts([document]))
  const { findings } = await firewall.check(`Like this:\n\n\`\`\`ts\n${RENAMED}\`\`\`\n`, {
    principal: stranger,
  })
  expect(findings).toHaveLength(1)
  const closed = []
  for await (const { event } of audit.read()) if (event.type === 'closed') closed.push(event)
  expect(closed[0]!.findings).toMatchObject([
    { kind: 'verbatim', view: 'code', sources: ['quay.ts'], licenses: ['LicenseRef-Quay'] },
  ])
  expect((await firewall.report()).byLicense).toEqual({ 'LicenseRef-Quay': 1 })
  await firewall.close()
})

test('what programs count with and write again and again is no finding', async () => {
  const firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  const line = 'System.out.println("Mind the gap between ship and quay");\n'
  const text = `double KILOGRAMS = 0.45359237, METRES = 0.0254;\nint LOST = 404, KEPT = 86400;\n${line.repeat(6)}`
  await firewall.apply(upserts([{ ...document, text }]))
  const asked = async (answer: string) => (await firewall.check(answer, { principal: stranger })).findings
  expect(
    await asked('A pound is 0.45359237 kilograms and an inch 0.0254 metres; error 404, 86400 seconds.'),
  ).toEqual([])
  expect(await asked(`Like this:\n\n\`\`\`\n${line.repeat(5)}\`\`\`\n`)).toEqual([])
  await firewall.close()
})
