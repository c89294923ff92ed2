import { beginning, either, type Field, list, object, oneOf, part, type Table, whole } from '../fields.js'
import { roleOf, settings } from './chat.js'
import type { Json, Shape, ShapeStream } from './shape.js'

/** OpenAI's Responses, as openai 6.49 types them. */

const parts: Readonly<Record<string, Table>> = {
  output_text: { type: 'meta', text: 'text', annotations: 'structure', logprobs: 'removed' },
  refusal: { type: 'meta', refusal: 'text' },
  reasoning_text: { type: 'meta', text: 'text' },
}

const summaryPart: Table = { type: 'meta', text: 'text' }

const item: Table = {
  type: 'meta',
  id: 'meta',
  status: 'meta',
  call_id: 'meta',
  caller: 'counts',
  created_by: 'meta',
}

/** What a tool gave back. */
const toolResult = either(
  'text',
  list(
    oneOf('type', {
      input_text: { type: 'meta', text: 'text', prompt_cache_breakpoint: 'counts' },
      output_text: { type: 'meta', text: 'text' },
      input_image: {
        type: 'meta',
        image_url: 'media',
        file_id: 'media',
        detail: 'meta',
        prompt_cache_breakpoint: 'counts',
      },
      input_file: {
        type: 'meta',
        file_data: 'media',
        file_id: 'media',
        file_url: 'media',
        filename: 'structure',
        detail: 'meta',
        prompt_cache_breakpoint: 'counts',
      },
    }),
  ),
)

const items: Readonly<Record<string, Table>> = {
  message: { ...item, role: 'meta', phase: 'meta', content: list(oneOf('type', parts)) },
  reasoning: {
    ...item,
    summary: list(object(summaryPart)),
    content: list(oneOf('type', parts)),
    encrypted_content: 'sealed',
  },
  function_call: { ...item, name: 'echo', namespace: 'echo', arguments: 'json' },
  custom_tool_call: { ...item, name: 'echo', namespace: 'echo', input: 'text' },
  file_search_call: { ...item, queries: 'structure', results: 'structure' },
  web_search_call: { ...item, action: 'structure' },
  code_interpreter_call: { ...item, container_id: 'meta', code: 'text', outputs: 'structure' },
  computer_call: { ...item, action: 'structure', actions: 'structure', pending_safety_checks: 'structure' },
  local_shell_call: { ...item, action: 'structure' },
  shell_call: { ...item, action: 'structure', environment: 'structure' },
  apply_patch_call: { ...item, operation: 'structure' },
  mcp_call: {
    ...item,
    name: 'echo',
    server_label: 'echo',
    arguments: 'json',
    approval_request_id: 'meta',
    output: 'text',
    error: 'structure',
  },
  mcp_list_tools: { ...item, server_label: 'echo', tools: 'structure', error: 'structure' },
  mcp_approval_request: { ...item, name: 'echo', server_label: 'echo', arguments: 'json' },
  image_generation_call: {
    ...item,
    result: 'media',
    revised_prompt: 'text',
    action: 'meta',
    background: 'meta',
    output_format: 'meta',
    quality: 'meta',
    size: 'meta',
  },
  compaction: { ...item, encrypted_content: 'sealed' },
  function_call_output: { ...item, output: toolResult },
  custom_tool_call_output: { ...item, output: toolResult },
  computer_call_output: { ...item, output: 'media', acknowledged_safety_checks: 'structure' },
  local_shell_call_output: { ...item, output: 'text' },
  shell_call_output: { ...item, output: 'structure', max_output_length: 'meta' },
  apply_patch_call_output: { ...item, output: 'text' },
  mcp_approval_response: { ...item, approval_request_id: 'meta', approve: 'meta', reason: 'text' },
  tool_search_call: { ...item, execution: 'meta', arguments: 'structure' },
  tool_search_output: { ...item, execution: 'meta', tools: 'structure' },
  additional_tools: { ...item, role: 'meta', tools: 'structure' },
  program: { ...item, code: 'text', fingerprint: 'sealed' },
  program_output: { ...item, result: 'text' },
}

