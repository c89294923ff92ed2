/**
 * A text that knows of each of its code units which part of a secret has to be known to write it. Whoever disguises
 * a secret step by step keeps this up, so what a reader can still get from what was left of the disguise is counted
 * and never guessed: no detector and no decoder has a say in it.
 */
export interface Traced {
  readonly text: string
  /** Units `[from[i], to[i])` of the secret stand behind unit `i`; none where both are equal. */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

export class Tracing {
  #text = ''
  readonly #from: number[] = []
  readonly #to: number[] = []

  /** Text that nothing of the secret stands behind. */
  put(text: string): this {
    return this.write(text, 0, 0)
  }

  write(text: string, from: number, to: number): this {
    for (let i = 0; i < text.length; i++) {
      this.#from.push(from)
      this.#to.push(to)
    }
    this.#text += text
    return this
  }

  /** A part of another text, as it is. */
  keep(piece: Traced): this {
    for (let i = 0; i < piece.text.length; i++) {
      this.#from.push(piece.from[i]!)
      this.#to.push(piece.to[i]!)
    }
    this.#text += piece.text
    return this
  }

  done(): Traced {
    return { text: this.#text, from: this.#from, to: this.#to }
  }
}

export function tracedOf(secret: string): Traced {
  const units = Array.from({ length: secret.length }, (_, i) => i)
  return { text: secret, from: units, to: units.map((i) => i + 1) }
}

export function slice(traced: Traced, low: number, high: number): Traced {
  return {
    text: traced.text.slice(low, high),
    from: traced.from.slice(low, high),
    to: traced.to.slice(low, high),
  }
}

/** The part of the secret that units `[low, high)` are written from. */
export function rangeOf({ from, to }: Traced, low: number, high: number): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (let i = low; i < high; i++) {
    if (from[i] === to[i]) continue
    first = Math.min(first, from[i]!)
    last = Math.max(last, to[i]!)
  }
  return first < last ? [first, last] : [0, 0]
}

export function join(pieces: readonly Traced[], between: string): Traced {
  const out = new Tracing()
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) out.put(between)
    out.keep(piece)
  }
  return out.done()
}

/** Code points, each by itself. */
export function charactersOf(traced: Traced): Traced[] {
  const pieces: Traced[] = []
  for (let at = 0; at < traced.text.length; ) {
    const width = traced.text.codePointAt(at)! > 0xffff ? 2 : 1
    pieces.push(slice(traced, at, at + width))
    at += width
  }
  return pieces
}

/** What stands between spaces. */
export function wordsOf(traced: Traced): Traced[] {
  return [...traced.text.matchAll(/\S+/g)].map(({ index, 0: word }) =>
    slice(traced, index, index + word.length),
  )
}

/** Pieces of so many characters. */
export function chunksOf(traced: Traced, size: number): Traced[] {
  const characters = charactersOf(traced)
  const chunks: Traced[] = []
  for (let i = 0; i < characters.length; i += size) chunks.push(join(characters.slice(i, i + size), ''))
  return chunks
}

/** Each character written otherwise. */
export function mapCharacters(traced: Traced, write: (character: string) => string): Traced {
  const out = new Tracing()
  for (const character of charactersOf(traced)) {
    const [from, to] = rangeOf(character, 0, character.text.length)
    out.write(write(character.text), from, to)
  }
  return out.done()
}

export interface TracedByte {
  readonly byte: number
  readonly from: number
  readonly to: number
}

/** The bytes of each character. */
export function bytesOf(traced: Traced, encode: (character: string) => Uint8Array = utf8): TracedByte[] {
  return charactersOf(traced).flatMap((character) => {
    const [from, to] = rangeOf(character, 0, character.text.length)
    return [...encode(character.text)].map((byte) => ({ byte, from, to }))
  })
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

/** Groups of `size` bytes (the last one may be shorter), each written by itself. */
export function mapBytes(
  bytes: readonly TracedByte[],
  size: number,
  write: (group: readonly number[], last: boolean) => string,
): Traced {
  const out = new Tracing()
  for (let i = 0; i < bytes.length; i += size) {
    const group = bytes.slice(i, i + size)
    const known = group.filter(({ from, to }) => from < to)
    const from = known.length === 0 ? 0 : Math.min(...known.map((one) => one.from))
    const to = known.length === 0 ? 0 : Math.max(...known.map((one) => one.to))
    out.write(
      write(
        group.map(({ byte }) => byte),
        i + size >= bytes.length,
      ),
      from,
      to,
    )
  }
  return out.done()
}

/** Everything as one code: a reader needs all of it. */
export function mapWhole(traced: Traced, write: (text: string) => string): Traced {
  const [from, to] = rangeOf(traced, 0, traced.text.length)
  return new Tracing().write(write(traced.text), from, to).done()
}

/**
 * Which units of a secret of `length` units can be known from the units of the disguise that `left` says are left: a unit is
 * known when every unit of the disguise that it stands behind is left.
 */
export function knownFrom(traced: Traced, length: number, left: (i: number) => boolean): boolean[] {
  const known = new Array<boolean>(length).fill(false)
  const lost = new Array<boolean>(length).fill(false)
  for (let i = 0; i < traced.text.length; i++) {
    const target = left(i) ? known : lost
    for (let at = traced.from[i]!; at < traced.to[i]!; at++) target[at] = true
  }
  return known.map((is, i) => is && !lost[i])
}
