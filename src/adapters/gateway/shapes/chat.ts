import { LIMITS } from '../../../core/limits.js'
import type { Turn } from '../../../core/types.js'
import { ANY_CASE, beginning, either, type Field, list, object, oneOf, type Table } from '../fields.js'
import type { Json, Shape, ShapeStream } from './shape.js'

/** OpenAI's chat completions, as openai 6.49 types them, and what those who speak it too have added. */

const toolCall = oneOf('type', {
  custom: {
    id: 'meta',
    type: 'meta',
    index: 'meta',
    custom: object({ name: 'echo', input: 'text' }),
  },
  [ANY_CASE]: {
    id: 'meta',
    type: 'meta',
    index: 'meta',
    function: object({ name: 'echo', arguments: 'json' }),
  },
})

const message: Table = {
  role: 'meta',
  // Some who speak it answer in parts; what a part says is continued by the next event like any text.
  content: either(
    'text',
    list(
      oneOf('type', {
        text: { type: 'meta', text: 'text' },
        refusal: { type: 'meta', refusal: 'text' },
        thinking: { type: 'meta', thinking: list(object({ type: 'meta', text: 'text' })), closed: 'meta' },
        image_url: { type: 'meta', image_url: 'media' },
        reference: { type: 'meta', reference_ids: 'structure' },
      }),
    ),
  ),
  refusal: 'text',
  reasoning_content: 'text',
  reasoning: 'text',
  reasoning_details: list(
    object({
      type: 'meta',
      id: 'meta',
      format: 'meta',
      index: 'meta',
      text: 'text',
      summary: 'text',
      data: 'sealed',
      signature: 'sealed',
    }),
  ),
  annotations: 'structure',
  audio: object({ id: 'meta', expires_at: 'meta', data: 'media', transcript: 'text' }),
  tool_calls: list(toolCall),
  function_call: object({ name: 'echo', arguments: 'json' }),
}

const head: Table = {
  id: 'meta',
  object: 'meta',
  created: 'meta',
  model: 'meta',
  provider: 'meta',
  system_fingerprint: 'meta',
  service_tier: 'meta',
  usage: 'counts',
  moderation: 'removed',
  prompt_filter_results: 'counts',
  obfuscation: 'removed',
}

const choice: Table = {
  index: 'meta',
  finish_reason: 'meta',
  native_finish_reason: 'meta',
  stop_reason: 'echo',
  logprobs: 'removed',
  content_filter_results: 'counts',
}

const content = either(
  'spoken',
  list(
    oneOf('type', {
      text: { type: 'meta', text: 'spoken', prompt_cache_breakpoint: 'config' },
      refusal: { type: 'meta', refusal: 'spoken' },
      image_url: { type: 'meta', image_url: 'media', prompt_cache_breakpoint: 'config' },
      input_audio: { type: 'meta', input_audio: 'media', prompt_cache_breakpoint: 'config' },
      file: { type: 'meta', file: 'media', prompt_cache_breakpoint: 'config' },
    }),
  ),
)

const request: Field = object({
  model: 'meta',
  messages: list(
    object({
      role: 'meta',
      name: 'config',
      content,
      refusal: 'spoken',
      reasoning_content: 'spoken',
      reasoning: 'spoken',
      reasoning_details: 'config',
      annotations: 'config',
      audio: 'config',
      tool_call_id: 'config',
      tool_calls: list(
        oneOf('type', {
          function: {
            id: 'config',
            type: 'meta',
            index: 'meta',
            function: object({ name: 'config', arguments: 'spoken' }),
          },
          custom: {
            id: 'config',
            type: 'meta',
            index: 'meta',
            custom: object({ name: 'config', input: 'spoken' }),
          },
        }),
      ),
      function_call: object({ name: 'config', arguments: 'spoken' }),
    }),
  ),
  prediction: object({
    type: 'meta',
    content: either(
      'context',
      list(object({ type: 'meta', text: 'context', prompt_cache_breakpoint: 'config' })),
    ),
  }),
  ...settings([
    'audio',
    'frequency_penalty',
    'function_call',
    'functions',
    'logit_bias',
    'logprobs',
    'max_completion_tokens',
    'max_tokens',
    'metadata',
    'modalities',
    'moderation',
    'n',
    'parallel_tool_calls',
    'presence_penalty',
    'prompt_cache_key',
    'prompt_cache_options',
    'prompt_cache_retention',
    'reasoning_effort',
    'response_format',
    'safety_identifier',
    'seed',
    'service_tier',
    'stop',
    'store',
    'stream',
    'stream_options',
    'temperature',
    'tool_choice',
    'tools',
    'top_logprobs',
    'top_p',
    'user',
    'verbosity',
    'web_search_options',
  ]),
})