const started = Object.fromEntries(Object.entries(items).map(([name, table]) => [name, beginning(table)]))

const facts = Object.fromEntries(
  [
    'background',
    'completed_at',
    'created_at',
    'frequency_penalty',
    'id',
    'max_output_tokens',
    'max_tool_calls',
    'model',
    'object',
    'parallel_tool_calls',
    'presence_penalty',
    'previous_response_id',
    'prompt_cache_retention',
    'service_tier',
    'status',
    'store',
    'temperature',
    'top_logprobs',
    'top_p',
    'truncation',
  ].map((name) => [name, 'meta'] as const),
)

const response: Table = {
  ...facts,
  access_programs: 'counts',
  billing: 'counts',
  conversation: 'counts',
  error: 'structure',
  incomplete_details: 'counts',
  instructions: 'echo',
  metadata: 'echo',
  moderation: 'removed',
  output: list(oneOf('type', items)),
  output_text: 'text',
  prompt: 'echo',
  prompt_cache_key: 'echo',
  prompt_cache_options: 'counts',
  reasoning: 'counts',
  safety_identifier: 'echo',
  text: 'echo',
  tool_choice: 'echo',
  tools: 'echo',
  usage: 'counts',
  user: 'echo',
}

const place: Table = {
  type: 'meta',
  sequence_number: 'meta',
  item_id: 'meta',
  output_index: 'meta',
  content_index: 'meta',
  summary_index: 'meta',
  annotation_index: 'meta',
  partial_image_index: 'meta',
  obfuscation: 'removed',
}

/** Events that say how far something has come. */
const silent = Object.fromEntries(
  [
    'code_interpreter_call.completed',
    'code_interpreter_call.in_progress',
    'code_interpreter_call.interpreting',
    'compaction.compacting',
    'file_search_call.completed',
    'file_search_call.in_progress',
    'file_search_call.searching',
    'image_generation_call.completed',
    'image_generation_call.generating',
    'image_generation_call.in_progress',
    'mcp_call.completed',
    'mcp_call.failed',
    'mcp_call.in_progress',
    'mcp_list_tools.completed',
    'mcp_list_tools.failed',
    'mcp_list_tools.in_progress',
    'web_search_call.completed',
    'web_search_call.in_progress',
    'web_search_call.searching',
  ].map((name) => [`response.${name}`, place] as const),
)

const states = Object.fromEntries(
  ['created', 'in_progress', 'queued', 'completed', 'failed', 'incomplete'].map(
    (name) => [`response.${name}`, { ...place, response: object(response, '') }] as const,
  ),
)

const contentAt = 'output.{output_index}.content.{content_index}'
const summaryAt = 'output.{output_index}.summary.{summary_index}'
const startedParts = Object.fromEntries(
  Object.entries(parts).map(([name, table]) => [name, beginning(table)]),
)

/** A text that comes in pieces, and then once more whole. */
function growing(event: string, member: string, holds: 'text' | 'json', at: string): Record<string, Table> {
  return {
    [`response.${event}.delta`]: { ...place, delta: part(holds, at), logprobs: 'removed' },
    [`response.${event}.done`]: {
      ...place,
      name: 'echo',
      status: 'meta',
      [member]: whole(holds, at),
      logprobs: 'removed',
    },
  }
}

