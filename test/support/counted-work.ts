/**
 * Work that can be counted, so that no clock and no load decides a test: how often built-in methods that all work on
 * texts and lists goes through are called, and how much text the searching ones are given.
 */
interface Counted {
  readonly owner: object
  readonly names: readonly string[]
  /** The text that a call looks through. */
  readonly text?: (self: unknown, given: unknown) => unknown
}

const COUNTED: readonly Counted[] = [
  { owner: Map.prototype, names: ['get', 'set', 'has'] },
  { owner: Set.prototype, names: ['add', 'has'] },
  { owner: Array.prototype, names: ['push'] },
  { owner: String.prototype, names: ['slice', 'charCodeAt', 'codePointAt'] },
  { owner: String.prototype, names: ['indexOf', 'includes', 'replace'], text: (self) => self },
  { owner: RegExp.prototype, names: ['exec', 'test'], text: (_, given) => given },
]

/** Text that a search steps over at once, code units. */
const STRIDE = 64

/** Calls while `work` runs; nothing else may run meanwhile. */
export async function countedWork(work: () => unknown): Promise<number> {
  let count = 0
  const restore: (() => void)[] = []
  for (const { owner, names, text } of COUNTED) {
    for (const name of names) {
      const known = Object.getOwnPropertyDescriptor(owner, name)!
      const method = known.value as (...given: unknown[]) => unknown
      Object.defineProperty(owner, name, {
        ...known,
        value(this: unknown, ...given: unknown[]) {
          const searched = text?.(this, given[0])
          count += typeof searched === 'string' ? 1 + searched.length / STRIDE : 1
          return method.apply(this, given)
        },
      })
      restore.push(() => Object.defineProperty(owner, name, known))
    }
  }
  try {
    await work()
  } finally {
    for (const one of restore) one()
  }
  return count
}

/** How many times as much work twice as much of something is. */
export async function growth(work: (twice: boolean) => unknown): Promise<number> {
  await work(false)
  const once = await countedWork(() => work(false))
  return (await countedWork(() => work(true))) / once
}
