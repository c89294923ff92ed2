import type { Loose } from './world.js'

/** Every place of an answer that a text can stand in, by shape: as a whole answer, and as the events of a stream. */
export interface Carrier {
  readonly shape: 'chat' | 'messages' | 'responses'
  readonly kind: string
  /** Members of the request without which a model would not answer so. */
  readonly request?: object
  whole(text: string): object
  stream(pieces: readonly string[]): object[]
  /** What of the text a whole answer, or an event that continues it, says. */
  said(message: Loose): string
  /** The structure that the text is a value of. */
  readonly wraps?: (text: string) => string
}

const usage = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 }
const chunkHead = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'model-a' }
const chunk = (delta: object, finish_reason: string | null = null, index = 0) => ({
  ...chunkHead,
  choices: [{ index, delta, logprobs: null, finish_reason }],
})

export const completion = (message: object, finish_reason = 'stop', more: object[] = []) => ({
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'model-a',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: null, refusal: null, ...message },
      logprobs: null,
      finish_reason,
    },
    ...more,
  ],
  usage,
})

/** JSON of which the text is one value; cut up anywhere. */
export const wrap = (text: string) => JSON.stringify({ subject: 'note', body: text })
const chatText = (kind: string, member: string): Carrier => ({
  shape: 'chat',
  kind,
  whole: (text) => completion({ [member]: text }),
  stream: (pieces) => [
    chunk({ role: 'assistant' }),
    ...pieces.map((piece) => chunk({ [member]: piece })),
    chunk({}, 'stop'),
    { ...chunkHead, choices: [], usage },
  ],
  said: ({ choices }) => choices[0]?.message?.[member] ?? choices[0]?.delta?.[member] ?? '',
})

const tool = (pieces: string) => ({
  id: 'call_1',
  type: 'function',
  function: { name: 'send_note', arguments: pieces },
})
const tools = [{ type: 'function', function: { name: 'send_note', parameters: { type: 'object' } } }]
const format = { type: 'json_schema', json_schema: { name: 'note', schema: { type: 'object' } } }

const chatCarriers: Carrier[] = [
  chatText('text', 'content'),
  {
    ...chatText('text in parts', 'content'),
    whole: (text) => completion({ content: [{ type: 'text', text }] }),
    stream: (pieces) => [
      chunk({ role: 'assistant' }),
      ...pieces.map((text) => chunk({ content: [{ type: 'text', text }] })),
      chunk({}, 'stop'),
    ],
    said: ({ choices }) => {
      const { content } = choices[0]?.message ?? choices[0]?.delta ?? {}
      return typeof content === 'string' ? content : (content?.[0]?.text ?? '')
    },
  },
  chatText('refusal', 'refusal'),
  chatText('reasoning', 'reasoning_content'),
  { ...chatText('structured output', 'content'), request: { response_format: format }, wraps: wrap },
  {
    shape: 'chat',
    kind: 'tool arguments',
    request: { tools },
    wraps: wrap,
    whole: (text) => completion({ tool_calls: [tool(text)] }, 'tool_calls'),
    stream: (pieces) => [
      chunk({ role: 'assistant', content: null }),
      chunk({ tool_calls: [{ index: 0, ...tool('') }] }),
      ...pieces.map((piece) => chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
      chunk({}, 'tool_calls'),
    ],
    said: ({ choices }) => {
      const { tool_calls } = choices[0]?.message ?? choices[0]?.delta ?? {}
      return tool_calls?.[0]?.function?.arguments ?? ''
    },
  },
  {
    shape: 'chat',
    kind: 'second choice',
    request: { n: 2 },
    whole: (text) =>
      completion({ content: 'Yes.' }, 'stop', [
        {
          index: 1,
          message: { role: 'assistant', content: text, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ]),
    stream: (pieces) => [
      chunk({ role: 'assistant', content: 'Yes.' }),
      chunk({ role: 'assistant' }, null, 1),
      chunk({}, 'stop'),
      ...pieces.map((piece) => chunk({ content: piece }, null, 1)),
      chunk({}, 'stop', 1),
    ],
    said: ({ choices }) => {
      const second = choices.find((one: Loose) => one.index === 1)
      return second?.message?.content ?? second?.delta?.content ?? ''
    },
  },
  {
    shape: 'chat',
    kind: 'audio transcript',
    whole: (text) => completion({ audio: { id: 'audio_1', data: '', expires_at: 9, transcript: text } }),
    stream: (pieces) => [
      chunk({ role: 'assistant', audio: { id: 'audio_1' } }),
      ...pieces.map((piece) => chunk({ audio: { transcript: piece } })),
      chunk({}, 'stop'),
    ],
    said: ({ choices }) =>
      choices[0]?.message?.audio?.transcript ?? choices[0]?.delta?.audio?.transcript ?? '',
  },
  {
    shape: 'chat',
    kind: 'annotation',
    whole: (text) => completion({ content: 'See there.', annotations: [annotation(text)] }),
    stream: (pieces) => [
      chunk({ role: 'assistant', content: 'See there.' }),
      chunk({ annotations: [annotation(pieces.join(''))] }),
      chunk({}, 'stop'),
    ],
    said: ({ choices }) =>
      (choices[0]?.message?.annotations ?? choices[0]?.delta?.annotations)?.[0]?.url_citation.title ?? '',
  },
]

function annotation(title: string) {
  return {
    type: 'url_citation',
    url_citation: { start_index: 0, end_index: 3, title, url: 'https://a.example/' },
  }
}

const message = (content: object[], stop_reason: string | null = 'end_turn') => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'model-a',
  content,
  stop_reason,
  stop_sequence: null,
  usage: { input_tokens: 2, output_tokens: 4 },
})
const messageEvents = (blocks: { start: object; deltas: object[] }[], stop_reason = 'end_turn') => [
  { type: 'message_start', message: message([], null) },
  { type: 'ping' },
  ...blocks.flatMap(({ start, deltas }, index) => [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]),
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
]
const block = ({ content, content_block, delta }: Loose, type: string) =>
  content?.find((one: Loose) => one.type === type) ?? (content_block?.type === type ? content_block : delta)
const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'send_note', caller: { type: 'direct' } }

