import { createHash } from 'node:crypto'
import { canonicalJson } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import { unknownLevel } from '../core/levels.js'
import { LIMITS } from '../core/limits.js'
import type { ExpandedPrincipal, PolicyDecisionPoint } from '../core/ports.js'
import type { Decision, Label } from '../core/types.js'
import { ANYONE } from './id.js'

/**
 * The built-in access policy: the clearance's level is at least the label's, its compartments contain the
 * label's, no id of the subject is denied, and every list in `allow` holds one of them or `'*'`.
 *
 * `levels` are lowest first. A level that is not among them, on either side, is `indeterminate`: denied like
 * everything that is not a permit, but audited as the fault it is. Throws `option-invalid`.
 */
export function createLatticePolicy(options: {
  readonly levels: readonly string[]
  /** Milliseconds; default `LIMITS.entitlementsTtl`. */
  readonly timeToLive?: number
}): PolicyDecisionPoint {
  const levels = checkLevels(options.levels)
  const ranks = new Map(levels.map((level, rank) => [level, rank]))
  const digest = createHash('sha256').update(canonicalJson(levels)).digest('hex').slice(0, 16)
  return {
    version: `lattice-1-${digest}`,
    timeToLive: options.timeToLive ?? LIMITS.entitlementsTtl,
    async decide(subject, labels) {
      const bearer = bearerOf(subject, levels, ranks)
      return labels.map((label) => {
        if (bearer.rank === undefined) return bearer.fault
        const rank = ranks.get(label.level)
        return rank === undefined ? indeterminate(levels, label.level) : decide(bearer, rank, label)
      })
    },
  }
}

/** A copy of the levels, lowest first: at least one, none empty, none twice. Throws `option-invalid`. */
export function checkLevels(levels: readonly string[]): readonly string[] {
  const names = [...levels]
  const sound = names.every((level) => typeof level === 'string' && level !== '')
  if (names.length === 0 || !sound || new Set(names).size !== names.length) {
    throw new FirewallError('option-invalid', 'levels are not a list of different names', {
      help: "give every level once, lowest first: ['public', 'internal', 'secret']",
    })
  }
  return Object.freeze(names)
}

type Bearer = { readonly ids: ReadonlySet<string>; readonly compartments: ReadonlySet<string> } & (
  | { readonly rank: number }
  | { readonly rank: undefined; readonly fault: Decision }
)

function bearerOf(
  subject: ExpandedPrincipal,
  levels: readonly string[],
  ranks: ReadonlyMap<string, number>,
): Bearer {
  const rank = ranks.get(subject.clearance.level)
  const sets = {
    ids: new Set([subject.id, ...subject.groups]),
    compartments: new Set(subject.clearance.compartments),
  }
  return rank === undefined
    ? { ...sets, rank, fault: indeterminate(levels, subject.clearance.level) }
    : { ...sets, rank }
}

function decide(bearer: Bearer & { readonly rank: number }, rank: number, label: Label): Decision {
  if (bearer.rank < rank) return denied('level')
  if (!label.compartments.every((name) => bearer.compartments.has(name))) return denied('compartment')
  const meets = (id: string) => id === ANYONE || bearer.ids.has(id)
  if (label.deny.some(meets)) return denied('deny')
  if (label.allow.length === 0 || !label.allow.every((list) => list.some(meets))) return denied('allow')
  return { effect: 'permit' }
}

function denied(reason: 'level' | 'compartment' | 'allow' | 'deny'): Decision {
  return { effect: 'deny', reason }
}

function indeterminate(levels: readonly string[], level: string): Decision {
  return { effect: 'indeterminate', cause: unknownLevel(levels, level) }
}
