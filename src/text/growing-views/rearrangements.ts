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
  /** What is so sure of it that the rest of the paragraph is held back for it; without it, all that is read. */
  surely?(text: string): Unplaced
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

/** A stop, and a small letter goes on; or the only line begins with a small letter and ends with a capital. */
const STOPS_FIRST = /[\p{L}\p{N}][.!?] \p{Ll}|^\s*\S*[\p{L}\p{N}][.!?,]\s|^\p{Ll}[^\n]*\s\p{Lu}\p{Ll}*$/u

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

/**
 * Whether somewhere so many units, each `apart` from the next, are each followed by the same unit `by` places on; also
 * where characters have two units. To look for that costs less than an expression that refers to what it found.
 */
function repeats(text: string, times: number, apart: number, by: number): boolean {
  for (let phase = 0; phase < apart; phase++) {
    let row = 0
    for (let i = phase; i + by < text.length; i += apart) {
      const unit = text.charCodeAt(i)
      if ((unit & 0xf800) === 0xd800) return true
      row = unit === text.charCodeAt(i + by) ? row + 1 : 0
      if (row === times) return true
    }
  }
  return false
}

const doubledLetters: Rearrangement = {
  name: 'doubled letters',
  read: (text) =>
    repeats(text, 4, 2, 1) && doublesAll(text) ? text.replace(/([\p{L}\p{N}])\1/gu, '$1') : undefined,
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
    const filler = repeats(text, 4, 2, 2) ? BETWEEN_ALL.exec(text)?.[1] : undefined
    return filler === undefined ? undefined : text.replace(new RegExp(`(\\p{L})${filler}`, 'gu'), '$1')
  },
}

/** Words of pig latin, four in a row. */
const PIG = /(?:\p{L}+ay(?!\p{L})[^\p{L}]*){4}/u
const PIG_END = /ay(?!\p{L})/gu
const ONSETS = new Set(
  (
    'b c d f g h j k l m n p r s t v w y z bl br ch cl cr dr dw fl fr gl gr kn ph pl pr qu sc sch scr sh shr sk sl sm sn sp ' +
    'spl spr st str sw th thr tr tw wh wr'
  ).split(' '),
)

const pigLatin: Rearrangement = {
  name: 'pig latin',
  read(text) {
    if ((text.match(PIG_END)?.length ?? 0) < 4 || !PIG.test(text)) return undefined
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
/** In plain prose articles and prepositions come back, too, but not so often. */
const SURELY_SAME = 0.4

const everyFew: Rearrangement = {
  name: 'every few',
  read: (text) => everyFewIn(text, SAME),
  surely: (text) => everyFewIn(text, SURELY_SAME),
}

function everyFewIn(text: string, same: number): Unplaced {
  const spaced = (text.match(/\s/g)?.length ?? 0) * 12 > text.length
  const units = spaced ? text.trim().split(/\s+/) : (text.match(/[\p{L}\p{N},.%]/gu) ?? [])
  const said: string[] = []
  for (const period of [2, 3, 4]) {
    if (units.length < period * FEWEST) continue
    const few = Array.from({ length: period }, (_, phase) => isFew(units, period, phase, same))
    const others = few.flatMap((one, phase) => (one ? [] : [phase]))
    if (others.length !== 1) continue
    said.push(units.filter((_, i) => i % period === others[0]).join(spaced ? ' ' : ''))
  }
  return said
}

function isFew(units: readonly string[], period: number, phase: number, same: number): boolean {
  const seen = new Set<string>()
  let count = 0
  for (let i = phase; i < units.length; i += period, count++) {
    seen.add(units[i]!)
    if (seen.size > MANY) return false
  }
  return seen.size <= same * count
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
    return [down, up, down.toReversed(), up.toReversed()].map((order) => withBlanks(order.flat().join('')))
  },
}

/** Characters of a group, and how many groups there must be behind each other. */
const GROUPS = { least: 3, most: 8, fewest: 3 }

/** The same sign behind every so many characters of a line, whatever they are: it joins them and parts no words. */
const groups: Rearrangement = {
  name: 'groups joined',
  read(text) {
    const said = text.split('\n').map((line) => {
      const size = groupSize(line.trim())
      return size === undefined
        ? undefined
        : line
            .trim()
            .split('')
            .filter((_, i) => i % (size + 1) !== size)
            .join('')
    })
    return said.some((line) => line !== undefined) ? said.map((line) => line ?? '').join('\n') : undefined
  },
}

/** Of the fewest characters between two of the signs; where these are one or two, it is another code. */
function groupSize(line: string): number | undefined {
  for (let size = 1; size <= GROUPS.most; size++) {
    const sign = line[size]
    if (line.length < (size + 1) * GROUPS.fewest || sign === undefined || /[\p{L}\p{N}]/u.test(sign)) continue
    let at = size
    while (at < line.length && line[at] === sign) at += size + 1
    if (at >= line.length) return size < GROUPS.least ? undefined : size
  }
  return undefined
}

const RAISED = /[\u00b9\u00b2\u00b3\u2070-\u2079\u2080-\u2089\u2460-\u2473\u24ea\u2020\u2021]+/g
const FEWEST_RAISED = 3

/** Raised and circled numbers are those of notes, within words too. */
const notes: Rearrangement = {
  name: 'notes out',
  read: (text) => ((text.match(RAISED)?.length ?? 0) >= FEWEST_RAISED ? text.replace(RAISED, '') : undefined),
}

const APART = /(?:^|\s)\S([-._/·]|, | )(?:\S\1){11}/u

/** Each letter by itself. */
const lettersApart: Rearrangement = {
  name: 'letters joined',
  read(text) {
    const separator = APART.exec(text)?.[1]
    if (separator === undefined) return undefined
    const between = separator.replace('.', '\\.')
    return withBlanks(text.replace(new RegExp(`(\\S)${between}`, 'gu'), '$1'))
  },
}

/** Letters that were joined without the blanks between words: capitals and numbers show where one begins. */
function withBlanks(text: string): string {
  return text.replace(/(\p{Ll})(?=[\p{Lu}\p{N}])|(\p{N})(?=\p{Ll})/gu, '$1$2 ')
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
    if (lines.length >= FEWEST * 2) said.push(withBlanks(lines.map((line) => [...line.trim()][0]).join('')))
    const words = eachOfOneInitial(text.toLowerCase())
    if (words.length >= FEWEST * 4) said.push(words.map((word) => word[0]).join(''))
    return said
  },
}

