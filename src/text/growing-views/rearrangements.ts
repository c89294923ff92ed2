import { PIECE, type PieceKind, piecesIn } from '../views/letters.js'

/** What a paragraph says in another order; nothing where it has no sign of it. */
export type Unplaced = string | readonly string[] | undefined

/**
 * One way to put letters or words back. A new one is a row: it asks for its sign first, because nearly all paragraphs
 * have none, and takes time in proportion to the paragraph.
 */
interface Rearrangement {
  readonly name: string
  /** Its words are those of the text: what one or two of them say is said there. */
  readonly keepsWords?: true
  read(text: string): Unplaced
}

const LETTER = '[\\p{L}\\p{N}]'

/** A capital behind a small letter ends a word, or a sentence begins with its stop: so nobody writes forwards. */
const ENDS_FIRST =
  /(?<![\p{Lu}])\p{Ll}\p{Lu}(?![\p{L}\p{N}])|(?:^|[\s\n])[.,;:!?][\p{L}\p{N}]|(?:^|\n)[。、！？][^\s。…]|[円元원][0-9]|(?<![\p{L}\p{N}])(?:moc|gro|ten|ku|ed|rf|se|ur|pj|nc|rk)\./u

const backwards: Rearrangement = {
  name: 'backwards',
  read: (text) => (ENDS_FIRST.test(text) ? [...text].reverse().join('') : undefined),
}

const wordsBackwards: Rearrangement = {
  name: 'letters of words backwards',
  read: (text) =>
    ENDS_FIRST.test(text) && /\S\s+\S/.test(text)
      ? text.replace(/\S+/g, (word) => [...word].reverse().join(''))
      : undefined,
}

/** A stop, and a small letter goes on. */
const STOPS_FIRST = /[\p{L}\p{N}][.!?] \p{Ll}|^\s*\S*[\p{L}\p{N}][.!?,]\s/u

const wordsInReverse: Rearrangement = {
  name: 'words in reverse order',
  keepsWords: true,
  read: (text) => (STOPS_FIRST.test(text) ? text.trim().split(/\s+/).reverse().join(' ') : undefined),
}

/** A capital that stands second, or a stop that is the last but one. */
const SECOND_WORD_FIRST = /^\P{L}*\p{Ll}\S* \p{Lu}\p{L}*|[\p{L}\p{N}][.!?] [\p{L}\p{N}]+\s*$/u

const neighboringWords: Rearrangement = {
  name: 'neighboring words changed over',
  keepsWords: true,
  read: (text) => (SECOND_WORD_FIRST.test(text) ? text.replace(/(\S+)(\s+)(\S+)/g, '$3$2$1') : undefined),
}

const SECOND_LETTER_FIRST = /(?<!\p{L})\p{Ll}\p{Lu}(?!\p{Lu})|[。！？.][^\s。！？.]\s*$/u

const neighboringLetters: Rearrangement = {
  name: 'neighboring letters changed over',
  read: (text) =>
    SECOND_LETTER_FIRST.test(text)
      ? text.replace(/\S+/g, (word) => {
          const characters = [...word]
          for (let i = 0; i + 1 < characters.length; i += 2)
            [characters[i], characters[i + 1]] = [characters[i + 1]!, characters[i]!]
          return characters.join('')
        })
      : undefined,
}

const DOUBLED = new RegExp(`(?:(${LETTER})\\1){4}`, 'u')

const doubledLetters: Rearrangement = {
  name: 'doubled letters',
  read: (text) => (doublesAll(text) ? text.replace(/([\p{L}\p{N}])\1/gu, '$1') : undefined),
}

/** Four doubled letters, each another than the next. */
function doublesAll(text: string): boolean {
  const run = /(?:([\p{L}\p{N}])\1(?!\1)){4}/u
  return DOUBLED.test(text) && run.test(text)
}

const BETWEEN_ALL = /\p{L}(\p{L})(?:(?!\1)\p{L}\1){4}/u

const oneBetween: Rearrangement = {
  name: 'one letter between all',
  read(text) {
    const filler = BETWEEN_ALL.exec(text)?.[1]
    return filler === undefined ? undefined : text.replace(new RegExp(`(\\p{L})${filler}`, 'gu'), '$1')
  },
}

/** Words of pig latin, four in a row. */
const PIG = /(?:\p{L}+ay(?!\p{L})[^\p{L}]*){4}/u
const ONSETS = new Set(
  (
    'b c d f g h j k l m n p r s t v w y z bl br ch cl cr dr dw fl fr gl gr kn ph pl pr qu sc sch scr sh shr sk sl sm sn sp ' +
    'spl spr st str sw th thr tr tw wh wr'
  ).split(' '),
)