const messagesCarriers: Carrier[] = [
  {
    shape: 'messages',
    kind: 'text',
    whole: (text) => message([{ type: 'text', text, citations: null }]),
    stream: (pieces) =>
      messageEvents([
        { start: { type: 'text', text: '' }, deltas: pieces.map((text) => ({ type: 'text_delta', text })) },
      ]),
    said: (one) => block(one, 'text')?.text ?? '',
  },
  {
    shape: 'messages',
    kind: 'text that begins with its block',
    whole: (text) => message([{ type: 'text', text, citations: null }]),
    stream: ([first = '', ...pieces]) =>
      messageEvents([
        {
          start: { type: 'text', text: first },
          deltas: pieces.map((text) => ({ type: 'text_delta', text })),
        },
      ]),
    said: (one) => block(one, 'text')?.text ?? '',
  },
  {
    shape: 'messages',
    kind: 'reasoning',
    whole: (text) => message([{ type: 'thinking', thinking: text, signature: 'c2ln' }]),
    stream: (pieces) =>
      messageEvents([
        {
          start: { type: 'thinking', thinking: '', signature: '' },
          deltas: [
            ...pieces.map((thinking) => ({ type: 'thinking_delta', thinking })),
            { type: 'signature_delta', signature: 'c2ln' },
          ],
        },
        { start: { type: 'text', text: '' }, deltas: [{ type: 'text_delta', text: 'Yes.' }] },
      ]),
    said: (one) => block(one, 'thinking')?.thinking ?? '',
  },
  {
    shape: 'messages',
    kind: 'tool arguments',
    request: { tools: [{ name: 'send_note', input_schema: { type: 'object' } }] },
    wraps: wrap,
    whole: (text) => message([{ ...toolUse, input: JSON.parse(text) }], 'tool_use'),
    stream: (pieces) =>
      messageEvents(
        [
          {
            start: { ...toolUse, input: {} },
            deltas: pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
          },
        ],
        'tool_use',
      ),
    said: (one) => {
      const { input, partial_json } = block(one, 'tool_use') ?? {}
      return (
        partial_json ?? (input === undefined || Object.keys(input).length === 0 ? '' : JSON.stringify(input))
      )
    },
  },
  {
    shape: 'messages',
    kind: 'structured output',
    request: { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
    wraps: wrap,
    whole: (text) => message([{ type: 'text', text, citations: null }]),
    stream: (pieces) =>
      messageEvents([
        { start: { type: 'text', text: '' }, deltas: pieces.map((text) => ({ type: 'text_delta', text })) },
      ]),
    said: (one) => block(one, 'text')?.text ?? '',
  },
  {
    shape: 'messages',
    kind: 'citation',
    whole: (text) => message([{ type: 'text', text: 'See there.', citations: [cited(text)] }]),
    stream: (pieces) =>
      messageEvents([
        {
          start: { type: 'text', text: '', citations: [] },
          deltas: [
            { type: 'text_delta', text: 'See there.' },
            { type: 'citations_delta', citation: cited(pieces.join('')) },
          ],
        },
      ]),
    said: ({ content, delta }) =>
      content?.[0]?.citations?.[0]?.cited_text ?? delta?.citation?.cited_text ?? '',
  },
]

function cited(cited_text: string) {
  return {
    type: 'char_location',
    cited_text,
    document_index: 0,
    document_title: null,
    file_id: null,
    start_char_index: 0,
    end_char_index: 9,
  }
}

const response = (output: object[], status = 'completed') => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'model-a',
  output,
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  usage: status === 'completed' ? { input_tokens: 1, output_tokens: 2, total_tokens: 3 } : null,
})
const numbered = (events: object[]) => events.map((event, sequence_number) => ({ ...event, sequence_number }))
const around = (item: Loose, events: object[], began: object) =>
  numbered([
    { type: 'response.created', response: response([], 'in_progress') },
    { type: 'response.output_item.added', output_index: 0, item: began },
    ...events,
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: response([item]) },
  ])