/** The words of a text if whoever wrote it has one word for each letter; else none. */
function eachOfOneInitial(text: string): readonly string[] {
  const words: string[] = []
  const byInitial = new Map<string, string>()
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const known = byInitial.get(word[0]!)
    if (known === undefined) byInitial.set(word[0]!, word)
    else if (known !== word) return []
    words.push(word)
  }
  return words
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

const GRAPHIC = 1
const SIGN = 2
const BLANK = 4
/** Turned by half of the graphic characters it is a letter or a digit. */
const TURNS_PLAIN = 8
const turn = (unit: number) => 33 + ((unit - 33 + 47) % 94)
const isAlphanumeric = (unit: number) => /[A-Za-z0-9]/.test(String.fromCharCode(unit))
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (unit <= 0x20 || unit === 0x7f) return /\s/.test(String.fromCharCode(unit)) ? BLANK : 0
  return GRAPHIC | (isAlphanumeric(unit) ? 0 : SIGN) | (isAlphanumeric(turn(unit)) ? TURNS_PLAIN : 0)
})

/** How many units of a text are of each kind: by the bits that they have of it. */
function countKinds(text: string): Uint32Array {
  const counts = new Uint32Array(16)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const kinds = unit < 128 ? KINDS[unit]! : unit >= 0xa0 && /\s/.test(text[i]!) ? BLANK : 0
    counts[kinds]! += 1
  }
  return counts
}

function countOf(counts: Uint32Array, kind: number): number {
  return counts.reduce((sum, count, kinds) => sum + ((kinds & kind) === 0 ? 0 : count), 0)
}

/** All graphic characters turned by half of them: more signs than words have. */
const turned: Rearrangement = {
  name: 'rot47',
  read(text) {
    const counts = countKinds(text)
    const graphic = countOf(counts, GRAPHIC)
    if (graphic < PIECE || countOf(counts, SIGN) * 6 < graphic) return undefined
    if (countOf(counts, TURNS_PLAIN | BLANK) * 10 < text.length * 8) return undefined
    return text.replace(/[!-~]/g, (one) => String.fromCharCode(turn(one.charCodeAt(0))))
  },
}

const KANA = 'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん'
const FIRST_KANA = 0x3041
const IS_KANA = Uint8Array.from({ length: 0x56 }, (_, i) =>
  KANA.includes(String.fromCharCode(FIRST_KANA + i)) ? 1 : 0,
)
/** Kana that follow each other in most sentences. */
const USUAL =
  /した|ます|です|ない|こと|って|いる|から|され|する|れた|ため|もの|まし|には|への|との|よう|また|てい|なか|った|せん|いな|ので/g

const shiftedKana: Rearrangement = {
  name: 'kana shifted',
  read(text) {
    let count = 0
    for (let i = 0; i < text.length; i++) {
      const place = text.charCodeAt(i) - FIRST_KANA
      if (place >= 0 && place < IS_KANA.length) count += IS_KANA[place]!
    }
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

/** A sign between blocks, the fewest blocks, and the most that are put in every order. */
const ELLIPSIS = / (?:…|\.{3}) /
const BLOCKS = { fewest: 2, most: 8, reach: 48 }

/**
 * Blocks of a text in another order, with the same sign between them: the end of each is read with the beginning of
 * every other. Where the sign is one that sentences have, too, the blocks are of one length.
 */
const blocks: Rearrangement = {
  name: 'blocks in another order',
  read(text) {
    const sign = ELLIPSIS.exec(text)?.[0] ?? (text.includes('、') ? '、' : undefined)
    if (sign === undefined) return undefined
    const parts = text.trim().split(sign)
    if (parts.length < BLOCKS.fewest || parts.length > BLOCKS.most) return undefined
    const others = parts.filter(({ length }) => length !== parts[0]!.length)
    if (sign === '、' && (others.length > 1 || parts.length < BLOCKS.fewest + 1)) return undefined
    const between = sign === '、' ? '' : ' '
    return parts.flatMap((before, i) =>
      parts.flatMap((behind, j) =>
        i === j ? [] : [`${before.slice(-BLOCKS.reach)}${between}${behind.slice(0, BLOCKS.reach)}`],
      ),
    )
  },
}

/** Groups of digits with a word between each and the next. */
const APART_DIGITS = /(?<![\p{L}\p{N}])(?:\d{1,4}\s+[^\s\d]\S*\s+){2}\d{2,4}(?![\p{L}\p{N}])/u

/** Every second word, and what is left: two texts of one, or two halves of a text. */
const halves: Rearrangement = {
  name: 'every second word',
  keepsWords: true,
  read(text) {
    if (!APART_DIGITS.test(text)) return undefined
    const words = text.trim().split(/\s+/)
    const [even, odd] = [0, 1].map((phase) => words.filter((_, i) => i % 2 === phase).join(' '))
    return [`${even} ${odd}`]
  },
}

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
  halves,
  blocks,
  columns,
  groups,
  notes,
  lettersApart,
  glosses,
  initials,
]
