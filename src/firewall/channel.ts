import type { CheckedStream, CheckOptions, Verdict } from '../core/types.js'
import type { Firewall } from './firewall.js'

/** What of a text may be said, and what is said instead of the rest of it. */
export interface Released {
  readonly text: string
  /** The text ends here: the words that refuse what came after. */
  readonly refusal?: string
}

/** A text that comes in pieces: what is put in comes out as soon as nothing in it is undecided. */
export interface Channel {
  push(text: string): Promise<Released>
  /** There is no more. */
  end(): Promise<Released>
  /** It broke off: nothing more comes out, and the record says so. */
  fail(error: unknown): Promise<void>
  /** Nobody listens any more: what was said until now is on record. */
  abandon(): Promise<void>
}

/** Door 2, as a channel. Throws what `Firewall.check` throws. */
export function openChannel(
  firewall: Firewall,
  options: CheckOptions,
  onVerdict: (verdict: Verdict) => void,
): Channel {
  const waiting: string[] = []
  let ended = false
  let broken: unknown
  let wake: () => void = () => undefined
  let starving: () => void = () => undefined

  async function* source(): AsyncGenerator<string> {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) yield next
      else if (broken !== undefined) throw broken
      else if (ended) return
      else {
        const fed = new Promise<void>((resolve) => {
          wake = resolve
        })
        starving()
        await fed
      }
    }
  }

  const checked: CheckedStream = firewall.check(source(), options)
  const pieces = checked[Symbol.asyncIterator]()
  let pending: Promise<IteratorResult<string>> | undefined
  let over = false

  /** Everything that comes out until the check asks for more, or has ended. */
  async function drained(): Promise<Released> {
    const out: string[] = []
    const hungry = new Promise<undefined>((resolve) => {
      starving = () => resolve(undefined)
    })
    wake()
    while (!over) {
      pending ??= pieces.next()
      const result = await Promise.race([pending, hungry])
      if (result === undefined) break
      pending = undefined
      if (result.done === true) over = true
      else out.push(result.value)
    }
    if (!over) return { text: out.join('') }
    const verdict = await checked.verdict
    onVerdict(verdict)
    // The words that refuse the rest come last, and apart (`doors/check.ts`).
    const refusal = verdict.action === 'block' || verdict.action === 'hold' ? out.pop() : undefined
    return { text: out.join(''), ...(refusal === undefined ? {} : { refusal }) }
  }

  return {
    async push(text) {
      if (over) return { text: '' }
      waiting.push(text)
      return drained()
    },
    async end() {
      if (over) return { text: '' }
      ended = true
      return drained()
    },
    async fail(error) {
      if (over) return
      broken = error
      await drained().catch(() => undefined)
    },
    async abandon() {
      if (over) return
      over = true
      ended = true
      wake()
      await pieces.return?.(undefined)
    },
  }
}
