import { FirewallError } from '../../../core/errors.js'
import type { GuardrailConfig, GuardrailName } from '../../../core/server-config.js'
import type { Action, CheckOptions, Principal } from '../../../core/types.js'
import { checkValue, isStructured, strings } from '../../../firewall/structured.js'
import { vetResult } from '../../../firewall/vetted-result.js'
import { Coverage, type GatewayCoverage } from '../../gateway/index.js'
import { ASSERTION_HEADER, PRINCIPAL_HEADER, type Reading, readingOf } from '../caller.js'
import {
  agentgatewayAnswer,
  agentgatewayRequest,
  agentgatewayResponse,
  kongAnswer,
  kongBody,
  litellmAnswer,
  litellmBody,
  portkeyAnswer,
  portkeyBody,
} from '../schemas/guardrails.js'
import { callOptions } from './doors.js'
import { type Route, type RouteCall, route } from './route.js'

/**
 * Gateways that people run already ask here whether a prompt or an answer may pass, each in the shapes of its own
 * documentation. Who reads is what a verified token says; what a body or a header says counts only as `readerOf` has it.
 */
export const guardrails: readonly Route[] = [
  route({
    method: 'post',
    path: '/beta/litellm_basic_guardrail_api',
    scope: 'check',
    summary: "LiteLLM's generic guardrail API.",
    body: litellmBody,
    answer: litellmAnswer,
    async handle(call) {
      const { body } = call
      const { config, options } = await openCall(call, 'litellm')
      const given = body.texts ?? []
      if (body.input_type === 'request') {
        const told = await inspectAll(call, given, options, speakersOf(body.structured_messages))
        return litellmOf(given, told)
      }
      if ((body.images?.length ?? 0) > 0) {
        call.metrics.countCoverage(mediaOnly(body.images!.length))
        if (config.images === 'refuse') return litellmOf(given, refusedFor('images are not looked into'))
      }
      const told = await checkAll(call, given, options)
      const calls = await checkJson(call, body.tool_calls ?? [], options)
      // Arguments of tools have no place in the answer: what of them would be redacted is refused.
      if (calls.action !== 'release') return litellmOf(given, refusedFor(calls.reason))
      return litellmOf(given, told)
    },
  }),
  route({
    method: 'post',
    path: '/guardrails/agentgateway/request',
    scope: 'check',
    summary: "agentgateway's guardrail webhook, for prompts.",
    body: agentgatewayRequest,
    answer: agentgatewayAnswer,
    async handle(call) {
      const { messages } = call.body.body
      const { options } = await openCall(call, 'agentgateway')
      const given = messages.map(({ content }) => content)
      const { action, texts, reason } = await inspectAll(call, given, options, speakersOf(messages))
      return agentgatewayOf(action, reason, {
        messages: messages.map((one, i) => ({ ...one, content: texts[i]! })),
      })
    },
  }),
  route({
    method: 'post',
    path: '/guardrails/agentgateway/response',
    scope: 'check',
    summary: "agentgateway's guardrail webhook, for answers.",
    body: agentgatewayResponse,
    answer: agentgatewayAnswer,
    async handle(call) {
      const { choices } = call.body.body
      const { options } = await openCall(call, 'agentgateway')
      const { action, texts, reason } = await checkAll(
        call,
        choices.map(({ message }) => message.content),
        options,
      )
      return agentgatewayOf(action, reason, {
        choices: choices.map(({ message }, i) => ({ message: { ...message, content: texts[i]! } })),
      })
    },
  }),
  route({
    method: 'post',
    path: '/guardrails/kong',
    scope: 'check',
    summary: "Kong's AI Custom Guardrail.",
    body: kongBody,
    answer: kongAnswer,
    async handle(call) {
      const { source, content } = call.body
      const { options } = await openCall(call, 'kong')
      const given = typeof content === 'string' ? [content] : content
      const { action, texts, reason } =
        source === 'INPUT' ? await inspectAll(call, given, options) : await checkAll(call, given, options)
      const block = isRefused(action)
      return {
        block,
        masked: action === 'redact',
        content: block
          ? typeof content === 'string'
            ? ''
            : []
          : typeof content === 'string'
            ? texts[0]!
            : texts,
        reason,
      }
    },
  }),
  route({
    method: 'post',
    path: '/guardrails/portkey',
    scope: 'check',
    summary: "Portkey's guardrail webhook.",
    body: portkeyBody,
    answer: portkeyAnswer,
    async handle(call) {
      const { eventType, request, response } = call.body
      const { options } = await openCall(call, 'portkey')
      if (eventType === 'beforeRequestHook') {
        const { texts, speakers } = promptOf(request.json)
        const told = await inspectAll(call, texts, options, speakers)
        // A part of a prompt cannot be put back where it stood.
        return { verdict: told.action === 'release', data: { reason: told.reason } }
      }
      const said = response?.json ?? response?.text ?? ''
      const told = await checkJson(call, typeof said === 'string' ? [said] : said, options)
      return {
        verdict: !isRefused(told.action),
        data: { reason: told.reason },
        ...(told.action === 'redact' ? { transformedData: { response: { json: told.value } } } : {}),
      }
    },
  }),
]

