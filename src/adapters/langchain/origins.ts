import { LIMITS } from '../../core/limits.js'
import type { CheckOptions, Principal, Verdict } from '../../core/types.js'
import type { Firewall, Origin } from '../../firewall/firewall.js'

/** Where an answer came from and for whom it was released. */
export interface KnownOrigin extends Origin {
  readonly principal: Principal
}

/**
 * Messages carry the receipt of their verdict and nothing else, since they reach browsers and tracers. Histories
 * and caches ask here for what a receipt stands for, once, when they store the message; the oldest are forgotten,
 * and a message whose origin is not known is its own reader's alone.
 */
const origins = new WeakMap<Firewall, Map<string, KnownOrigin>>()

export function rememberOrigin(firewall: Firewall, verdict: Verdict, options: CheckOptions): void {
  let known = origins.get(firewall)
  if (known === undefined) origins.set(firewall, (known = new Map()))
  const retrieved = (options.retrieved ?? []).filter((item) => typeof item === 'string')
  known.set(verdict.receipt.id, { label: verdict.label, retrieved, principal: options.principal })
  if (known.size <= LIMITS.rememberedOrigins) return
  for (const oldest of known.keys()) {
    known.delete(oldest)
    break
  }
}

export function originOf(firewall: Firewall, receipt: unknown): KnownOrigin | undefined {
  return typeof receipt === 'string' ? origins.get(firewall)?.get(receipt) : undefined
}

/** Without a word on where a text came from: readable by this principal, as long as they keep their clearance. */
export function ownOrigin({ id, clearance }: Principal): Origin {
  return { label: { ...clearance, allow: [[id]], deny: [] } }
}