/** What a caller may ask for, and what goes upstream as it is. */
export function settings(names: readonly string[]): Table {
  return Object.fromEntries(names.map((name) => [name, 'config']))
}

const ROLES: Readonly<Record<string, Turn['role']>> = {
  user: 'user',
  assistant: 'assistant',
  system: 'system',
  developer: 'system',
  tool: 'tool',
  function: 'tool',
}

/** Nobody's words, where a role is not known. */
export function roleOf(role: unknown): Turn['role'] {
  return typeof role === 'string' ? (ROLES[role] ?? 'system') : 'system'
}

export const chat: Shape = {
  name: 'chat',
  speaks: 'openai',
  path: '/chat/completions',
  request,
  whole: object({ ...head, choices: list(object({ ...choice, message: object(message) })) }),
  event: object({ ...head, choices: list(object({ ...choice, delta: object(beginning(message)) })) }),
  speaker(body, path) {
    const [, index] = path.split('.')
    return roleOf((body['messages'] as Json[] | undefined)?.[Number(index)]?.['role'])
  },
  resultOf: (path) => path.split('.').slice(0, 2).join('.'),
  isStructured({ response_format: format }) {
    const { type } = (format ?? {}) as { type?: unknown }
    return type === 'json_schema' || type === 'json_object'
  },
  answers: ({ n }) => (Number.isSafeInteger(n) ? Math.min(n as number, LIMITS.upstreamChoices) : 1),
  withContext: (body, text) => ({
    ...body,
    messages: [{ role: 'system', content: text }, ...(body['messages'] as unknown[])],
  }),
  groupOf(path) {
    const end = path.indexOf('.', path.indexOf('.') + 1)
    return end < 0 ? path : path.slice(0, end)
  },
  cutWhole(answer, group, refusal) {
    for (const one of answer['choices'] as Json[]) {
      if (group !== `choices.${one['index']}`) continue
      Object.assign(one, cutChoice(refusal))
    }
  },
  refusal: ({ model }, id, text) => ({
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model,
    choices: [{ index: 0, ...cutChoice(text) }],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  }),
  openStream: (body) => new ChatStream(body),
}

function cutChoice(refusal: string): Json {
  return {
    message: { role: 'assistant', content: refusal, refusal: null },
    logprobs: null,
    finish_reason: 'content_filter',
  }
}

class ChatStream implements ShapeStream {
  readonly close = ['[DONE]']
  readonly #usage: boolean
  #last: Json = {}

  constructor(body: Json) {
    this.#usage = (body['stream_options'] as { include_usage?: unknown } | undefined)?.include_usage === true
  }

