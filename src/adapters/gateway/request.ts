import { FirewallError } from '../../core/errors.js'
import type { CheckOptions, Medium, Turn } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { vetValues } from '../../firewall/vetted-result.js'
import { mapped } from './answer.js'
import type { Coverage } from './coverage.js'
import { type Slot, slotsOf } from './fields.js'
import { MediaParts } from './media.js'
import type { Pseudonyms } from './pseudonyms.js'
import { copyOf, type Json, type Shape } from './shapes/shape.js'

/** A request as its table reads it. */
export interface ReadRequest {
  /** A copy, which goes upstream. */
  readonly body: Json
  /** Texts with whom they are from, in order. */
  readonly spoken: readonly { readonly role: Turn['role']; readonly message: string; readonly slot: Slot }[]
  /** Texts that are nobody's. */
  readonly context: readonly Slot[]
  /** What tools, documents and pages brought: each result, with all that it holds. */
  readonly foreign: readonly (readonly Slot[])[]
  /** Images, sound and files that a person has to look at first; empty where they pass. */
  readonly media: readonly Medium[]
}

/** Throws `request-invalid`, with the name, for a field that is not known and for media that may not pass. */
export function readRequest(
  shape: Pick<Shape, 'request' | 'speaker' | 'resultOf'>,
  given: Json,
  policy: { readonly unknownFields: 'refuse' | 'pass'; readonly media: 'pass' | 'refuse' | 'hold' },
  coverage: Coverage,
): ReadRequest {
  const body = copyOf(given)
  const { known, unknown } = slotsOf(body, shape.request)
  const [first] = unknown
  if (first !== undefined && policy.unknownFields === 'refuse') throw unknownField(first.name)
  coverage.unknown += unknown.length
  const media = known.filter(({ role, value }) => role === 'media' && value !== null)
  if (media[0] !== undefined && policy.media === 'refuse') throw mediaRefused(media[0].name)
  const kept = new MediaParts()
  if (policy.media === 'hold') for (const slot of media) kept.add(slot)
  else coverage.media += media.length
  const spoken = known
    .filter(({ role, value }) => role === 'spoken' && typeof value === 'string')
    .map((slot) => ({
      role: shape.speaker(given, slot.path),
      message: slot.path.split('.').slice(0, 2).join('.'),
      slot,
    }))
  const ofTools = spoken
    .filter(({ role }) => role === 'tool')
    .map(({ message, slot }) => [message, slot] as const)
  const brought = known
    .filter(({ role }) => role === 'foreign' || role === 'returned')
    .map((slot) => [shape.resultOf(slot.path), slot] as const)
  return {
    body,
    spoken,
    context: known.filter(({ role }) => role === 'context' || role === 'foreign'),
    foreign: [...byResult([...ofTools, ...brought])],
    media: kept.all,
  }
}

function byResult(slots: readonly (readonly [result: string, slot: Slot])[]): Iterable<Slot[]> {
  const results = new Map<string, Slot[]>()
  for (const [result, slot] of slots) results.set(result, [...(results.get(result) ?? []), slot])
  return results.values()
}

/** What tools and documents brought, as the model may be given it by the service's policy for orders. */
export async function vetForeign(
  { foreign }: ReadRequest,
  firewall: Firewall,
  options: CheckOptions,
  coverage: Coverage,
): Promise<void> {
  for (const slots of foreign) {
    const given = slots.map(({ value }) => value)
    const { values, length, read, ordering } = await vetValues(firewall, given, options)
    coverage.foreign += length
    coverage.vetted += read
    coverage.orders += ordering
    for (const [i, slot] of slots.entries()) if (values[i] !== slot.value) slot.set(values[i])
  }
}

/** Earlier messages, and the one that is answered, as the doors take them. */
export function turnsOf({ spoken }: ReadRequest): Turn[] {
  return messagesOf(spoken).map(({ role, slots }) => ({ role, content: textOf(slots) }))
}

/** What the reader says: every message of theirs, each as one text. */
export function userMessages({
  spoken,
}: ReadRequest): { readonly slots: readonly Slot[]; readonly text: string }[] {
  return messagesOf(spoken)
    .filter(({ role }) => role === 'user')
    .map(({ slots }) => ({ slots, text: textOf(slots) }))
}

/** Values by pseudonyms, in everything that is text. */
export function disguise({ spoken, context }: ReadRequest, pseudonyms: Pseudonyms): void {
  for (const slot of [...spoken.map(({ slot }) => slot), ...context]) {
    slot.set(mapped(slot.value, (text) => pseudonyms.replace(text)))
  }
}

function messagesOf(spoken: ReadRequest['spoken']): { role: Turn['role']; slots: Slot[] }[] {
  const messages = new Map<string, { role: Turn['role']; slots: Slot[] }>()
  for (const { role, message, slot } of spoken) {
    const found = messages.get(message)
    if (found === undefined) messages.set(message, { role, slots: [slot] })
    else found.slots.push(slot)
  }
  return [...messages.values()]
}

function textOf(slots: readonly Slot[]): string {
  return slots.map(({ value }) => value as string).join('\n')
}

function unknownField(name: string): FirewallError {
  return new FirewallError(
    'request-invalid',
    `the request has a field that the gateway does not know: \`${name}\``,
    {
      help: 'leave it out; the service can let such fields pass, counted: `unknownFields: pass` under `gateway`',
    },
  )
}

function mediaRefused(name: string): FirewallError {
  return new FirewallError('request-invalid', `the request has media that nothing looks into: \`${name}\``, {
    help: 'this service takes text alone; `media: { prompts: pass }` under `gateway` lets them pass, `hold` keeps such prompts for a person',
  })
}
