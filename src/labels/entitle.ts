import { createHash } from 'node:crypto'
import { within } from '../core/deadline.js'
import { canonicalJson } from '../core/digest.js'
import { type ErrorCode, FirewallError, toFirewallError } from '../core/errors.js'
import { unknownLevel } from '../core/levels.js'
import { LIMITS } from '../core/limits.js'
import type { Directory, ExpandedPrincipal, LabelRegistry, PolicyDecisionPoint } from '../core/ports.js'
import type { Clearance, Decision, Entitlements, Label, LabelId, Principal } from '../core/types.js'
import { createEntitlementCache, type EntitlementCache } from './entitlement-cache.js'
import { makeEntitlements } from './entitlements.js'
import { idKind } from './id.js'
import { checkAccounts, checkAttributes, checkClearance, checkGroups, checkPrincipal } from './principal.js'

export { assertEntitlements } from './entitlements.js'

/** Labels that were left out because nobody could decide about them, to be audited. */
export interface EntitleFailure {
  /** Principal id; empty for a bare clearance. */
  readonly subject: string
  readonly code: ErrorCode
  /** How many labels were left out for this code. */
  readonly labels: number
  readonly cause: FirewallError
}

export interface EntitlerOptions {
  readonly policy: PolicyDecisionPoint
  readonly directory: Directory
  readonly labels: LabelRegistry
  /** Given, a clearance at any other level is an error: it would read nothing, and nobody would be told why. */
  readonly levels?: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** Awaited; if it throws, so does the call: an outage that cannot be recorded is not survived silently. */
  readonly onFailure?: (failure: EntitleFailure) => void | Promise<void>
}

export interface Entitler {
  /**
   * What this principal may read now. Expires after `LIMITS.entitlementsTtl`. Throws `principal-missing`,
   * `principal-invalid`, `level-unknown`, and `decision-failed` when the directory cannot answer.
   */
  entitle(principal: Principal): Promise<Entitlements>
  /** What anyone with this clearance may read: a subject without id and groups, who meets only `'*'`. */
  entitleClearance(clearance: Clearance): Promise<Entitlements>
  /**
   * The principal with the directory's groups and attributes added and the directory's clearance, if it
   * gives one, in place of the token's: what is revoked there is revoked. Errors as `entitle`.
   */
  expand(principal: Principal): Promise<ExpandedPrincipal>
  /** The policy's word on one label, with its reason, and the reader as the directory has it: for auditors. */
  explain(principal: Principal, label: Label): Promise<{ reader: ExpandedPrincipal; decision: Decision }>
  /** The policy's word on a label that is not stored, as foreign documents have; false for all that is not a permit. */
  mayRead(reader: Principal | Clearance, label: Label): Promise<boolean>
}

/**
 * Turns principals into entitlements: candidates from the registry, one call of the access policy, permits
 * kept. Reused for as long as the policy allows and at most half of a value's life, so that what a call is
 * handed lives long enough to be used; computations in which anything was indeterminate are not reused.
 */
export function createEntitler(options: EntitlerOptions): Entitler {
  const { policy, directory, labels, now = Date.now } = options
  const cache: EntitlementCache = createEntitlementCache()

  async function entitle(subject: ExpandedPrincipal, asked: number): Promise<Entitlements> {
    const reuse = Math.min(policy.timeToLive, LIMITS.entitlementsTtl / 2)
    if (!(reuse > 0)) return (await compute(subject, asked)).entitlements
    return cache.get(cacheKey(subject, policy.version, labels.epoch), asked, reuse, () =>
      compute(subject, asked),
    )
  }

  async function compute(subject: ExpandedPrincipal, asked: number) {
    const { version } = policy
    const labelEpoch = labels.epoch
    const candidates = labels.candidates([subject.id, ...subject.groups])
    const decided = await decide(
      subject,
      candidates.map((id) => labels.get(id)),
    )
    const permitted = candidates.filter((_, i) => decided.permits[i])
    const entitlements = makeEntitlements(permitted as LabelId[], {
      expires: asked + LIMITS.entitlementsTtl,
      labelEpoch,
      now,
    })
    return { entitlements, reusable: decided.complete && policy.version === version }
  }

  async function decide(subject: ExpandedPrincipal, asked: readonly Label[]) {
    if (asked.length === 0) return { permits: [], complete: true }
    const outcome = await decideSafely(policy, subject, asked)
    for (const { cause, labels } of outcome.failures.values()) {
      await options.onFailure?.({ subject: subject.id, code: cause.code, labels, cause })
    }
    const closed = await closedByStrangers(asked)
    const permits = outcome.permits.map((permit, i) => permit && !closed(asked[i]!))
    return { permits, complete: outcome.failures.size === 0 }
  }

  /**
   * A denial of an account that is nobody's could be meant for anybody: it closes what it stands on. Which accounts are
   * somebody's is asked only where a denial names one, and when nobody can say, none is.
   */
  async function closedByStrangers(asked: readonly Label[]): Promise<(label: Label) => boolean> {
    if (!asked.some(({ deny }) => deny.some(isAccount))) return () => false
    const known = await Promise.resolve(directory.accounts?.()).catch(() => undefined)
    return ({ deny }) => deny.some((id) => isAccount(id) && known?.has(id) !== true)
  }

  async function expand(principal: Principal): Promise<ExpandedPrincipal> {
    const known = checkPrincipal(principal)
    requireLevel(known.clearance, `the clearance of \`${known.id}\``)
    const failed = `the directory did not answer for \`${known.id}\``
    try {
      const whole = merge(known, await within(LIMITS.decisionTime, directory.expand(known), lateDecision))
      requireLevel(whole.clearance, `what the directory says of \`${known.id}\``)
      return whole
    } catch (error) {
      if (error instanceof FirewallError && STAYS.has(error.code)) throw error
      // A malformed answer of the directory must not read as a malformed principal.
      throw new FirewallError('decision-failed', failed, { cause: error })
    }
  }

  function requireLevel({ level }: Clearance, where: string): void {
    const { levels } = options
    if (levels !== undefined && !levels.includes(level)) throw unknownLevel(levels, level, ` in ${where}`)
  }

  function bare(clearance: Clearance): ExpandedPrincipal {
    const known = checkClearance(clearance)
    requireLevel(known, 'a clearance')
    return { id: '', groups: [], clearance: known, directoryVersion: '' }
  }

  return {
    expand,
    async entitle(principal) {
      const asked = now()
      return entitle(await expand(principal), asked)
    },
    async entitleClearance(clearance) {
      return entitle(bare(clearance), now())
    },
    async explain(principal, label) {
      const reader = await expand(principal)
      const decisions = await decisionsOf(policy, reader, [label])
      const decision = Array.isArray(decisions) ? (decisions[0] as Decision) : undefined
      const known = decision?.effect === 'permit' || decision?.effect === 'deny'
      if (decision?.effect === 'permit' && (await closedByStrangers([label]))(label)) {
        return { reader, decision: { effect: 'deny', reason: 'deny' } }
      }
      return { reader, decision: known ? decision : { effect: 'indeterminate', cause: lateDecision() } }
    },
    async mayRead(reader, label) {
      const subject = 'id' in reader ? await expand(reader) : bare(reader)
      return (await decide(subject, [label])).permits[0] === true
    },
  }
}

