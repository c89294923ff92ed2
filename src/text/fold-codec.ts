/**
 * The fold table on disk: code points in ascending order, each record a gap to the one before and either a
 * *shift* (`count` code points that each fold to one code point, `delta` further on) or a *string* (`count`
 * code points that all fold to it). Numbers are LEB128; what has no record folds to the default, nothing in
 * the match fold and itself in the surface fold.
 *
 *     record = gap, count * 2 + 0, zigzag(delta)
 *            | gap, count * 2 + 1, byte length, UTF-8
 */
export function encodeFold(images: Iterable<readonly [codePoint: number, image: string]>): Uint8Array {
  const bytes: number[] = []
  let last = -1
  for (const run of runs(images)) {
    writeNumber(bytes, run.start - last - 1)
    writeNumber(bytes, run.count * 2 + (run.delta === undefined ? 1 : 0))
    if (run.delta === undefined) {
      const text = new TextEncoder().encode(run.image)
      writeNumber(bytes, text.length)
      bytes.push(...text)
    } else {
      writeNumber(bytes, run.delta < 0 ? -run.delta * 2 - 1 : run.delta * 2)
    }
    last = run.start + run.count - 1
  }
  return Uint8Array.from(bytes)
}

/** A record: `count` code points from `start` on that fold `delta` further on, or all to `image`. */
export type FoldRecord = { readonly start: number; readonly count: number } & (
  | { readonly delta: number }
  | { readonly image: string }
)

/** Records in ascending order. Throws `RangeError` when the bytes end too early. */
export function* decodeFold(bytes: Uint8Array): Iterable<FoldRecord> {
  let at = 0
  const readNumber = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('the fold table ends in the middle of a record')
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const decoder = new TextDecoder()
  let start = 0
  while (at < bytes.length) {
    start += readNumber()
    const head = readNumber()
    const count = head >> 1
    const value = readNumber()
    if ((head & 1) === 0) {
      yield { start, count, delta: value & 1 ? -(value + 1) / 2 : value / 2 }
    } else {
      yield { start, count, image: decoder.decode(bytes.subarray(at, at + value)) }
      at += value
    }
    start += count
  }
}

/** What a table is called in the files made with it: 16 bits of FNV-1a, so that another table has another name. */
export function foldVersion(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash ^ (hash >>> 16)) & 0xffff
}

interface Run {
  readonly start: number
  count: number
  readonly image: string
  readonly delta: number | undefined
}

function runs(images: Iterable<readonly [number, string]>): Run[] {
  const found: Run[] = []
  for (const [codePoint, image] of images) {
    const target = image.codePointAt(0)
    const single = target !== undefined && String.fromCodePoint(target) === image
    const delta = single ? target - codePoint : undefined
    const run = found.at(-1)
    const follows = run !== undefined && run.start + run.count === codePoint && run.delta === delta
    if (follows && (delta !== undefined || run.image === image)) run.count += 1
    else found.push({ start: codePoint, count: 1, image, delta })
  }
  return found
}

function writeNumber(bytes: number[], value: number): void {
  while (value >= 0x80) {
    bytes.push((value & 0x7f) | 0x80)
    value >>>= 7
  }
  bytes.push(value)
}
