import { keyedDigest, type SecretKey } from '../../core/digest.js'
import { createScanner, type Scanner } from '../../detect/index.js'

/**
 * Personal data that goes upstream under another name, and comes back as it was. A pseudonym is a keyed digest of the
 * reader, the kind and the value: the same in every call of a conversation, different for every reader, and without a
 * table to keep. A call restores only what it has itself replaced.
 */
export class Pseudonyms {
  readonly #scanner: Scanner
  readonly #key: SecretKey
  readonly #reader: string
  readonly #values = new Map<string, string>()

  constructor(entities: readonly string[], key: SecretKey, reader: string) {
    this.#scanner = scannerFor(entities)
    this.#key = key
    this.#reader = reader
  }

  /** With pseudonyms for the values. */
  replace(text: string): string {
    let out = ''
    let from = 0
    for (const { start, end, entity } of this.#scanner.scan(text)) {
      if (start < from) continue
      const value = text.slice(start, end)
      const name = `${OPEN}${entity}_${keyedDigest(this.#key, this.#reader, entity, value).slice(0, 12)}${CLOSE}`
      this.#values.set(name, value)
      out += text.slice(from, start) + name
      from = end
    }
    return out + text.slice(from)
  }

  /** With the values for the pseudonyms. */
  restore(text: string): string {
    if (this.#values.size === 0) return text
    return text.replace(WHOLE, (name) => this.#values.get(name) ?? name)
  }

  /** The same for a text that comes in pieces. */
  restorer(): { push(text: string): string; end(): string } {
    let held = ''
    return {
      push: (text) => {
        held += text
        const begun = beginningAt(held)
        const ready = held.slice(0, begun)
        held = held.slice(begun)
        return this.restore(ready)
      },
      end: () => {
        const rest = held
        held = ''
        return this.restore(rest)
      },
    }
  }
}

const OPEN = '<'
const CLOSE = '>'
const WHOLE = /<[A-Z][A-Z0-9_]{0,63}_[0-9a-f]{12}>/g
/** What may still become a pseudonym. */
const BEGUN = /<(?:[A-Z][A-Z0-9_]{0,63}[0-9a-f]{0,12})?$/

function beginningAt(text: string): number {
  const found = BEGUN.exec(text.slice(-100))
  return found === null ? text.length : Math.max(0, text.length - 100) + found.index
}

const scanners = new Map<string, Scanner>()

function scannerFor(entities: readonly string[]): Scanner {
  const name = [...entities].sort().join(' ')
  let scanner = scanners.get(name)
  if (scanner === undefined) {
    scanner = createScanner({ entities: [...entities] })
    scanners.set(name, scanner)
  }
  return scanner
}
