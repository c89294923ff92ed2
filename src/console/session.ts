import { type Client, createClient, ServiceError } from '../client/index.js'
import type { LeakReport } from '../core/types.js'

/** The service behind the page, asked with the token that was typed in. */
export interface Session {
  readonly client: Client
  /** Counts of a time, with dates where the service sends text. */
  report(from: Date): Promise<LeakReport>
}

const KEY = 'ragwall-console-token'

/** The token typed into this tab before, which a reload keeps and a new tab does not. */
export function keptToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined
}

export function keepToken(token: string | undefined): void {
  if (token === undefined) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, token)
}

export function openSession(token: string): Session {
  const client = createClient({ url: new URL('.', location.href).href, token })
  return {
    client,
    async report(from) {
      const text = await client.report({ from: from.toISOString() })
      return JSON.parse(text, (name, value) => (DATES.has(name) ? new Date(value) : value)) as LeakReport
    },
  }
}

/** Members that are moments wherever they stand in a report. */
const DATES = new Set(['from', 'to', 'first', 'last', 'at', 'until'])

/** What went wrong, in the words of the service: a sentence and what to do. */
export function wordsOf(error: unknown): {
  readonly code: string
  readonly message: string
  readonly help?: string
} {
  if (error instanceof ServiceError) {
    const { code, message, help } = error
    return { code, message, ...(help === undefined ? {} : { help }) }
  }
  return { code: 'unreachable', message: 'the service does not answer' }
}
