/** A piece of a text that a model knows by number, and where it stands: code units. */
export interface Piece {
  readonly id: number
  readonly start: number
  readonly end: number
}

/** Cuts texts as a model wants them. */
export interface Pieces {
  /** Numbers that stand before and behind the pieces of a text. */
  readonly before: readonly number[]
  readonly behind: readonly number[]
  split(text: string): readonly Piece[]
}

interface Unit {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * BERT's tokenizer (Devlin and others, 2019; Wu and others, 2016): words at white space, punctuation and
 * ideographs one by one, each word as the longest known pieces. `vocabulary` is the lines of a `vocab.txt`.
 * Throws a RangeError for one without [CLS], [SEP] and [UNK].
 */
export function createWordPieces(vocabulary: readonly string[], lowercase: boolean): Pieces {
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]))
  const special = (name: string) => {
    const id = ids.get(name)
    if (id === undefined) throw new RangeError(`the vocabulary has no ${name}`)
    return id
  }
  const unknown = special('[UNK]')
  return {
    before: [special('[CLS]')],
    behind: [special('[SEP]')],
    split: (text) => wordsOf(text, lowercase).flatMap((word) => piecesOf(word, ids, unknown)),
  }
}

/** Words as characters, each with where it came from: lower case and dropped accents may change lengths. */
function wordsOf(text: string, lowercase: boolean): Unit[][] {
  const words: Unit[][] = []
  let word: Unit[] = []
  const finish = () => {
    if (word.length > 0) words.push(word)
    word = []
  }
  let at = 0
  for (const character of text) {
    const unit = { text: normal(character, lowercase), start: at, end: at + character.length }
    at = unit.end
    if (/[\s\p{Cc}]/u.test(character)) finish()
    else if (/[\p{P}\p{S}\p{sc=Han}]/u.test(character)) {
      finish()
      words.push([unit])
    } else if (unit.text !== '') word.push(unit)
  }
  finish()
  return words
}

function normal(character: string, lowercase: boolean): string {
  return lowercase
    ? character
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
    : character
}

/** Longer words are not words. */
const WORD_LENGTH = 100

function piecesOf(word: readonly Unit[], ids: ReadonlyMap<string, number>, unknown: number): Piece[] {
  const whole = { start: word[0]!.start, end: word.at(-1)!.end }
  if (word.length > WORD_LENGTH) return [{ id: unknown, ...whole }]
  const pieces: Piece[] = []
  for (let from = 0; from < word.length; ) {
    let to = word.length
    let id: number | undefined
    for (; to > from; to--) {
      const piece = word.slice(from, to).map(({ text }) => text)
      id = ids.get((from === 0 ? '' : '##') + piece.join(''))
      if (id !== undefined) break
    }
    if (id === undefined) return [{ id: unknown, ...whole }]
    pieces.push({ id, start: word[from]!.start, end: word[to - 1]!.end })
    from = to
  }
  return pieces
}
