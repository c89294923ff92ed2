import { FirewallError } from './errors.js'

/**
 * What `work` comes to, or `late()` thrown after so many milliseconds: for calls into other people's code and
 * across networks, which may never answer. The work itself goes on; what it comes to is not looked at.
 */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
  late: () => FirewallError,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  try {
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), milliseconds)
    })
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * What `work` comes to, or `aborted` thrown as soon as the signal says so: nobody who gave up waits for other people's
 * code. The work itself goes on; what it comes to is not looked at.
 */
export async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work
  let stop: (() => void) | undefined
  try {
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(new FirewallError('aborted', 'the caller cancelled the call'))
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    })
    return await Promise.race([work, aborted])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}

/** What comes of a source, until the signal says that nobody waits for the next one: then it throws `aborted`. */
export async function* untilAborted<Item>(
  source: Iterable<Item> | AsyncIterable<Item>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item, void, undefined> {
  if (signal === undefined) {
    yield* source
    return
  }
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  let ended = false
  try {
    for (;;) {
      const next = await unlessAborted(Promise.resolve(items.next()), signal)
      if (next.done === true) {
        ended = true
        return
      }
      yield next.value
    }
  } finally {
    // A source that hangs does not end before its next item comes, and is not waited for.
    if (!ended) Promise.resolve(items.return?.()).catch(() => undefined)
  }
}
