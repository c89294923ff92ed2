import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ocsfEvents } from '../../../src/audit/ocsf.js'
import type { AuditEvent } from '../../../src/core/audit.js'
import { isLeak } from '../../../src/core/leak.js'
import { auditEvents, recordsOf } from '../../support/audit-events.js'
import { ocsfEvent } from '../../support/ocsf.js'

test('every event is one that OCSF 1.8.0 knows, whatever was put on record', () => {
  fc.assert(
    fc.property(fc.array(auditEvents, { maxLength: 20 }), (events) => {
      for (const record of recordsOf(events)) {
        for (const { body } of ocsfEvents(record)) ocsfEvent.parse(JSON.parse(JSON.stringify(body)))
      }
    }),
  )
})

test('the schema refuses what is no such event', () => {
  const [event] = recordsOf([{ type: 'forgotten', subject: 'user:a' }]).flatMap(ocsfEvents)
  const body = event!.body
  ocsfEvent.parse(body)
  const wrong: readonly object[] = [
    { ...body, class_uid: 6004 },
    { ...body, type_uid: 600302 },
    { ...body, severity: 'High' },
    { ...body, text: 'anything' },
    { ...body, metadata: { ...body.metadata, version: '1.9.0' } },
    { ...body, src_endpoint: {} },
    { ...body, actor: {} },
  ]
  for (const one of wrong) expect(ocsfEvent.safeParse(one).success, JSON.stringify(one)).toBe(false)
})

test('ids are made from the record alone, and no two events share one', () => {
  fc.assert(
    fc.property(fc.array(auditEvents, { maxLength: 20 }), (events) => {
      const uids = () =>
        recordsOf(events)
          .flatMap(ocsfEvents)
          .map(({ body }) => body.metadata.uid)
      expect(uids()).toEqual(uids())
      expect(new Set(uids()).size).toBe(uids().length)
    }),
  )
})

test('every leak on record is a finding, equal ones under one id, and a decision comes under it too', () => {
  fc.assert(
    fc.property(fc.array(auditEvents, { maxLength: 20 }), (events) => {
      const leaks = events.flatMap((event) =>
        event.type === 'closed'
          ? event.findings
              .filter(isLeak)
              .map(({ evidence, sources }) => JSON.stringify([evidence, sources[0], event.subject]))
          : [],
      )
      const told = recordsOf(events)
        .flatMap(ocsfEvents)
        .map(({ body }) => body as { is_alert?: boolean; finding_info?: { uid: string; types: string[] } })
        .filter(({ finding_info }) => finding_info?.types[0] === 'leak')
      expect(told).toHaveLength(leaks.length)
      expect(told.every(({ is_alert }) => is_alert)).toBe(true)
      expect(new Set(told.map(({ finding_info }) => finding_info!.uid)).size).toBe(new Set(leaks).size)
    }),
  )
})

test('what went out is told as allowed, whatever the table said of it', () => {
  const event: AuditEvent = {
    type: 'closed',
    call: 'c',
    subject: 'user:a',
    door: 'check',
    action: 'release',
    decided: 'block',
    outcome: 'complete',
    read: 9,
    sent: 9,
    spared: 0,
    findings: [
      {
        kind: 'secret',
        entity: 'API_KEY',
        start: 0,
        end: 9,
        score: 1,
        provenance: 'forbidden',
        evidence: 'e',
        action: 'block',
        sources: ['d'],
        sourceCount: 1,
      },
    ],
  }
  const [, found] = recordsOf([event]).flatMap(ocsfEvents)
  expect(found!.body).toMatchObject({ action: 'Allowed', disposition: 'Allowed', severity: 'High' })
})