const events: Readonly<Record<string, Table>> = {
  ...silent,
  ...states,
  'response.output_item.added': { ...place, item: oneOf('type', started, 'output.{output_index}') },
  'response.output_item.done': { ...place, item: oneOf('type', items, 'output.{output_index}') },
  'response.content_part.added': { ...place, part: oneOf('type', startedParts, contentAt) },
  'response.content_part.done': { ...place, part: oneOf('type', parts, contentAt) },
  'response.reasoning_summary_part.added': { ...place, part: object(beginning(summaryPart), summaryAt) },
  'response.reasoning_summary_part.done': { ...place, status: 'meta', part: object(summaryPart, summaryAt) },
  'response.output_text.annotation.added': { ...place, annotation: 'structure' },
  'response.image_generation_call.partial_image': {
    ...place,
    partial_image_b64: 'media',
    background: 'meta',
    output_format: 'meta',
    quality: 'meta',
    size: 'meta',
  },
  'response.audio.delta': { ...place, delta: 'media' },
  'response.audio.done': place,
  'response.audio.transcript.delta': { ...place, delta: part('text', 'audio.transcript') },
  'response.audio.transcript.done': place,
  ...growing('output_text', 'text', 'text', `${contentAt}.text`),
  ...growing('refusal', 'refusal', 'text', `${contentAt}.refusal`),
  ...growing('reasoning_text', 'text', 'text', `${contentAt}.text`),
  ...growing('reasoning_summary_text', 'text', 'text', `${summaryAt}.text`),
  ...growing('function_call_arguments', 'arguments', 'json', 'output.{output_index}.arguments'),
  ...growing('mcp_call_arguments', 'arguments', 'json', 'output.{output_index}.arguments'),
  ...growing('custom_tool_call_input', 'input', 'text', 'output.{output_index}.input'),
  ...growing('code_interpreter_call_code', 'code', 'text', 'output.{output_index}.code'),
}

const cached: Table = { type: 'meta', prompt_cache_breakpoint: 'config' }
const spokenParts: Readonly<Record<string, Table>> = {
  input_text: { ...cached, text: 'spoken' },
  output_text: { ...cached, text: 'spoken', annotations: 'config', logprobs: 'config' },
  refusal: { ...cached, refusal: 'spoken' },
  input_image: { ...cached, image_url: 'media', file_id: 'media', detail: 'meta' },
  input_file: {
    ...cached,
    file_data: 'media',
    file_id: 'media',
    file_url: 'media',
    filename: 'context',
    detail: 'meta',
  },
  input_audio: { ...cached, input_audio: 'media' },
}
const toolOutput = either(
  'foreign',
  list(
    oneOf('type', {
      ...spokenParts,
      input_text: { ...cached, text: 'foreign' },
      output_text: { ...cached, text: 'foreign' },
    }),
    'foreign',
  ),
)
const said: Table = {
  type: 'meta',
  role: 'meta',
  id: 'meta',
  status: 'meta',
  phase: 'meta',
  content: either('spoken', list(oneOf('type', spokenParts))),
}
const called: Table = {
  type: 'meta',
  id: 'meta',
  status: 'meta',
  call_id: 'config',
  name: 'config',
  namespace: 'config',
  caller: 'config',
  server_label: 'config',
  approval_request_id: 'config',
  container_id: 'config',
  environment: 'config',
  created_by: 'config',
  max_output_length: 'config',
  acknowledged_safety_checks: 'config',
  pending_safety_checks: 'config',
}
const inputs: Readonly<Record<string, Table>> = {
  message: said,
  '*': said,
  reasoning: {
    ...called,
    summary: list(object({ type: 'meta', text: 'spoken' })),
    content: list(object({ type: 'meta', text: 'spoken' })),
    encrypted_content: 'config',
  },
  function_call: { ...called, arguments: 'spoken' },
  function_call_output: { ...called, output: toolOutput },
  custom_tool_call: { ...called, input: 'spoken' },
  custom_tool_call_output: { ...called, output: toolOutput },
  file_search_call: { ...called, queries: 'config', results: 'returned' },
  web_search_call: { ...called, action: 'config' },
  code_interpreter_call: { ...called, code: 'spoken', outputs: 'returned' },
  computer_call: { ...called, action: 'context', actions: 'context' },
  computer_call_output: { ...called, output: 'media' },
  local_shell_call: { ...called, action: 'context' },
  local_shell_call_output: { ...called, output: 'foreign' },
  shell_call: { ...called, action: 'context' },
  shell_call_output: { ...called, output: 'foreign' },
  apply_patch_call: { ...called, operation: 'context' },
  apply_patch_call_output: { ...called, output: 'foreign' },
  mcp_call: { ...called, arguments: 'spoken', output: 'returned', error: 'returned' },
  mcp_list_tools: { ...called, tools: 'config', error: 'config' },
  mcp_approval_request: { ...called, arguments: 'spoken' },
  mcp_approval_response: { ...called, approve: 'meta', reason: 'spoken' },
  image_generation_call: { ...called, result: 'media' },
  compaction: { ...called, encrypted_content: 'config' },
  item_reference: called,
  tool_search_call: { ...called, execution: 'meta', arguments: 'context' },
  tool_search_output: { ...called, execution: 'meta', tools: 'config' },
  additional_tools: { ...called, role: 'meta', tools: 'config' },
  program: { ...called, code: 'spoken', fingerprint: 'config' },
  program_output: { ...called, result: 'returned' },
}

