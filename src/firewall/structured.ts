import { FirewallError } from '../core/errors.js'
import type { CheckOptions, Verdict } from '../core/types.js'
import type { Firewall } from './firewall.js'

/** What a parser makes of a model's words: plain objects, lists, numbers. */
export type Structured = { readonly [name: string]: unknown } | readonly unknown[]

export function isStructured(value: unknown): value is Structured {
  return typeof value === 'object' && value !== null
}

/**
 * A structured answer behind door 2. It is judged as one text, with its names, whose words are context, and
 * without, so that a sentence cut up over several fields is whole again. What may be redacted is redacted field by field;
 * where that is not enough, a structure has no room for a refusal: throws `answer-refused`.
 */
export async function checkedValue(
  firewall: Firewall,
  value: Structured,
  options: CheckOptions,
): Promise<{ readonly value: Structured; readonly verdict: Verdict }> {
  const { value: allowed, verdict } = await checkValue(firewall, value, options)
  if (allowed === undefined) throw refused(verdict)
  return { value: allowed, verdict }
}

/** The same; without a `value` where it may not be given to this reader. */
export async function checkValue(
  firewall: Firewall,
  value: Structured,
  options: CheckOptions,
): Promise<{ readonly value?: Structured; readonly verdict: Verdict }> {
  const verdict = await firewall.check(structuredText(value), options)
  if (verdict.action === 'release') return { value, verdict }
  if (verdict.action !== 'redact') return { verdict }
  const redacted = (await redact(firewall, value, options)) as Structured
  const again = await firewall.check(structuredText(redacted), options)
  return again.action === 'release' ? { value: redacted, verdict } : { verdict }
}

/** Every word in it, first without the names of its fields, then with them. */
export function structuredText(value: unknown): string {
  return [...strings(value, false), ...strings(value, true)].filter((text) => text !== '').join('\n')
}

export function strings(value: unknown, names: boolean): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [
    ...(names && !Array.isArray(value) ? [name] : []),
    ...strings(member, names),
  ])
}

async function redact(firewall: Firewall, value: unknown, options: CheckOptions): Promise<unknown> {
  if (typeof value === 'string' || typeof value === 'number') {
    const { action, text } = await firewall.check(String(value), options)
    return action === 'release' ? value : text
  }
  if (Array.isArray(value)) return Promise.all(value.map((member) => redact(firewall, member, options)))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(
    async ([name, member]) => [name, await redact(firewall, member, options)] as const,
  )
  return Object.fromEntries(await Promise.all(members))
}

function refused({ receipt }: Verdict): FirewallError {
  return new FirewallError('answer-refused', 'the structured answer may not be given to this reader', {
    help: `the record is under receipt ${receipt.id}`,
  })
}
