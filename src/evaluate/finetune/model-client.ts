import { setTimeout } from 'node:timers/promises'
import { FirewallError } from '../../core/errors.js'

/** What a model says to a prompt. */
export interface ModelClient {
  /** Undefined when the budget is spent. Throws `model-failed`, `aborted`. */
  ask(prompt: string): Promise<string | undefined>
  readonly asked: number
}

export interface ModelOptions {
  /** Of an endpoint that speaks the chat completions of OpenAI: with or without `/chat/completions`. */
  readonly url: string
  readonly model: string
  readonly key?: string | undefined
  /** Requests in all, repeated ones too. */
  readonly requests: number
  readonly timeoutMs: number
  readonly maxTokens: number
  readonly signal?: AbortSignal | undefined
}

/** Before the model was asked anything: to ask again costs nobody anything. */
const HARMLESS = new Set([429, 503])
const TRIES = 3
const LONGEST_WAIT_MS = 20_000
const LONGEST_ANSWER = 1 << 20

/** Throws `option-invalid` for what is no address. */
export function createModelClient(options: ModelOptions): ModelClient {
  const url = addressOf(options.url)
  let asked = 0
  const isAborted = () => options.signal?.aborted === true
  async function once(prompt: string): Promise<string | { readonly waitMs: number }> {
    asked += 1
    const timeout = AbortSignal.timeout(options.timeoutMs)
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
      headers: {
        'content-type': 'application/json',
        ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
      },
      body: JSON.stringify({
        model: options.model,
        messages: [{ role: 'user', content: prompt }],
        temperature: 0,
        max_tokens: options.maxTokens,
        stream: false,
      }),
    })
    const body = await bodyOf(response)
    if (HARMLESS.has(response.status)) return { waitMs: waitOf(response) }
    if (!response.ok) throw failed(`the model answered with status ${response.status}`)
    return answerOf(body)
  }
  return {
    get asked() {
      return asked
    },
    async ask(prompt) {
      for (let tries = 1; asked < options.requests; tries++) {
        if (isAborted()) throw new FirewallError('aborted', 'the evaluation was cancelled')
        let said: Awaited<ReturnType<typeof once>>
        try {
          said = await once(prompt)
        } catch (error) {
          if (error instanceof FirewallError) throw error
          if (isAborted()) throw new FirewallError('aborted', 'the evaluation was cancelled')
          // It may have been answered, and paid for: nothing is asked again.
          throw failed('the model cannot be reached, or takes longer than `--timeout`', error)
        }
        if (typeof said === 'string') return said
        if (tries === TRIES) throw failed('the model turned the request away three times')
        await wait(said.waitMs * tries, options.signal)
      }
      return undefined
    },
  }
}

function addressOf(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new FirewallError('option-invalid', '`--model` is no address of an endpoint', {
      help: '--model https://models.example/v1; its key comes from RAGWALL_MODEL_KEY',
    })
  }
  if (!url.pathname.endsWith('/chat/completions'))
    url.pathname = `${url.pathname.replace(/\/$/, '')}/chat/completions`
  return url
}

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    if (text.length > LONGEST_ANSWER) throw failed('the model answers with more than a megabyte')
  }
  return text
}

function answerOf(body: string): string {
  try {
    const { choices } = JSON.parse(body) as {
      choices?: { message?: { content?: unknown }; text?: unknown }[]
    }
    const said = choices?.[0]?.message?.content ?? choices?.[0]?.text
    if (typeof said === 'string') return said
  } catch {
    // Told below, without what it said.
  }
  throw failed('what the model answers is no chat completion')
}

function waitOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 'x')
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_WAIT_MS) : 1_000
}

/** Ends early, and well, when it is aborted: the next try says so. */
async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}

function failed(message: string, cause?: unknown): FirewallError {
  return new FirewallError('model-failed', message, {
    ...(cause === undefined ? {} : { cause }),
    help: 'check address, model, key (RAGWALL_MODEL_KEY) and `--timeout`',
  })
}
