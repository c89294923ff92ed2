import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCaseTally } from '../../../src/audit/cases.js'
import type { AuditEvent, AuditFinding, AuditRecord } from '../../../src/core/audit.js'
import type { CaseState } from '../../../src/core/types.js'

const DAY_MS = 86_400_000

function leak(evidence: string, source: string): AuditFinding {
  return {
    start: 0,
    end: 9,
    score: 1,
    evidence,
    action: 'redact',
    provenance: 'forbidden',
    sources: [source],
    sourceCount: 1,
    kind: 'personal-data',
    entity: 'EMAIL_ADDRESS',
  }
}

let calls = 0
function answer(reader: string, findings: readonly AuditFinding[]): AuditEvent {
  return {
    type: 'closed',
    call: `call ${calls++}`,
    subject: reader,
    service: 'chat',
    door: 'check',
    action: 'redact',
    decided: 'redact',
    outcome: 'complete',
    read: 10,
    sent: 10,
    findings,
    spared: 0,
  }
}

function decided(id: string, state: CaseState, until?: number): AuditEvent {
  return {
    type: 'triage',
    case: id,
    state,
    by: 'user:ruth',
    ...(until === undefined ? {} : { until }),
  }
}

function tallied() {
  const tally = createCaseTally()
  let sequence = 0
  const at = (day: number, event: AuditEvent): readonly string[] => {
    const record: AuditRecord = {
      chain: 'c',
      sequence: sequence++,
      time: day * DAY_MS,
      event,
      receipt: `r${sequence}`,
      hash: 'h',
    }
    return tally.add(record)
  }
  return { at, cases: (day: number) => tally.cases(day * DAY_MS) }
}

describe('a case', () => {
  test('is equal leaks that follow each other within a week, and no others', () => {
    const evidence = fc.constantFrom('a', 'b')
    const source = fc.constantFrom('x', 'y')
    const reader = fc.constantFrom('user:1', 'user:2')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20), evidence, source, reader), { minLength: 1, maxLength: 30 }),
        (leaks) => {
          const { at, cases } = tallied()
          let day = 0
          const days = new Map<string, number[]>()
          for (const [later, what, where, who] of leaks) {
            day += later
            at(day, answer(who, [leak(what, where)]))
            const equal = `${what} ${where} ${who}`
            days.set(equal, [...(days.get(equal) ?? []), day])
          }
          // The oracle cuts each list of days wherever more than a week lies between two.
          const expected = [...days].flatMap(([equal, list]) => {
            const cuts = list.flatMap((day, i) => (i > 0 && day - list[i - 1]! > 7 ? [i] : []))
            return [0, ...cuts].map((from, i) => `${equal}: ${[...cuts, list.length][i]! - from}`)
          })
          const found = cases(day).map((one) => `${one.evidence} ${one.source} ${one.reader}: ${one.count}`)
          expect(found.sort()).toEqual(expected.sort())
          expect(new Set(cases(day).map(({ id }) => id)).size).toBe(expected.length)
        },
      ),
    )
  })

  test.each([
    ['false-alarm', 400, 'the same'],
    ['acknowledged', 5, 'the same'],
    ['acknowledged', 8, 'another'],
    ['fixed', 1, 'another'],
    ['open', 8, 'another'],
  ] as const)('that is %s takes an equal leak %i days later as %s', (state, later, which) => {
    const { at, cases } = tallied()
    const [id] = at(1, answer('user:1', [leak('a', 'x')]))
    at(1, decided(id!, state))
    const [next] = at(1 + later, answer('user:1', [leak('a', 'x')]))
    expect(next === id).toBe(which === 'the same')
    expect(cases(1 + later).find((one) => one.id === id)).toMatchObject({
      state,
      count: which === 'the same' ? 2 : 1,
    })
  })

  test('of an accepted risk is open again when its time is over, and says so', () => {
    const { at, cases } = tallied()
    const [id] = at(1, answer('user:1', [leak('a', 'x')]))
    at(2, decided(id!, 'accepted', 90 * DAY_MS))
    expect(at(80, answer('user:1', [leak('a', 'x')]))).toEqual([id])
    expect(cases(90)).toMatchObject([{ id, state: 'accepted', count: 2 }])
    expect(cases(90)[0]).not.toHaveProperty('expired')
    expect(cases(90.001)).toMatchObject([{ id, state: 'open', expired: true, decision: { by: 'user:ruth' } }])
    expect(at(100, answer('user:1', [leak('a', 'x')]))).not.toEqual([id])
  })

  test('counts what went out, remembers receipts newest first, and the last decision counts', () => {
    const { at, cases } = tallied()
    for (let i = 0; i < 12; i++) at(1, answer('user:1', [leak('a', 'x'), leak('a', 'x')]))
    const released: AuditFinding = { ...leak('a', 'x'), action: 'release' }
    const [id] = at(2, answer('user:1', [released]))
    at(3, decided(id!, 'false-alarm'))
    at(4, decided(id!, 'fixed'))
    at(4, decided('0000000000000000', 'fixed'))
    const [one, ...others] = cases(5)
    expect(others).toEqual([])
    expect(one).toMatchObject({ id, state: 'fixed', count: 25, released: 1, services: ['chat'] })
    expect(one!.receipts).toHaveLength(10)
    expect(one!.receipts[0]).toBe('r13')
  })

  test('hygiene belongs to none, and open cases come first', () => {
    const { at, cases } = tallied()
    const hygiene: AuditFinding = { ...leak('b', 'x'), provenance: 'unknown' }
    expect(at(1, answer('user:1', [hygiene]))).toEqual([])
    const [fixed] = at(3, answer('user:1', [leak('a', 'x')]))
    at(3, decided(fixed!, 'fixed'))
    const [open] = at(2, answer('user:2', [leak('a', 'x')]))
    expect(cases(3).map(({ id }) => id)).toEqual([open, fixed])
  })
})