/** Codes that say it better than "the directory did not answer". */
const STAYS: ReadonlySet<ErrorCode> = new Set(['decision-failed', 'level-unknown'])

const isAccount = (id: string) => idKind(id) === 'account'

function merge(known: Principal, answer: Awaited<ReturnType<Directory['expand']>>): ExpandedPrincipal {
  const { groups, accounts = [], clearance, attributes, version } = answer
  if (typeof version !== 'string') throw new TypeError('the directory gave no version')
  const given = { ...known.attributes, ...(attributes === undefined ? {} : checkAttributes(attributes)) }
  return Object.freeze({
    id: known.id,
    groups: Object.freeze([
      ...checkGroups([...new Set([...known.groups, ...groups])].sort()),
      ...checkAccounts(accounts),
    ]),
    clearance: clearance === undefined ? known.clearance : checkClearance(clearance),
    ...(Object.keys(given).length === 0 ? {} : { attributes: Object.freeze(given) }),
    directoryVersion: version,
  })
}

/** One answer per label, whatever the decision point does: throw, answer too little, answer nonsense. */
async function decideSafely(
  policy: PolicyDecisionPoint,
  subject: ExpandedPrincipal,
  asked: readonly Label[],
) {
  const failures = new Map<ErrorCode, { cause: FirewallError; labels: number }>()
  const fail = (error: unknown) => {
    const cause = toFirewallError(error, 'decision-failed', 'the policy decision point did not answer')
    const same = failures.get(cause.code)
    if (same === undefined) failures.set(cause.code, { cause, labels: 1 })
    else same.labels += 1
    return false
  }
  const decisions = await decisionsOf(policy, subject, asked)
  const permits = asked.map((_, i) => {
    const decision = Array.isArray(decisions) ? decisions[i] : undefined
    if (decision?.effect === 'permit') return true
    if (decision?.effect === 'deny') return false
    return fail(decision?.effect === 'indeterminate' ? decision.cause : decisions)
  })
  return { permits, failures }
}

function lateDecision(): FirewallError {
  return new FirewallError('decision-failed', 'who may read what was not decided in time', {
    help: 'check the directory and the decision point; nothing was permitted meanwhile',
  })
}

/** The decisions, or what went wrong instead. */
async function decisionsOf(policy: PolicyDecisionPoint, subject: ExpandedPrincipal, asked: readonly Label[]) {
  try {
    const decisions = await within(LIMITS.decisionTime, policy.decide(subject, asked), lateDecision)
    if (Array.isArray(decisions) && decisions.length === asked.length) return decisions
    return new TypeError('not one decision per label')
  } catch (error) {
    return error
  }
}

/** Canonical, so that no two principals share it (openfga's joined strings once did), hashed, so that it is short. */
function cacheKey(subject: ExpandedPrincipal, version: string, epoch: number): string {
  const compartments = [...new Set(subject.clearance.compartments)].sort()
  const clearance = { level: subject.clearance.level, compartments }
  const whole = canonicalJson([{ ...subject, clearance }, version, epoch])
  return createHash('sha256').update(whole).digest('base64')
}