const pigLatin: Rearrangement = {
  name: 'pig latin',
  read(text) {
    if (!PIG.test(text)) return undefined
    // A plural before it looks like the beginning of the next: `ets` + `n` is `nets`, and `ot` + `sn` is no word.
    return [true, false].map((longest) =>
      text.replace(/\p{L}+/gu, (word) => {
        if (/way$/i.test(word)) return word.slice(0, -3)
        const run = /([b-df-hj-np-tv-z]{1,3})ay$/i.exec(word)?.[1]
        if (run === undefined) return word
        const onsets = [3, 2, 1]
          .map((length) => run.slice(-length))
          .filter((onset) => ONSETS.has(onset.toLowerCase()))
        const chosen = onsets.filter((onset) => longest || !/^s[kmnpt]/i.test(onset))[0] ?? run.slice(-1)
        return chosen + word.slice(0, -2 - chosen.length)
      }),
    )
  },
}

/** Fillers come again and again: so many of them are one of so few. */
const FEWEST = 6
const SAME = 0.75
const MANY = 12

const everyFew: Rearrangement = {
  name: 'every few',
  read(text) {
    const spaced = countOf(text, isBlank) * 12 > text.length
    const units = spaced
      ? text.trim().split(/\s+/)
      : [...text].filter((unit) => /[\p{L}\p{N},.%]/u.test(unit))
    const said: string[] = []
    for (const period of [2, 3, 4]) {
      if (units.length < period * FEWEST) continue
      const few = Array.from({ length: period }, (_, phase) => isFew(units, period, phase))
      const others = few.flatMap((one, phase) => (one ? [] : [phase]))
      if (others.length !== 1) continue
      said.push(units.filter((_, i) => i % period === others[0]).join(spaced ? ' ' : ''))
    }
    return said
  },
}

function isFew(units: readonly string[], period: number, phase: number): boolean {
  const seen = new Set<string>()
  let count = 0
  for (let i = phase; i < units.length; i += period, count++) {
    seen.add(units[i]!)
    if (seen.size > MANY) return false
  }
  return seen.size <= SAME * count
}

/** A cell of more than two characters, whatever they are. */
const WIDE_CELL = /[^\s|,;]{5}/

const columns: Rearrangement = {
  name: 'columns',
  read(text) {
    if (WIDE_CELL.test(text)) return undefined
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length < 3) return undefined
    const rows = lines.map((line) =>
      line
        .trim()
        .split(/[ \t|,;]+/)
        .filter((cell) => cell !== ''),
    )
    if (!rows.every((row) => row.every((cell) => [...cell].length <= 2))) return undefined
    const width = Math.max(...rows.map((row) => row.length))
    const down = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? ''))
    const up = down.map((column) => column.toReversed())
    return [down, up, down.toReversed(), up.toReversed()].map((order) => order.flat().join(''))
  },
}

/** A table that is drawn, not one of Markdown, whose second line is a rule. */
const CELLS = /^(?=(?:[^|]*\|){3})(?![\s\S]*\|\s*:?-{3})/u

/** What is cut into cells wherever it may be. */
const cells: Rearrangement = {
  name: 'cells joined',
  read: (text) => (CELLS.test(text) ? text.replace(/\s*\|\s*|\n/g, '') : undefined),
}

const APART = /(?:^|\s)\S([-._/·]|, | )(?:\S\1){11}/u

/** Each letter by itself, without the blanks between words: capitals and numbers show where one begins. */
const lettersApart: Rearrangement = {
  name: 'letters joined',
  read(text) {
    const separator = APART.exec(text)?.[1]
    if (separator === undefined) return undefined
    const between = separator.replace('.', '\\.')
    return text
      .replace(new RegExp(`(\\S)${between}`, 'gu'), '$1')
      .replace(/(\p{Ll})(?=[\p{Lu}\p{N}])|(\p{N})(?=\p{Ll})/gu, '$1$2 ')
  },
}

const GLOSS = /\s?[(（][^()（）\n]{1,24}[)）]/g

/** A word in brackets behind every few. */
const glosses: Rearrangement = {
  name: 'glosses out',
  read(text) {
    const count = text.match(GLOSS)?.length ?? 0
    if (count < FEWEST) return undefined
    const rest = text.replace(GLOSS, '')
    return count * 3 >= rest.trim().split(/\s+/).length || count * 12 >= rest.length ? rest : undefined
  },
}

