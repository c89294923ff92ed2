import { appendFileSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createSealer } from '../../src/audit/chain.js'
import type { AuditEvent, AuditFinding, ChainHead } from '../../src/core/audit.js'
import { secretKey } from '../../src/core/digest.js'

/** A journal as two processes that were started anew each night have written it: answers, retrievals, leaks, decisions. */

export const EVIDENCE_KEY = secretKey(new Uint8Array(32).fill(7))
const DAY = 86_400_000

/** Numbers that are the same in every run. */
function createDraw(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function leakOf(draw: (below: number) => number): AuditFinding {
  // A few sources leak most, as they do.
  const source = `folder-${draw(20)}/document-${Math.floor(draw(400) ** 2 / 400)}.md`
  return {
    start: draw(500),
    end: 600,
    score: 1,
    evidence: `${source}-${draw(8)}`.padEnd(32, '0').slice(0, 32),
    action: draw(50) === 0 ? 'release' : 'redact',
    provenance: 'forbidden',
    sources: [source],
    sourceCount: 1,
    kind: 'personal-data',
    entity: ['EMAIL_ADDRESS', 'PHONE_NUMBER', 'PERSON'][draw(3)]!,
  }
}

function* eventsOf(draw: (below: number) => number, process: string): Generator<AuditEvent> {
  for (let i = 0; ; i++) {
    const call = `${process}-${i}`.padEnd(32, '0')
    const of = { subject: `user:${draw(500)}`, service: ['chat', 'mail', 'search'][draw(3)]! }
    if (draw(3) === 0) {
      yield { type: 'retrieve', call, ...of, query: 'q'.repeat(32), k: 8, chunks: ['a#1', 'b#2', 'c#3'] }
      continue
    }
    yield { type: 'opened', call, ...of, door: 'check', streaming: true }
    const findings = draw(25) === 0 ? [leakOf(draw)] : []
    yield {
      type: 'closed',
      call,
      ...of,
      door: 'check',
      action: findings.length > 0 ? 'redact' : 'release',
      decided: findings.length > 0 ? 'redact' : 'release',
      outcome: 'complete',
      read: 900,
      sent: 880,
      findings,
      spared: draw(2),
    }
  }
}

/** Writes about `records` records over `days` days up to `end`. */
export function writePast(directory: string, records: number, days: number, end: number): void {
  mkdirSync(directory, { recursive: true })
  const perChain = Math.ceil(records / days / 2)
  let heads: ChainHead[] = []
  for (let day = 0; day < days; day++) {
    const ended: ChainHead[] = []
    for (const process of ['a', 'b']) {
      const draw = createDraw(day * 2 + (process === 'a' ? 1 : 2))
      const begin = end - (days - day) * DAY
      const chain = `${begin.toString(16).padStart(12, '0')}-${process.charCodeAt(0).toString(16).padStart(16, '0')}`
      const sealer = createSealer(chain, EVIDENCE_KEY)
      const file = openSync(join(directory, `${chain}.jsonl`), 'w')
      let lines = [sealer.seal({ type: 'chain', joins: heads, evidenceKey: EVIDENCE_KEY.id }, begin).bytes]
      const events = eventsOf(draw, `${day}${process}`)
      for (let i = 1; i < perChain; i++) {
        const time = begin + Math.floor((i * (DAY - 60_000)) / perChain)
        const receipt = `${day}${process}${i}`.padEnd(32, 'f')
        lines.push(
          i % 1_000 === 0
            ? sealer.checkpoint([], time).bytes
            : sealer.seal(events.next().value, time, receipt).bytes,
        )
        if (lines.length === 2_000) {
          writeSync(file, Buffer.concat(lines))
          lines = []
        }
      }
      writeSync(file, Buffer.concat(lines))
      closeSync(file)
      ended.push(sealer.head!)
    }
    heads = ended
  }
}

/** A chain of `records` more, from now on. */
export function writeMore(directory: string, records: number, now: number): void {
  const chain = `${now.toString(16).padStart(12, '0')}-${'c'.repeat(16)}`
  const sealer = createSealer(chain, EVIDENCE_KEY)
  const events = eventsOf(createDraw(9), 'more')
  const lines = [sealer.seal({ type: 'chain', joins: [], evidenceKey: EVIDENCE_KEY.id }, now).bytes]
  for (let i = 0; i < records; i++)
    lines.push(sealer.seal(events.next().value, now, `more${i}`.padEnd(32, 'f')).bytes)
  appendFileSync(join(directory, `${chain}.jsonl`), Buffer.concat(lines))
}
