import type { Decision, Label, Principal } from '../types.js'

// Who may read: directories and decision points.

/** Everything that is known of a principal when a decision is made. */
export interface ExpandedPrincipal extends Principal {
  /** Changes whenever the directory's answer could. */
  readonly directoryVersion: string
}

/** Groups of groups, clearances and whatever else the token does not say. */
export interface Directory {
  /** Nested groups are followed, cycles end. Throws `decision-failed` when it cannot know; never guesses. */
  expand(principal: Principal): Promise<{
    readonly groups: readonly string[]
    /** What sources call the principal and its groups, as `account:` ids: held as groups are, and by no token. */
    readonly accounts?: readonly string[]
    /** Replaces the principal's own: revoking it here must be enough. */
    readonly clearance?: Principal['clearance']
    /** Added to the principal's own, and stronger. */
    readonly attributes?: Readonly<Record<string, string>>
    readonly version: string
  }>
  /** All accounts that are somebody's; others in labels are nobody's. Throws `decision-failed`. */
  accounts?(): Promise<ReadonlySet<string>>
}

/** The access policy: one decision per label, in order. Never throws: what it cannot decide is `indeterminate`. */
export interface PolicyDecisionPoint {
  /** Part of every cache key. */
  readonly version: string
  /** How long entitlements may be kept, in milliseconds. An external decision point says 0. */
  readonly timeToLive: number
  /** One decision for each label, in the order of `labels`. */
  decide(subject: ExpandedPrincipal, labels: readonly Label[]): Promise<readonly Decision[]>
}