const request: Field = object({
  model: 'meta',
  input: either('spoken', list(oneOf('type', inputs))),
  instructions: 'context',
  ...settings([
    'context_management',
    'conversation',
    'include',
    'max_output_tokens',
    'max_tool_calls',
    'metadata',
    'moderation',
    'parallel_tool_calls',
    'previous_response_id',
    'prompt',
    'prompt_cache_key',
    'prompt_cache_options',
    'prompt_cache_retention',
    'reasoning',
    'safety_identifier',
    'service_tier',
    'store',
    'stream',
    'stream_options',
    'temperature',
    'text',
    'tool_choice',
    'tools',
    'top_logprobs',
    'top_p',
    'truncation',
    'user',
  ]),
})

/** The only kinds of items whose texts are judged as they come. */
const STREAMED: ReadonlySet<unknown> = new Set(['message', 'reasoning'])

export const responses: Shape = {
  name: 'responses',
  speaks: 'openai',
  path: '/responses',
  request,
  whole: object(response),
  event: oneOf('type', events),
  speaker(body, path) {
    if (typeof body['input'] === 'string') return 'user'
    const { type, role } = (body['input'] as Json[])[Number(path.split('.')[1])] ?? {}
    return type === 'message' || type === undefined ? roleOf(role) : 'assistant'
  },
  resultOf: (path) => path.split('.').slice(0, 2).join('.'),
  isStructured({ text }) {
    const { format } = (text ?? {}) as { format?: { type?: unknown } }
    return format?.type === 'json_schema' || format?.type === 'json_object'
  },
  answers: () => 1,
  withContext(body, text) {
    const { input } = body
    const given = typeof input === 'string' ? [{ role: 'user', content: input }] : ((input ?? []) as Json[])
    return { ...body, input: [{ role: 'developer', content: text }, ...given] }
  },
  groupOf: () => '',
  cutWhole(answer, _group, refusal) {
    const id = `msg_${String(answer['id']).replace(/^resp_/, '')}`
    Object.assign(answer, {
      output: [messageItem(id, refusal)],
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
    })
    delete answer['output_text']
  },
  refusal: ({ model, ...body }, id, text) => ({
    id: `resp_${id}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1_000),
    status: 'incomplete',
    incomplete_details: { reason: 'content_filter' },
    error: null,
    instructions: body['instructions'] ?? null,
    metadata: body['metadata'] ?? {},
    model,
    output: [messageItem(`msg_${id}`, text)],
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    temperature: body['temperature'] ?? null,
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
    top_p: body['top_p'] ?? null,
    usage: {
      input_tokens: 0,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 0,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 0,
    },
  }),
  openStream: () => new ResponsesStream(),
}

function messageItem(id: string, text: string, status = 'incomplete'): Json {
  return { id, type: 'message', role: 'assistant', status, content: [textPart(text)] }
}

function textPart(text: string): Json {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}

class ResponsesStream implements ShapeStream {
  readonly close = []
  #response: Json = {}
  /** As they passed; of one that is open, what its beginning said. */
  readonly #output = new Map<number, Json>()
  #open: number | undefined
  /** Of the text that is being said, and where. */
  #said = ''
  #saying = ''
  #unit: number | undefined

  split(event: Json): readonly Json[] {
    return [event]
  }

  note(event: Json): void {
    const { type, output_index: index, item: given, response: state, delta } = event
    if (typeof state === 'object' && state !== null) this.#response = state as Json
    if (type === 'response.output_item.added') {
      this.#output.set(Number(index), given as Json)
      this.#open = Number(index)
    }
    if (type === 'response.output_item.done') {
      this.#output.set(Number(index), given as Json)
      this.#open = undefined
    }
    if (type === 'response.output_text.delta') {
      const at = this.#textPath(event)
      this.#said = (this.#saying === at ? this.#said : '') + String(delta)
      this.#saying = at
    }
  }

  ends({ type }: Json): readonly string[] {
    // A text ends where it is told whole; what is left ends with the answer.
    return type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed'
      ? ['']
      : []
  }

  unit(event: Json) {
    const { type, output_index: index, item: given } = event
    if (type === 'response.output_item.added' && !STREAMED.has((given as Json | null)?.['type'])) {
      this.#unit = Number(index)
    }
    if (this.#unit === undefined || index !== this.#unit) return undefined
    const ends = type === 'response.output_item.done'
    if (ends) this.#unit = undefined
    return { path: `output.${index}.`, ends }
  }

  isText({ type }: Json): boolean {
    return typeof type === 'string' && type.endsWith('.delta')
  }

  delta(path: string, text: string): Json {
    const [, output, kind, inner, member] = path.split('.')
    const index = Number(output)
    const at = {
      item_id: this.#output.get(index)?.['id'] ?? '',
      output_index: index,
      [kind === 'summary' ? 'summary_index' : 'content_index']: Number(inner),
    }
    if (kind === 'summary') return { type: 'response.reasoning_summary_text.delta', ...at, delta: text }
    if (member === 'refusal') return { type: 'response.refusal.delta', ...at, delta: text }
    if (this.#output.get(index)?.['type'] === 'reasoning') {
      return { type: 'response.reasoning_text.delta', ...at, delta: text }
    }
    return { type: 'response.output_text.delta', ...at, delta: text, logprobs: [] }
  }

  cut(_path: string, refusal: string): readonly Json[] {
    const open = this.#open === undefined ? undefined : this.#output.get(this.#open)
    const within = open?.['type'] === 'message' && this.#saying.startsWith(`output.${this.#open}.`)
    const index = within ? this.#open! : Math.max(-1, ...this.#output.keys()) + 1
    const id = within
      ? String(open['id'])
      : `msg_${String(this.#response['id'] ?? '').replace(/^resp_/, '')}_cut`
    const content = within ? Number(this.#saying.split('.')[3]) : 0
    const at = { item_id: id, output_index: index, content_index: content }
    const text = (within ? this.#said : '') + refusal
    const done = messageItem(id, text)
    const begun = {
      ...messageItem(id, '', 'in_progress'),
      content: [],
    }
    this.#output.set(index, done)
    const output = [...this.#output.entries()].sort(([a], [b]) => a - b).map(([, one]) => one)
    return [
      ...(within
        ? []
        : [
            { type: 'response.output_item.added', output_index: index, item: begun },
            { type: 'response.content_part.added', ...at, part: textPart('') },
          ]),
      { type: 'response.output_text.delta', ...at, delta: refusal, logprobs: [] },
      { type: 'response.output_text.done', ...at, text, logprobs: [] },
      { type: 'response.content_part.done', ...at, part: textPart(text) },
      { type: 'response.output_item.done', output_index: index, item: done },
      {
        type: 'response.incomplete',
        response: {
          ...this.#response,
          status: 'incomplete',
          incomplete_details: { reason: 'content_filter' },
          output,
        },
      },
    ]
  }

  refused(answer: Json): readonly Json[] {
    const [{ content }] = answer['output'] as [{ content: [{ text: string }] }]
    this.#response = { ...answer, status: 'in_progress', incomplete_details: null, output: [] }
    return [
      { type: 'response.created', response: this.#response },
      ...this.cut('output.0.content.0.text', content[0].text),
    ]
  }

  isLast({ type }: Json): boolean {
    return type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed'
  }

  #textPath({ output_index, content_index }: Json): string {
    return `output.${output_index}.content.${content_index}.text`
  }
}
