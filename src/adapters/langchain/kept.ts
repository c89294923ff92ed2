import type { BaseMessage } from '@langchain/core/messages'
import { ensureConfig } from '@langchain/core/runnables'
import { canonicalJson } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import type { Principal } from '../../core/types.js'
import type { Firewall, Origin } from '../../firewall/firewall.js'
import { type KnownOrigin, originOf } from './origins.js'
import { callContext } from './principal.js'

/** What was kept with a text, in the application's own store, under this key of a message's metadata. */
const KEY = 'ragwall'

/** The part of a message that says where it came from. */
interface Kept {
  readonly response_metadata?: Record<string, unknown>
  readonly additional_kwargs?: Record<string, unknown>
}

/** The principal of the call that runs now. Throws `principal-missing`. */
export function presentPrincipal(): Principal {
  return callContext(ensureConfig()).principal
}

/** Where a message came from, if this firewall released it a moment ago. */
export function releasedOrigin(firewall: Firewall, message: Kept): KnownOrigin | undefined {
  return originOf(firewall, (message.response_metadata?.[KEY] as { receipt?: unknown } | undefined)?.receipt)
}

/**
 * The message as a store keeps it: a copy with a record of its origin, in place of any that it came with, since
 * messages come from browsers too. The record lies beside the text it belongs to: guard both alike.
 */
export function recorded<Message extends BaseMessage>(
  message: Message,
  { label, retrieved = [] }: Origin,
): Message {
  return copyWith(message, { [KEY]: canonicalJson({ label, retrieved }) })
}

/** The message as a reader gets it: a copy that does not say who else may read it. */
export function unrecorded<Message extends BaseMessage>(message: Message): Message {
  return copyWith(message, {})
}

function copyWith<Message extends BaseMessage>(message: Message, more: Record<string, string>): Message {
  const { [KEY]: _record, ...additional } = message.additional_kwargs
  const copy = Object.create(Object.getPrototypeOf(message) as object) as Message
  return Object.assign(copy, message, { additional_kwargs: { ...additional, ...more } })
}

/** What was stored, or undefined for what no protected store wrote: nobody may read that. */
export function storedOrigin(message: Kept): Origin | undefined {
  const record = message.additional_kwargs?.[KEY]
  if (typeof record !== 'string') return undefined
  try {
    return JSON.parse(record) as Origin
  } catch {
    return undefined
  }
}

/**
 * What of a kept text this reader may have now: the text if everything it was drawn from is still theirs to read
 * and the text itself passes door 2 as it stands today, else undefined. Broken records are nobody's.
 */
export async function readableText(
  firewall: Firewall,
  text: string,
  origin: Origin | undefined,
  reader: { readonly principal: Principal; readonly service?: string },
): Promise<string | undefined> {
  if (origin === undefined) return undefined
  try {
    if (!(await firewall.permits(origin, reader))) return undefined
  } catch (error) {
    if (error instanceof FirewallError && error.code === 'option-invalid') return undefined
    throw error
  }
  const verdict = await firewall.check(text, reader)
  return verdict.action === 'release' || verdict.action === 'redact' ? verdict.text : undefined
}