type Call = RouteCall<unknown, unknown, unknown>

/** What became of texts. */
interface Told {
  readonly action: Action
  readonly texts: readonly string[]
  readonly reason: string
}

/** Whose call it is. Throws `not-found` for a gateway that is not configured, and what `readerOf` throws. */
async function openCall(
  call: Call,
  name: GuardrailName,
): Promise<{ config: GuardrailConfig; options: CheckOptions }> {
  const config = call.options.guardrails?.[name]
  if (config === undefined) {
    throw new FirewallError('not-found', 'no gateway of this kind is configured', {
      help: `name it under \`server.guardrails\`: \`${name}: {}\``,
    })
  }
  const reading = await readerOf(call, config)
  const { service } = config
  return {
    config,
    options: {
      ...reading,
      ...callOptions(call.caller, service === undefined ? {} : { service }),
      signal: call.signal,
    },
  }
}

/**
 * A user's token speaks for that user, whatever else the call says. A gateway's own token, with the scope `act`, speaks
 * for whom the configured field names, or a signed assertion. Any other call has the configured anonymous reader, or none.
 */
async function readerOf(call: Call, { reader, prefix, anonymous }: GuardrailConfig): Promise<Reading> {
  const { caller, request, body, options } = call
  if (!caller.application) return { principal: caller.principal }
  const acts = caller.scopes.has('act')
  if (acts && request.headersDistinct[ASSERTION_HEADER] !== undefined) {
    const { [PRINCIPAL_HEADER]: _ignored, ...headersDistinct } = request.headersDistinct
    return readingOf(caller, Object.assign(Object.create(request), { headersDistinct }), options)
  }
  const named =
    !acts || reader === undefined
      ? undefined
      : 'body' in reader
        ? at(body, reader.body)
        : headerOf(call, reader.header)
  if (named !== undefined) return { principal: await lookedUp(call, prefix + named), actor: caller.subject }
  if (anonymous !== undefined) return { principal: await lookedUp(call, anonymous), actor: caller.subject }
  throw new FirewallError('principal-invalid', 'the call does not say for whom it asks', {
    help: 'name under `server.guardrails` the field that this gateway fills, and give its token the scope `act`; or name an `anonymous` reader',
  })
}

async function lookedUp({ options }: Call, id: string): Promise<Principal> {
  if (options.principalOf !== undefined) return options.principalOf(id)
  throw new FirewallError(
    'config-invalid',
    'the router has no `principalOf` to look up for whom a gateway asks',
  )
}

/** One text that is not empty; anything else names nobody. */
function at(body: unknown, path: readonly string[]): string | undefined {
  let value = body
  for (const member of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined
    value = (value as Record<string, unknown>)[member]
  }
  return typeof value === 'string' && value !== '' ? value : undefined
}

function headerOf({ request }: Call, name: string): string | undefined {
  const [value, ...more] = request.headersDistinct[name] ?? []
  if (more.length > 0) throw new FirewallError('principal-invalid', 'the call names its reader twice')
  return value === '' ? undefined : value
}

/** Who said what in a prompt. */
interface Speakers {
  readonly user: ReadonlySet<string>
  readonly tool: ReadonlySet<string>
}

/**
 * The input door, for those of the texts that their reader wrote, without `speakers` all of them; what tools gave back is
 * vetted for orders to the model.
 */
async function inspectAll(
  call: Call,
  texts: readonly string[],
  options: CheckOptions,
  speakers?: Speakers,
): Promise<Told> {
  return each(texts, async (given) => {
    const text = speakers?.tool.has(given)
      ? (await vetResult(call.firewall, [given], options)).texts[0]!
      : given
    if (speakers !== undefined && !speakers.user.has(given)) {
      return { action: text === given ? 'release' : 'redact', text }
    }
    // What a gateway sends was often made by a template.
    const verdict = await call.firewall.inspect(text, { ...options, templated: true })
    call.metrics.countVerdict('inspect', verdict)
    return verdict.action === 'release' && text !== given ? { action: 'redact', text } : verdict
  })
}