const at = { item_id: 'item_1', output_index: 0 }
const messageItem = (content: object[], status = 'completed') => ({
  id: 'item_1',
  type: 'message',
  role: 'assistant',
  status,
  content,
})

const responsesText = (
  kind: string,
  part: 'output_text' | 'refusal',
  more: Partial<Carrier> = {},
): Carrier => {
  const member = part === 'refusal' ? 'refusal' : 'text'
  const made = (text: string) => ({
    type: part,
    [member]: text,
    ...(part === 'refusal' ? {} : { annotations: [], logprobs: [] }),
  })
  const place = { ...at, content_index: 0 }
  return {
    shape: 'responses',
    kind,
    whole: (text) => response([messageItem([made(text)])]),
    stream: (pieces) =>
      around(
        messageItem([made(pieces.join(''))]),
        [
          { type: 'response.content_part.added', ...place, part: made('') },
          ...pieces.map((delta) => ({ type: `response.${part}.delta`, ...place, delta })),
          { type: `response.${part}.done`, ...place, [member]: pieces.join('') },
          { type: 'response.content_part.done', ...place, part: made(pieces.join('')) },
        ],
        messageItem([], 'in_progress'),
      ),
    said: ({ output, type, delta }) =>
      output?.[0]?.content?.[0]?.[member] ?? (type === `response.${part}.delta` ? delta : ''),
    ...more,
  }
}

const call = (input: string, status = 'completed') => ({
  id: 'item_1',
  type: 'function_call',
  call_id: 'call_1',
  name: 'send_note',
  status,
  arguments: input,
})
const responsesFormat = {
  text: { format: { type: 'json_schema', name: 'note', schema: { type: 'object' } } },
}

const responsesCarriers: Carrier[] = [
  responsesText('text', 'output_text'),
  responsesText('refusal', 'refusal'),
  responsesText('structured output', 'output_text', { request: responsesFormat, wraps: wrap }),
  {
    shape: 'responses',
    kind: 'reasoning summary',
    whole: (text) =>
      response([{ id: 'item_1', type: 'reasoning', summary: [{ type: 'summary_text', text }] }]),
    stream: (pieces) => {
      const place = { ...at, summary_index: 0 }
      const made = (text: string) => ({ type: 'summary_text', text })
      return around(
        { id: 'item_1', type: 'reasoning', summary: [made(pieces.join(''))] },
        [
          { type: 'response.reasoning_summary_part.added', ...place, part: made('') },
          ...pieces.map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...place, delta })),
          { type: 'response.reasoning_summary_text.done', ...place, text: pieces.join('') },
          { type: 'response.reasoning_summary_part.done', ...place, part: made(pieces.join('')) },
        ],
        { id: 'item_1', type: 'reasoning', summary: [] },
      )
    },
    said: ({ output, type, delta }) =>
      output?.[0]?.summary?.[0]?.text ?? (type === 'response.reasoning_summary_text.delta' ? delta : ''),
  },
  {
    shape: 'responses',
    kind: 'tool arguments',
    request: { tools: [{ type: 'function', name: 'send_note', parameters: { type: 'object' } }] },
    wraps: wrap,
    whole: (text) => response([call(text)]),
    stream: (pieces) =>
      around(
        call(pieces.join('')),
        [
          ...pieces.map((delta) => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
          {
            type: 'response.function_call_arguments.done',
            ...at,
            name: 'send_note',
            arguments: pieces.join(''),
          },
        ],
        call('', 'in_progress'),
      ),
    said: ({ output, type, delta }) =>
      output?.[0]?.arguments ?? (type === 'response.function_call_arguments.delta' ? delta : ''),
  },
  {
    shape: 'responses',
    kind: 'result of a search',
    whole: (text) => response([found(text)]),
    stream: (pieces) => around(found(pieces.join('')), [], { ...found(''), results: null }),
    said: ({ output, item }) => output?.[0]?.results?.[0]?.text ?? item?.results?.[0]?.text ?? '',
  },
]

function found(text: string) {
  return {
    id: 'item_1',
    type: 'file_search_call',
    status: 'completed',
    queries: ['travel'],
    results: [{ file_id: 'f1', filename: 'a.md', score: 0.5, text }],
  }
}

export const CARRIERS: readonly Carrier[] = [...chatCarriers, ...messagesCarriers, ...responsesCarriers]
