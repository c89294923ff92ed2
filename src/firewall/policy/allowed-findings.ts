import type { AllowedFinding } from '../../core/policy-schema.js'
import type { Allowance } from '../../core/types.js'

/** What a person has called a false alarm, by evidence. */
export type AllowedFindings = ReadonlyMap<string, readonly AllowedFinding[]>

/** A finding as these rules see it. */
export interface AllowableFinding {
  readonly evidence: string
  /** What the journal calls whom the answer is for, where it is for one principal alone. */
  readonly reader: string | undefined
  /** Ids of all documents it stands in. */
  readonly documents: readonly string[]
}

/** `nameOnRecord` is what a reader is called in the journal, and what rules that triage proposes call them. */
export function compileAllowedFindings(
  rules: readonly AllowedFinding[],
  nameOnRecord: (id: string) => string = (id) => id,
): AllowedFindings {
  const byEvidence = new Map<string, AllowedFinding[]>()
  for (const given of rules) {
    const rule = given.reader === undefined ? given : { ...given, reader: nameOnRecord(given.reader) }
    byEvidence.set(rule.evidence, [...(byEvidence.get(rule.evidence) ?? []), rule])
  }
  return byEvidence
}

/** Whether one of the rules lets the finding pass at `now`, milliseconds since the epoch. */
export function isAllowed(rules: AllowedFindings, finding: AllowableFinding, now: number): boolean {
  return (rules.get(finding.evidence) ?? []).some(
    (rule) =>
      !isOver(rule, now) &&
      (rule.reader === undefined || rule.reader === finding.reader) &&
      (rule.documents === undefined || finding.documents.every((id) => rule.documents!.includes(id))),
  )
}

/** Whether its last day has ended. */
export function isOver({ until }: AllowedFinding, now: number): boolean {
  return until !== undefined && now >= Date.parse(until) + DAY_MS
}

const DAY_MS = 86_400_000

/**
 * Each rule of the services beside what the journal says of its use, most used first; `used` is by reader, `now` in
 * milliseconds since the epoch. What several rules let pass counts for the one that names the reader.
 */
export function allowancesNow(
  used: readonly Allowance[],
  services: Iterable<{ readonly name: string; readonly allowedFindings: AllowedFindings }>,
  now: number,
): readonly Allowance[] {
  const left = new Set(used)
  const take = (service: string, evidence: string, reader: string | undefined): number => {
    let uses = 0
    for (const one of left) {
      if (one.service !== service || one.evidence !== evidence) continue
      if (reader !== undefined && one.reader !== reader) continue
      uses += one.uses
      left.delete(one)
    }
    return uses
  }
  const present: Allowance[] = []
  for (const { name, allowedFindings } of services) {
    for (const [evidence, rules] of allowedFindings) {
      const readers = new Set(rules.map(({ reader }) => reader))
      // Those that name somebody first: the rest is for the one that names nobody.
      for (const reader of [...readers].sort((a, b) => Number(a === undefined) - Number(b === undefined))) {
        const own = rules.filter((rule) => rule.reader === reader)
        const lasting = own.find((rule) => !isOver(rule, now)) ?? own[0]!
        present.push({
          service: name,
          evidence,
          ...(reader === undefined ? {} : { reader }),
          uses: take(name, evidence, reader),
          ...(lasting.until === undefined ? {} : { until: lasting.until }),
          state: isOver(lasting, now) ? 'over' : 'in-force',
        })
      }
    }
  }
  return [...present, ...[...left].map((one) => ({ ...one, state: 'gone' as const }))].sort(
    (a, b) => b.uses - a.uses,
  )
}
