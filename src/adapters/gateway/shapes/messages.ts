import { beginning, either, list, object, oneOf, part, type Table } from '../fields.js'
import { roleOf, settings } from './chat.js'
import type { Json, Shape, ShapeStream } from './shape.js'

/** Anthropic's messages, as @anthropic-ai/sdk 1.14 types them, those in beta too. */

const searchResult = oneOf('type', {
  web_search_result: {
    type: 'meta',
    url: 'structure',
    title: 'text',
    page_age: 'structure',
    encrypted_content: 'sealed',
  },
  web_search_tool_result_error: { type: 'meta', error_code: 'meta' },
})

const result: Table = {
  type: 'meta',
  tool_use_id: 'meta',
  caller: 'counts',
  content: 'structure',
  is_error: 'meta',
}

const blocks: Readonly<Record<string, Table>> = {
  text: { type: 'meta', text: 'text', citations: 'structure' },
  thinking: { type: 'meta', thinking: 'text', signature: 'sealed' },
  redacted_thinking: { type: 'meta', data: 'sealed' },
  tool_use: {
    type: 'meta',
    id: 'meta',
    name: 'echo',
    toolset_name: 'echo',
    caller: 'counts',
    input: 'structure',
  },
  server_tool_use: { type: 'meta', id: 'meta', name: 'meta', caller: 'counts', input: 'structure' },
  mcp_tool_use: {
    type: 'meta',
    id: 'meta',
    name: 'echo',
    server_name: 'echo',
    caller: 'counts',
    input: 'structure',
  },
  web_search_tool_result: { ...result, content: list(searchResult, 'structure') },
  web_fetch_tool_result: result,
  code_execution_tool_result: result,
  bash_code_execution_tool_result: result,
  text_editor_code_execution_tool_result: result,
  tool_search_tool_result: result,
  mcp_tool_result: result,
  container_upload: { type: 'meta', file_id: 'meta' },
  advisor_tool_result: result,
  mcp_tool_listing: { type: 'meta', mcp_server_name: 'echo', tools: 'structure' },
  compaction: {
    type: 'meta',
    content: 'text',
    encrypted_content: 'sealed',
    signature: 'sealed',
    tool_changes: 'structure',
  },
  fallback: { type: 'meta', from: 'counts', to: 'counts', trigger: 'structure' },
}

const started = Object.fromEntries(Object.entries(blocks).map(([name, table]) => [name, beginning(table)]))

const ending: Table = {
  stop_reason: 'meta',
  stop_sequence: 'echo',
  stop_details: 'structure',
  container: 'counts',
}

const message: Table = {
  ...ending,
  id: 'meta',
  type: 'meta',
  role: 'meta',
  model: 'meta',
  usage: 'counts',
  diagnostics: 'structure',
  context_management: 'counts',
  input_transformations: 'structure',
  content: list(oneOf('type', blocks)),
}

const cached: Table = { type: 'meta', cache_control: 'config' }
const text: Table = { ...cached, text: 'spoken', citations: 'config' }
const image: Table = { ...cached, source: 'media', transformations: 'config' }
const told = either(
  'foreign',
  list(
    oneOf('type', {
      text: { ...cached, text: 'foreign', citations: 'config' },
      image,
      browser_state: { ...cached, tabs: 'foreign', state_changes: 'foreign' },
      document: { ...cached, source: 'media', title: 'foreign', context: 'foreign', citations: 'config' },
      search_result: {
        ...cached,
        source: 'config',
        title: 'foreign',
        citations: 'config',
        content: list(object({ ...cached, text: 'foreign', citations: 'config' })),
      },
      tool_reference: { ...cached, tool_name: 'config' },
    }),
  ),
)
const toolResult: Table = {
  ...cached,
  tool_use_id: 'config',
  toolset_name: 'config',
  is_error: 'config',
  content: told,
  caller: 'config',
}
const serverResult: Table = { ...cached, tool_use_id: 'config', content: 'returned', caller: 'config' }

