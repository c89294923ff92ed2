import type { FoldedText, Reader } from '../../core/ports.js'

/** Documents in the prompt that are in no store, by whether the reader may read them. */
export interface ForeignTexts {
  readonly permitted: readonly FoldedText[]
  readonly forbidden: readonly FoldedText[]
}

const parted = new WeakMap<Reader['foreign'], ForeignTexts>()

/** The same lists for the same call, so that what is built from them once is found again. */
export function foreignOf({ foreign }: Reader): ForeignTexts {
  let known = parted.get(foreign)
  if (known === undefined) {
    const texts = (permitted: boolean) =>
      foreign.filter((one) => one.permitted === permitted).map(({ text }) => text)
    parted.set(foreign, (known = { permitted: texts(true), forbidden: texts(false) }))
  }
  return known
}