  /** By choice; what ends it comes after what it says, and its calls of tools apart, for they wait. */
  split(event: Json): readonly Json[] {
    const choices = event['choices']
    if (!Array.isArray(choices) || choices.length === 0) return [event]
    if (choices.length === 1 && isOneThing(choices[0] as Json)) return [event]
    const pieces: Json[] = []
    for (const one of choices as Json[]) {
      const { delta, finish_reason: reason = null, ...rest } = one
      const { tool_calls, function_call, ...said } = (delta ?? {}) as Json
      const calls: Json = {
        ...(tool_calls === undefined || tool_calls === null ? {} : { tool_calls }),
        ...(function_call === undefined || function_call === null ? {} : { function_call }),
      }
      const hasCalls = Object.keys(calls).length > 0
      if (Object.keys(said).length > 0 || (!hasCalls && reason === null)) {
        pieces.push({ ...rest, delta: said, finish_reason: null })
      }
      if (hasCalls) pieces.push({ ...rest, delta: calls, finish_reason: null })
      if (reason !== null) pieces.push({ ...rest, delta: {}, finish_reason: reason })
    }
    const { usage, ...base } = event
    return pieces.map((one, i) => ({
      ...base,
      choices: [one],
      ...(usage === undefined ? {} : { usage: i === pieces.length - 1 ? usage : null }),
    }))
  }

  note(event: Json): void {
    this.#last = event
  }

  ends(event: Json): readonly string[] {
    const ended = (one: Json) => (one['finish_reason'] ?? null) !== null
    return choicesOf(event).flatMap((one) => (ended(one) ? [`choices.${one['index']}.`] : []))
  }

  unit(event: Json) {
    const [one] = choicesOf(event)
    const delta = (one?.['delta'] ?? {}) as Json
    const calls = (delta['tool_calls'] ?? delta['function_call'] ?? null) !== null
    return calls ? { path: `choices.${one?.['index']}.calls`, ends: false } : undefined
  }

  isText(event: Json): boolean {
    const [one] = choicesOf(event)
    const delta = (one?.['delta'] ?? {}) as Json
    return (
      (delta['role'] ?? null) === null && (event['usage'] ?? null) === null && this.ends(event).length === 0
    )
  }

  delta(path: string, text: string): Json {
    const [, index, , ...members] = path.split('.')
    return this.#chunk(Number(index), nested(members, text), null)
  }

  cut(path: string, refusal: string): readonly Json[] {
    const index = Number(path.split('.')[1])
    return [this.#chunk(index, { content: refusal }, null), this.#chunk(index, {}, 'content_filter')]
  }

  refused(answer: Json): readonly Json[] {
    const { choices, usage, ...head } = answer
    const [one] = choices as [{ message: { content: string } }]
    this.#last = { ...head, object: 'chat.completion.chunk' }
    return [
      this.#chunk(0, { role: 'assistant', content: one.message.content }, null),
      this.#chunk(0, {}, 'content_filter'),
      ...(this.#usage ? [{ ...this.#last, choices: [], usage }] : []),
    ]
  }

  isLast(): boolean {
    // `[DONE]` is no event of its own.
    return false
  }

  #chunk(index: number, delta: Json, reason: string | null): Json {
    const { usage: _usage, obfuscation: _padding, ...head } = this.#last
    return { ...head, choices: [{ index, delta, logprobs: null, finish_reason: reason }] }
  }
}

/** It says something, or calls tools, or ends. */
function isOneThing({ delta, finish_reason: reason = null }: Json): boolean {
  const { tool_calls: tools = null, function_call: call = null, ...said } = (delta ?? {}) as Json
  const says = Object.keys(said).length > 0
  const calls = tools !== null || call !== null
  return Number(says) + Number(calls) + Number(reason !== null) < 2
}

function choicesOf(event: Json): Json[] {
  return Array.isArray(event['choices']) ? (event['choices'] as Json[]) : []
}

/** `reasoning_details.0.text` as objects and lists. */
function nested([member = '', ...rest]: readonly string[], text: string): Json {
  const [index, ...inner] = rest
  if (index === undefined) return { [member]: text }
  return /^\d+$/.test(index)
    ? { [member]: [{ index: Number(index), ...nested(inner, text) }] }
    : { [member]: nested(rest, text) }
}