const request = object({
  model: 'meta',
  system: either('context', list(object({ ...cached, text: 'context', citations: 'config' }))),
  messages: list(
    object({
      role: 'meta',
      content: either(
        'spoken',
        list(
          oneOf('type', {
            text,
            image,
            document: {
              ...cached,
              source: oneOf('type', {
                text: { type: 'meta', media_type: 'meta', data: 'foreign' },
                content: { type: 'meta', content: told },
                base64: { type: 'meta', media_type: 'meta', data: 'media' },
                url: { type: 'meta', url: 'media' },
                file: { type: 'meta', file_id: 'media' },
              }),
              title: 'foreign',
              context: 'foreign',
              citations: 'config',
            },
            search_result: {
              ...cached,
              source: 'config',
              title: 'foreign',
              citations: 'config',
              content: list(object({ ...cached, text: 'foreign', citations: 'config' })),
            },
            thinking: { ...cached, thinking: 'spoken', signature: 'config' },
            redacted_thinking: { ...cached, data: 'config' },
            tool_use: {
              ...cached,
              id: 'config',
              name: 'config',
              toolset_name: 'config',
              input: 'context',
              caller: 'config',
            },
            server_tool_use: { ...cached, id: 'config', name: 'config', input: 'context', caller: 'config' },
            tool_result: toolResult,
            web_search_tool_result: serverResult,
            web_fetch_tool_result: serverResult,
            code_execution_tool_result: serverResult,
            bash_code_execution_tool_result: serverResult,
            text_editor_code_execution_tool_result: serverResult,
            tool_search_tool_result: serverResult,
            container_upload: { ...cached, file_id: 'media' },
            advisor_tool_result: serverResult,
            mcp_tool_use: {
              ...cached,
              id: 'config',
              name: 'config',
              server_name: 'config',
              input: 'context',
            },
            mcp_tool_result: toolResult,
            mcp_tool_listing: { ...cached, mcp_server_name: 'config', tools: 'config' },
            compaction: {
              ...cached,
              content: 'context',
              encrypted_content: 'config',
              signature: 'config',
              tool_changes: 'config',
            },
            tool_addition: { ...cached, tool: 'config' },
            tool_removal: { ...cached, tool: 'config' },
            fallback: { ...cached, from: 'config', to: 'config', trigger: 'config' },
          }),
        ),
      ),
      clear_at: 'config',
      output_config: 'config',
    }),
  ),
  ...settings([
    'billing_policy',
    'cache_control',
    'compaction',
    'container',
    'context_management',
    'diagnostics',
    'fallback_credit_token',
    'fallbacks',
    'inference_geo',
    'max_tokens',
    'mcp_servers',
    'metadata',
    'output_config',
    'output_format',
    'service_tier',
    'speed',
    'stop_sequences',
    'stream',
    'temperature',
    'thinking',
    'thread',
    'tool_choice',
    'tools',
    'top_k',
    'top_p',
    'user_profile_id',
    'workspace_id',
  ]),
})

export const messages: Shape = {
  name: 'messages',
  speaks: 'anthropic',
  path: '/v1/messages',
  request,
  whole: object(message),
  event: oneOf('type', {
    ping: { type: 'meta' },
    message_start: { type: 'meta', message: object(message, '') },
    content_block_start: {
      type: 'meta',
      index: 'meta',
      content_block: oneOf('type', started, 'content.{index}'),
    },
    content_block_delta: {
      type: 'meta',
      index: 'meta',
      delta: oneOf('type', {
        text_delta: { type: 'meta', text: part('text', 'content.{index}.text') },
        thinking_delta: {
          type: 'meta',
          thinking: part('text', 'content.{index}.thinking'),
          estimated_tokens: 'meta',
        },
        input_json_delta: { type: 'meta', partial_json: part('json', 'content.{index}.input') },
        citations_delta: { type: 'meta', citation: 'structure' },
        signature_delta: { type: 'meta', signature: 'sealed' },
        compaction_delta: {
          type: 'meta',
          content: part('text', 'content.{index}.content'),
          encrypted_content: 'sealed',
        },
      }),
    },
    content_block_stop: { type: 'meta', index: 'meta' },
    message_delta: {
      type: 'meta',
      delta: object(ending),
      usage: 'counts',
      context_management: 'counts',
      input_transformations: 'structure',
    },
    message_stop: { type: 'meta' },
  }),
  speaker(body, path) {
    const [, index] = path.split('.')
    return roleOf((body['messages'] as Json[] | undefined)?.[Number(index)]?.['role'])
  },
  resultOf: (path) => path.split('.').slice(0, 4).join('.'),
  isStructured({ output_config: config, output_format: format }) {
    const { format: configured } = (config ?? {}) as { format?: unknown }
    return (configured ?? format ?? null) !== null
  },
  answers: () => 1,
  withContext(body, added) {
    const { system } = body
    const before = [{ type: 'text', text: added }]
    const given = typeof system === 'string' ? [{ type: 'text', text: system }] : ((system ?? []) as Json[])
    return { ...body, system: [...before, ...given] }
  },
  groupOf: () => '',
  cutWhole(answer, _group, refusal) {
    Object.assign(answer, {
      content: [{ type: 'text', text: refusal, citations: null }],
      stop_reason: 'refusal',
      stop_sequence: null,
    })
  },
  refusal: ({ model }, id, said) => ({
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text: said, citations: null }],
    stop_reason: 'refusal',
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  }),
  openStream: () => new MessagesStream(),
}

