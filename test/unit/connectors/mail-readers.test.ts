import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { files } from '../../../connectors/files.js'
import type { Acl, Principal } from '../../../src/core/types.js'
import { createFirewall } from '../../../src/firewall/firewall.js'
import { DeliveredAcls } from '../../conformance/delivered-acls.js'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-mail-'))
  write('.acl.yaml', 'allow: ["group:staff"]\nclassification: internal\n')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const mail = (from: string, to: string, subject: string, attached = '') =>
  [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    `The words of ${subject} on the price of the northern plot.`,
    ...(attached === '' ? [] : ['--x', ...attached.split('\n')]),
    '--x--',
    '',
  ].join('\r\n')

const note = (name: string) =>
  `Content-Type: text/plain; name=${name}\nContent-Disposition: attachment; filename=${name}\n\nThe note ${name} on the price of the northern plot.`

const forwarded = (inner: string) => `Content-Type: message/rfc822\n\n${inner.replaceAll('\r\n', '\n')}`

/** A folder with mails of every kind of holder. */
function fill(): void {
  write('a/plan.eml', mail('ann@x.example', 'Bob@X.example', 'plan', note('plan.txt')))
  write(
    'a/forward.eml',
    mail(
      'bob@x.example',
      'cy@x.example',
      'forward',
      forwarded(mail('ann@x.example', 'dee@x.example', 'inner')),
    ),
  )
  const box = [
    mail('ann@x.example', 'cy@x.example', 'first'),
    mail('dee@x.example', 'bob@x.example', 'second'),
  ]
  write('b/box.mbox', box.map((one) => `From - Mon Jan  1 00:00:00 2024\r\n${one}\r\n`).join(''))
  write('b/paper.txt', 'The paper on the price of the northern plot.')
  write('b/.acl.yaml', 'deny: ["user:bob@x.example"]\n')
}

async function given(
  connector = files({ root, mailReaders: 'correspondents' }),
): Promise<Record<string, Acl>> {
  const acls = new DeliveredAcls()
  for await (const change of connector.changes({})) acls.take(change)
  return acls.all()
}

async function asked(ids: readonly string[], connector = files({ root, mailReaders: 'correspondents' })) {
  const acls = new DeliveredAcls()
  for (const id of ids)
    acls.take({
      kind: 'upsert',
      document: { id, uri: id, text: 'x', acl: { allow: [], deny: [] } },
      cursor: '',
    })
  for (const answer of await connector.permissions!(ids, { signal: new AbortController().signal }))
    acls.take({ ...answer, cursor: '' })
  return acls.all()
}

describe('mails whose readers are their correspondents', () => {
  test('are read by sender and recipients, with what is attached; nothing else is', async () => {
    fill()
    const acls = await given()
    const readers = Object.fromEntries(Object.entries(acls).map(([id, { allow }]) => [id, [...allow].sort()]))
    expect(readers).toEqual({
      'a/plan.eml': ['user:ann@x.example', 'user:bob@x.example'],
      'a/plan.eml#plan.txt': ['user:ann@x.example', 'user:bob@x.example'],
      'a/forward.eml': ['user:bob@x.example', 'user:cy@x.example'],
      'a/forward.eml#attachment-1.eml': ['user:bob@x.example', 'user:cy@x.example'],
      'b/box.mbox#1.eml': ['user:ann@x.example', 'user:cy@x.example'],
      'b/box.mbox#2.eml': ['user:bob@x.example', 'user:dee@x.example'],
      'b/paper.txt': ['group:staff'],
    })
    for (const id of ['b/box.mbox#2.eml', 'b/paper.txt'])
      expect(acls[id]!.deny).toEqual(['user:bob@x.example'])
  })

  test('asked for anew, are as a run says, also once they or their sidecars have changed', async () => {
    fill()
    const connector = files({ root, mailReaders: 'correspondents' })
    const ids = Object.keys(await given(connector))
    const check = async () => {
      const now = await given()
      const answers = await asked(ids, connector)
      for (const id of ids) expect(answers[id], id).toEqual(now[id])
    }
    await check()
    write('a/.acl.yaml', 'deny: ["group:guests"]\nclassification: public\n')
    await check()
    write('a/plan.eml', mail('ann@x.example', 'dee@x.example', 'plan'))
    await check()
    write('a/.acl.yaml', 'deny: [')
    const closed = await asked(ids, connector)
    for (const id of ids.filter((one) => one.startsWith('a/')))
      expect(closed[id]?.allow ?? [], id).toEqual([])
    write('b/box.mbox', 'no mailbox any more')
    expect(
      await connector.permissions!(['b/box.mbox#1.eml'], { signal: new AbortController().signal }),
    ).toEqual([])
  })

  test('behind the door, with permissions of no age', async () => {
    fill()
    const connector = files({ root, mailReaders: 'correspondents' })
    const firewall = await createFirewall({
      policy: ['public', 'internal'],
      audit: 'memory',
      freshness: { connectors: { files: { maxAclAge: 0 } } },
    })
    try {
      await firewall.sync(connector)
      const found = async (id: string, ...groups: string[]) => {
        const clearance = { level: 'internal', compartments: [] }
        const principal: Principal = { id, groups, clearance }
        const chunks = await firewall.retrieve('the price of the northern plot', { principal, k: 10 })
        return chunks.map(({ documentId }) => documentId).sort()
      }
      await expect(found('user:eve@x.example', 'group:staff')).resolves.toEqual(['b/paper.txt'])
      await expect(found('user:dee@x.example')).resolves.toEqual(['b/box.mbox#2.eml'])
      await expect(found('user:bob@x.example')).resolves.toEqual([
        'a/forward.eml',
        'a/forward.eml#attachment-1.eml',
        'a/plan.eml',
        'a/plan.eml#plan.txt',
      ])
    } finally {
      await firewall.close()
    }
  })
})