async function checkAll(call: Call, texts: readonly string[], options: CheckOptions): Promise<Told> {
  return each(texts, async (text) => {
    const verdict = await call.firewall.check(text, options)
    call.metrics.countVerdict('check', verdict)
    return verdict
  })
}

async function each(
  texts: readonly string[],
  judge: (text: string) => Promise<{ action: Action; text: string }>,
): Promise<Told> {
  const told: string[] = []
  let redacted = false
  for (const text of texts) {
    const verdict = text === '' ? { action: 'release' as const, text } : await judge(text)
    if (isRefused(verdict.action)) return { action: verdict.action, texts: [], reason: verdict.text }
    redacted ||= verdict.action === 'redact'
    told.push(verdict.text)
  }
  return redacted
    ? { action: 'redact', texts: told, reason: 'parts of it were redacted' }
    : { action: 'release', texts: told, reason: 'nothing was found' }
}

/** Door 2, for everything in a structure. */
async function checkJson(
  call: Call,
  value: unknown,
  options: CheckOptions,
): Promise<{ action: Action; reason: string; value?: unknown }> {
  if (!isStructured(value) || Object.keys(value).length === 0)
    return { action: 'release', reason: 'there is nothing' }
  const { verdict, value: allowed } = await checkValue(call.firewall, value, options)
  call.metrics.countVerdict('check', verdict)
  if (allowed === undefined)
    return { action: 'block', reason: isRefused(verdict.action) ? verdict.text : '[REDACTED]' }
  return verdict.action === 'release'
    ? { action: 'release', reason: 'nothing was found' }
    : { action: 'redact', reason: 'parts of it were redacted', value: allowed }
}

function isRefused(action: Action): boolean {
  return action === 'block' || action === 'hold'
}

function refusedFor(reason: string): Told {
  return { action: 'block', texts: [], reason }
}

function litellmOf(given: readonly string[], { action, texts, reason }: Told): unknown {
  if (isRefused(action)) return { action: 'BLOCKED', blocked_reason: reason }
  return action === 'redact' && given.length > 0
    ? { action: 'GUARDRAIL_INTERVENED', texts }
    : { action: 'NONE' }
}

function agentgatewayOf(action: Action, reason: string, body: unknown): unknown {
  if (isRefused(action)) return { action: { body: reason, status_code: 403, reason: 'refused' } }
  return { action: action === 'redact' ? { body, reason } : { reason } }
}

/** What messages say by role, where they are given with roles. */
function speakersOf(messages: readonly Said[] | null | undefined): Speakers | undefined {
  if (messages === null || messages === undefined || messages.length === 0) return undefined
  const said = (...roles: string[]) =>
    new Set(
      messages
        .filter(({ role }) => roles.includes(String(role)))
        .flatMap(({ content }) => strings(content, false)),
    )
  return { user: said('user'), tool: said('tool', 'function') }
}

/** Of a request of any kind: what messages of role `user` say, or all of its input, and what tools gave back. */
function promptOf(json: unknown): { readonly texts: readonly string[]; readonly speakers: Speakers } {
  const { messages, input, prompt } = (json ?? {}) as Record<string, unknown>
  const given: Said[] = [messages, input].flatMap((list) =>
    Array.isArray(list) ? list.filter((one): one is Said & object => isStructured(one)) : [],
  )
  const { tool } = speakersOf(given) ?? { tool: [] }
  const results = given.flatMap(resultsIn).flatMap((result) => strings(result, false))
  const said = Array.isArray(messages)
    ? given.filter(({ role }) => role === 'user').map(({ content }) => content)
    : [input, prompt]
  const speakers = { user: new Set(strings(said, false)), tool: new Set([...tool, ...results]) }
  return { texts: [...new Set([...speakers.user, ...speakers.tool])], speakers }
}

interface Said {
  readonly role?: unknown
  readonly content?: unknown
}

/** Results of tools in a message of Anthropic's, or in an item of OpenAI's Responses. */
function resultsIn(item: unknown): unknown[] {
  const { type, output, content } = item as { type?: unknown; output?: unknown; content?: unknown }
  if (typeof type === 'string' && type.endsWith('_output')) return [output]
  if (!Array.isArray(content)) return []
  return content.filter((block) => block?.type === 'tool_result').map((block) => block.content)
}

function mediaOnly(media: number): GatewayCoverage {
  return Object.assign(new Coverage(), { media })
}