class MessagesStream implements ShapeStream {
  readonly close = []
  /** The block that is open. */
  #open: { index: number; type: string } | undefined
  #next = 0
  #outputTokens: unknown = 0

  split(event: Json): readonly Json[] {
    return [event]
  }

  note(event: Json): void {
    const { usage } = (event['message'] ?? {}) as { usage?: { output_tokens?: unknown } }
    if (usage?.output_tokens !== undefined) this.#outputTokens = usage.output_tokens
    if (event['type'] === 'content_block_start') {
      const { type } = (event['content_block'] ?? {}) as { type?: unknown }
      this.#open = { index: Number(event['index']), type: String(type) }
      this.#next = this.#open.index + 1
    }
    if (event['type'] === 'content_block_stop') this.#open = undefined
  }

  ends(event: Json): readonly string[] {
    const { type, index } = event
    if (type === 'content_block_stop') return [`content.${index}.`]
    return type === 'message_delta' || type === 'message_stop' ? ['content.'] : []
  }

  #unit: number | undefined

  unit(event: Json) {
    const { type, index } = event
    if (type === 'content_block_start') {
      const { type: kind } = (event['content_block'] ?? {}) as { type?: unknown }
      if (kind !== 'text' && kind !== 'thinking') this.#unit = Number(index)
    }
    if (this.#unit === undefined || index !== this.#unit) return undefined
    const ends = type === 'content_block_stop'
    if (ends) this.#unit = undefined
    return { path: `content.${index}.`, ends }
  }

  isText(event: Json): boolean {
    return event['type'] === 'content_block_delta'
  }

  delta(path: string, said: string): Json {
    const [, index, member = 'text'] = path.split('.')
    return {
      type: 'content_block_delta',
      index: Number(index),
      delta: { type: `${member}_delta`, [member]: said },
    }
  }

  cut(_path: string, refusal: string): readonly Json[] {
    const open = this.#open
    const within = open?.type === 'text'
    const index = within ? open.index : this.#next
    return [
      ...(open === undefined || within ? [] : [{ type: 'content_block_stop', index: open.index }]),
      ...(within
        ? []
        : [
            {
              type: 'content_block_start',
              index,
              content_block: { type: 'text', text: '', citations: null },
            },
          ]),
      this.delta(`content.${index}.text`, refusal),
      { type: 'content_block_stop', index },
      {
        type: 'message_delta',
        delta: { stop_reason: 'refusal', stop_sequence: null },
        usage: { output_tokens: this.#outputTokens },
      },
      { type: 'message_stop' },
    ]
  }

  refused(answer: Json): readonly Json[] {
    const [block] = answer['content'] as [{ text: string }]
    const start = { ...answer, content: [], stop_reason: null }
    return [{ type: 'message_start', message: start }, ...this.cut('content.0.text', block.text)]
  }

  isLast({ type }: Json): boolean {
    return type === 'message_stop'
  }
}
