import { leakId, STATES } from '../audit/cases.js'
import type { Ledger } from '../audit/ledger.js'
import type { TriageEvent } from '../core/audit.js'
import { FirewallError } from '../core/errors.js'
import { isLeak, isOfNobodys } from '../core/leak.js'
import type { AllowedFinding } from '../core/policy-schema.js'
import type { AuditSink, Store } from '../core/ports.js'
import type { CaseState, LeakCase } from '../core/types.js'
import { idKind } from '../labels/id.js'
import { type InventedExample, inventedExample } from './invented-example.js'

/** What a person says of a case. */
export interface TriageDecision {
  readonly state: CaseState
  /** Typed id of who decides. */
  readonly by: string
  /** Where the reason stands, a ticket's id as `SEC-12`. */
  readonly reference?: string
  /** Until when a risk is accepted; needed with `accepted`, refused with all others. */
  readonly until?: Date
}

/** The case as it stands now and, of a false alarm, what would keep it from being one again. */
export interface Triaged {
  readonly case: LeakCase
  /** Absent where no rule may: canaries and system prompts are nobody's to repeat. */
  readonly proposal?: AllowProposal
}

/** The narrowest rule that would have let a false alarm pass. It takes effect once somebody writes it into the policy. */
export interface AllowProposal {
  /** The services that stopped it. */
  readonly services: readonly string[]
  /** For `allow.findings` of their policies. */
  readonly rule: AllowedFinding
  /** How many findings of the past it would have let pass. */
  readonly spares: number
  /** And how many without the reader in it. */
  readonly sparesForAll: number
  /** What it does, by an answer that nobody gave. */
  readonly example: InventedExample
}

interface TriageContext {
  readonly store: Store
  readonly audit: AuditSink
  readonly ledger: Ledger
}

/** Puts a decision on record. Throws `option-invalid`, `not-found`, `audit-unavailable`. */
export async function triage(context: TriageContext, id: string, decision: TriageDecision): Promise<Triaged> {
  requireDecision(decision)
  const { ledger, audit } = context
  const caseNow = async () => (await ledger.cases()).find((one) => one.id === id)
  const known = await caseNow()
  if (known === undefined) throw noCase()
  const { state, by, reference, until } = decision
  const event: TriageEvent = {
    type: 'triage',
    case: id,
    leak: leakId(known.evidence, known.source, known.reader),
    state,
    by,
    ...(reference === undefined ? {} : { reference }),
    ...(until === undefined ? {} : { until: until.getTime() }),
  }
  await audit.append(event)
  const found = (await caseNow())!
  if (state !== 'false-alarm') return { case: found }
  const proposal = await proposalFor(context, found)
  return { case: found, ...(proposal === undefined ? {} : { proposal }) }
}

async function proposalFor(context: TriageContext, found: LeakCase): Promise<AllowProposal | undefined> {
  const { store, audit } = context
  const documents = new Set<string>()
  const services = new Set<string>()
  /** Documents of past findings, where the record names all of them. */
  const past: { reader: string; documents: readonly string[] }[] = []
  let named = true
  for await (const { event } of audit.read()) {
    if (event.type !== 'closed') continue
    for (const finding of event.findings) {
      if (finding.evidence !== found.evidence) continue
      past.push({ reader: event.subject, documents: finding.sources })
      if (event.subject !== found.reader || !isLeak(finding) || finding.sources[0] !== found.source) continue
      for (const source of finding.sources) documents.add(source)
      named &&= finding.sources.length === finding.sourceCount
      if (event.service !== undefined) services.add(event.service)
    }
  }
  await store.refresh()
  const kinds = [...documents].flatMap((document) => store.documents.byId(document)?.kind ?? [])
  if (isOfNobodys(found.what, kinds)) return undefined
  const within = named && documents.size > 0 ? [...documents].sort() : undefined
  const spared = past.filter(
    (one) => within === undefined || one.documents.every((document) => documents.has(document)),
  )
  return {
    services: [...services].sort(),
    rule: {
      evidence: found.evidence,
      reader: found.reader,
      ...(within === undefined ? {} : { documents: within }),
      ...(found.decision?.reference === undefined ? {} : { reference: found.decision.reference }),
    },
    spares: spared.filter(({ reader }) => reader === found.reader).length,
    sparesForAll: spared.length,
    example: inventedExample(found.what, found.evidence),
  }
}

function requireDecision({ state, by, reference, until }: TriageDecision): void {
  if (!STATES.includes(state)) {
    throw new FirewallError('option-invalid', 'a decision on a case has no such state', {
      help: `states are ${STATES.join(', ')}`,
    })
  }
  requireDecider(by)
  if (reference !== undefined) requireReference(reference)
  if ((state === 'accepted') !== (until !== undefined)) {
    throw new FirewallError('option-invalid', 'a risk is accepted until a day, and nothing else is', {
      help: 'say until when with `accepted`, and leave it out of all others',
    })
  }
  if (until !== undefined && !(until.getTime() > Date.now())) {
    throw new FirewallError('option-invalid', 'a risk is accepted until a day that is over', {
      help: 'name a day to come',
    })
  }
}

/** Throws `option-invalid` for whoever has no typed id. */
export function requireDecider(by: unknown): void {
  if (idKind(by) === undefined) {
    throw new FirewallError('option-invalid', 'who decides on a case has no typed id', {
      help: 'ids read `user:alice` or `service:reports`',
    })
  }
}

/** Throws `option-invalid` for what could be words. */
export function requireReference(reference: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._#/-]{0,63}$/.test(reference)) {
    throw new FirewallError('option-invalid', 'the reference of a decision is no id of a ticket', {
      help: 'name where the reason stands, as `SEC-12`: words could repeat what leaked, and the journal holds no text',
    })
  }
}

function noCase(): FirewallError {
  return new FirewallError('not-found', 'no case of this id is in the journal', {
    help: '`ragwall triage` lists them',
  })
}