/** What each line, or each word, begins with. */
const initials: Rearrangement = {
  name: 'initials',
  read(text) {
    const said: string[] = []
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length >= FEWEST * 2) said.push(lines.map((line) => [...line.trim()][0]).join(''))
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
    // Whoever writes letters as words has one for each.
    const begins = new Map(words.map((word) => [word[0], word]))
    if (words.length >= FEWEST * 4 && new Set(words).size <= begins.size)
      said.push(words.map((word) => word[0]).join(''))
    return said
  },
}

/** Letters that stand for others, by how the pairs of letters run. */
const alphabets: Rearrangement = {
  name: 'other letters',
  read(text) {
    const letters = text.toLowerCase().replace(/[^a-z]/g, '')
    if (letters.length < PIECE) return undefined
    const kindAt = piecesIn(Buffer.from(letters), 0)
    const votes = new Map<string, { count: number; image: Uint8Array }>()
    let pieces = 0
    for (let at = 0; at + PIECE <= letters.length; at += PIECE, pieces++) {
      const { substitutions }: PieceKind = kindAt(at)
      if (substitutions.length !== 1) continue
      const { name, image } = substitutions[0]!
      votes.set(name, { image, count: (votes.get(name)?.count ?? 0) + 1 })
    }
    const best = [...votes.values()].sort((a, b) => b.count - a.count)[0]
    if (best === undefined || best.count * 2 < pieces) return undefined
    return text.replace(/[a-z]/gi, (letter) => {
      const small = letter.toLowerCase()
      const said = String.fromCharCode(97 + best.image[small.charCodeAt(0) - 97]!)
      return letter === small ? said : said.toUpperCase()
    })
  },
}

const isGraphic = (unit: number) => unit >= 0x21 && unit <= 0x7e
const isAlphanumeric = (unit: number) =>
  (unit >= 0x30 && unit <= 0x39) || ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a)
const isBlank = (unit: number) =>
  unit === 32 || (unit >= 9 && unit <= 13) || (unit > 0x7f && /\s/.test(String.fromCharCode(unit)))
const turn = (unit: number) => 33 + ((unit - 33 + 47) % 94)

/** How many units of a text are of a kind. */
function countOf(text: string, isOne: (unit: number) => boolean): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (isOne(text.charCodeAt(i))) count += 1
  return count
}

/** All graphic characters turned by half of them: more signs than words have. */
const turned: Rearrangement = {
  name: 'rot47',
  read(text) {
    const characters = countOf(text, isGraphic)
    const signs = countOf(text, (unit) => isGraphic(unit) && !isAlphanumeric(unit))
    if (characters < PIECE || signs * 6 < characters) return undefined
    const plain = countOf(text, (unit) => (isGraphic(unit) ? isAlphanumeric(turn(unit)) : isBlank(unit)))
    if (plain * 10 < text.length * 8) return undefined
    return text.replace(/[!-~]/g, (one) => String.fromCharCode(turn(one.charCodeAt(0))))
  },
}

const KANA = 'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん'
const IS_KANA = Uint8Array.from({ length: 0x56 }, (_, i) =>
  KANA.includes(String.fromCharCode(0x3041 + i)) ? 1 : 0,
)
/** Kana that follow each other in most sentences. */
const USUAL =
  /した|ます|です|ない|こと|って|いる|から|され|する|れた|ため|もの|まし|には|への|との|よう|また|てい|なか|った|せん|いな|ので/g

const shiftedKana: Rearrangement = {
  name: 'kana shifted',
  read(text) {
    const count = countOf(text, (unit) => unit >= 0x3041 && unit <= 0x3096 && IS_KANA[unit - 0x3041] === 1)
    if (count < SHORTEST_KANA) return undefined
    const usual = (said: string) => said.match(USUAL)?.length ?? 0
    const own = usual(text)
    if (own * USUAL_SHARE >= count) return undefined
    let best = { said: '', score: own }
    for (let by = 1; by < KANA.length; by++) {
      const said = [...text]
        .map((character) => {
          const at = KANA.indexOf(character)
          return at < 0 ? character : KANA[(at + by) % KANA.length]!
        })
        .join('')
      const score = usual(said)
      if (score > best.score) best = { said, score }
    }
    return best.score >= 2 ? best.said : undefined
  },
}
const SHORTEST_KANA = 10
/** Of so many kana of running text two are a usual pair. */
const USUAL_SHARE = 16

export const LETTER_PLAYS: readonly Rearrangement[] = [
  neighboringLetters,
  doubledLetters,
  oneBetween,
  pigLatin,
  alphabets,
  turned,
  shiftedKana,
]

export const ORDERS: readonly Rearrangement[] = [
  backwards,
  wordsBackwards,
  wordsInReverse,
  neighboringWords,
  everyFew,
  columns,
  cells,
  lettersApart,
  glosses,
  initials,
]
