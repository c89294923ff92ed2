import { plainWord } from './term-characters.js'

/**
 * Words of numbers in English, German, French, Spanish, Portuguese, Italian and Dutch, in one table: where two of these
 * languages share a word it says the same. Without accents, as `plainWord` leaves them.
 */
const SMALL: ReadonlyMap<string, number> = mapOf([
  '0 zero null nul cero',
  '1 one ein eins eine einen een un une uno una um uma',
  '2 two zwei zwo twee deux dos dois duas due',
  '3 three drei drie trois tres tre',
  '4 four vier quatre cuatro quatro quattro',
  '5 five funf vijf cinq cinco cinque',
  '6 six sechs zes seis sei',
  '7 seven sieben zeven sept siete sete sette',
  '8 eight acht huit ocho oito otto',
  '9 nine neun negen neuf nueve nove',
  '10 ten zehn tien dix diez dez dieci',
  '11 eleven elf onze once undici',
  '12 twelve zwolf twaalf douze doce doze dodici',
  '13 thirteen dreizehn dertien treize trece treze tredici',
  '14 fourteen vierzehn veertien quatorze catorce catorze quattordici',
  '15 fifteen funfzehn vijftien quinze quince quindici',
  '16 sixteen sechzehn zestien seize dieciseis dezesseis dezasseis sedici',
  '17 seventeen siebzehn zeventien diecisiete dezessete dezassete diciassette',
  '18 eighteen achtzehn achttien dieciocho dezoito diciotto',
  '19 nineteen neunzehn negentien diecinueve dezenove dezanove diciannove',
  '20 twenty zwanzig twintig vingt vingts veinte veinti vinte venti vent',
  '30 thirty dreißig dreissig dertig trente treinta trinta trenta trent',
  '40 forty vierzig veertig quarante cuarenta quarenta quaranta quarant',
  '50 fifty funfzig vijftig cinquante cincuenta cinquenta cinquanta cinquant',
  '60 sixty sechzig zestig soixante sesenta sessenta sessanta sessant',
  '70 seventy siebzig zeventig septante setenta settanta settant',
  '80 eighty achtzig tachtig octante huitante ochenta oitenta ottanta ottant',
  '90 ninety neunzig negentig nonante noventa novanta novant',
  '200 doscientos doscientas duzentos duzentas',
  '300 trescientos trescientas trezentos trezentas',
  '400 cuatrocientos cuatrocientas quatrocentos quatrocentas',
  '500 quinientos quinientas quinhentos quinhentas',
  '600 seiscientos seiscientas seiscentos seiscentas',
  '700 setecientos setecientas setecentos setecentas',
  '800 ochocientos ochocientas oitocentos oitocentas',
  '900 novecientos novecientas novecentos novecentas',
])
const SCALES: ReadonlyMap<string, number> = mapOf([
  `${1e2} hundred hundert honderd cent cents cien ciento cem cento`,
  `${1e3} thousand tausend duizend mille mil mila`,
  `${1e5} lakh`,
  `${1e6} million millions millionen miljoen millon millones milhao milhoes milione milioni`,
  `${1e7} crore`,
  `${1e9} billion milliarde milliarden miljard milliard milliards bilhao bilhoes miliardo miliardi`,
  `${1e12} trillion`,
])
/** Between the parts of a number. */
const AND: ReadonlySet<string> = new Set('and und en et y e'.split(' '))
/** Of English a word by itself is a number; of the others too many are something else, too (`onze`, `mil`, `elf`). */
const ALONE: ReadonlySet<string> = new Set(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety'.split(
    ' ',
  ),
)
const MORPHEMES: readonly string[] = [...SMALL.keys(), ...SCALES.keys(), ...AND].sort(
  (a, b) => b.length - a.length,
)
/** Words that begin a number: English may say `half` and `a` before a scale. */
const OPENERS: readonly string[] = [...SMALL.keys(), ...SCALES.keys(), 'half']

function mapOf(rows: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap((row) => {
      const [value, ...words] = row.split(' ')
      return words.map((word) => [word, Number(value)] as const)
    }),
  )
}

/** The first three letters of the words that a number may begin with, as they are written. */
export const NUMBER_BEGINNINGS: readonly string[] = [
  ...new Set([...OPENERS.map((word) => word.slice(0, 3)), 'trê', 'fün', 'zwö', 'zér']),
]

/** Longer words are no numbers. */
export const LONGEST_NUMBER_WORD = 60

const remembered = new Map<string, readonly string[]>()
const REMEMBERED = 4_096

/** `achtundvierzigtausend` → acht und vierzig tausend; none for what is no number. */
function morphemesOf(word: string): readonly string[] {
  let known = remembered.get(word)
  if (known === undefined) {
    if (remembered.size >= REMEMBERED) remembered.clear()
    known = word.length > LONGEST_NUMBER_WORD ? [] : (split(word, 0, new Set()) ?? [])
    remembered.set(word, known)
  }
  return known
}

function split(word: string, at: number, tried: Set<number>): string[] | undefined {
  if (at === word.length) return []
  if (tried.has(at)) return undefined
  tried.add(at)
  for (const morpheme of MORPHEMES) {
    if (!word.startsWith(morpheme, at)) continue
    const rest = split(word, at + morpheme.length, tried)
    if (rest !== undefined) return [morpheme, ...rest]
  }
  return undefined
}

/** Whether a number may begin with this word, given in lower case. */
export function startsNumeral(word: string): boolean {
  if (word === 'half' || word === 'a') return true
  const [first] = morphemesOf(plainWord(word))
  return first !== undefined && !AND.has(first)
}

/** Whether more letters may make a number word of this. */
function mayBecome(word: string): boolean {
  if (word.length > LONGEST_NUMBER_WORD) return false
  return reaches(plainWord(word), 0, new Set())
}

function reaches(word: string, at: number, tried: Set<number>): boolean {
  if (tried.has(at)) return false
  tried.add(at)
  return [...MORPHEMES, 'a', 'half'].some(
    (morpheme) =>
      morpheme.startsWith(word.slice(at)) ||
      (word.startsWith(morpheme, at) && reaches(word, at + morpheme.length, tried)),
  )
}

const WORD = /\p{L}{1,60}/uy
const GAP = /[ \n-]{1,2}/y
/** Code units that a number in words may take. */
const LONGEST_SPELLED = 120

/**
 * Where the words of a number that begins at this place end in a text that goes on, each of them; undefined if
 * the next word may be one of them and has not come yet.
 */
export function spelledEnds(text: string, at: number): readonly number[] | undefined {
  const ends: number[] = []
  for (let position = at; position - at < LONGEST_SPELLED; position = GAP.lastIndex) {
    WORD.lastIndex = position
    const word = WORD.exec(text)?.[0].toLowerCase()
    const end = position + (word?.length ?? 0)
    if (end === text.length) return mayBecome(word ?? '') ? undefined : ends
    if (word === undefined || !isNumberWord(word)) return ends
    ends.push(end)
    GAP.lastIndex = end
    if (!GAP.test(text)) return ends
  }
  return ends
}

function isNumberWord(word: string): boolean {
  return word === 'a' || word === 'half' || morphemesOf(plainWord(word)).length > 0
}

/**
 * `ninety-five thousand`, `a million`, `achtundvierzigtausend`, `quatre-vingt mille`: the value, and where it ends.
 * Undefined for a word by itself that is no number of ten or more in English.
 */
export function spelledNumeral(
  text: string,
  at: number,
): { readonly end: number; readonly value: number } | undefined {
  const sum = new SpelledSum()
  let end = at
  let words = 0
  let only = ''
  for (let position = at; position - at < LONGEST_SPELLED; position = GAP.lastIndex) {
    WORD.lastIndex = position
    const word = WORD.exec(text)?.[0].toLowerCase()
    if (word === undefined) break
    const behind = position + word.length
    if (word === 'a' && words === 0) sum.small(1)
    else {
      const morphemes = morphemesOf(plainWord(word))
      if (morphemes.length === 0 || (words === 0 && AND.has(morphemes[0]!))) break
      const taken = sum.take(morphemes)
      if (!taken) break
      if (!AND.has(morphemes.at(-1)!)) end = behind
      only = words === 0 && morphemes.length === 1 ? morphemes[0]! : ''
    }
    words += 1
    GAP.lastIndex = behind
    if (!GAP.test(text)) break
  }
  if (end === at) return undefined
  if (only !== '' && !ALONE.has(only)) return undefined
  const { value } = sum
  return sum.scaled || value >= 10 ? { end, value } : undefined
}

class SpelledSum {
  scaled = false
  #total = 0
  #group = 0
  /** The small number before, which tells what may follow it; none behind a scale. */
  #last: { readonly value: number; readonly word: string } | undefined

  get value(): number {
    return this.#total + this.#group
  }

  small(value: number, word = ''): void {
    this.#group += value
    this.#last = { value, word }
  }

  /** The parts of one word; false where it cannot go on the number. Nothing of a word is taken then. */
  take(morphemes: readonly string[]): boolean {
    const before = [this.#total, this.#group, this.#last, this.scaled] as const
    if (morphemes.every((morpheme, i) => this.#part(morpheme, morphemes.length > 1 && i > 0))) return true
    ;[this.#total, this.#group, this.#last, this.scaled] = before
    return false
  }

  #part(morpheme: string, inWord: boolean): boolean {
    if (AND.has(morpheme)) return true
    const small = SMALL.get(morpheme)
    if (small === undefined) {
      this.#scale(SCALES.get(morpheme)!)
      return true
    }
    // Four times twenty.
    if (/^vingts?$/.test(morpheme) && this.#last?.word === 'quatre') {
      this.#group += 76
      this.#last = { value: 80, word: morpheme }
      return true
    }
    if (!this.#mayFollow(small, inWord)) return false
    this.small(small, morpheme)
    return true
  }

  /** `twenty` takes one to nine, a hundred anything below it, a scale anything; in one word units stand first. */
  #mayFollow(small: number, inWord: boolean): boolean {
    const last = this.#last
    if (last === undefined) return true
    if (last.value >= 100) return small < 100
    if (last.value >= 20) return small < 10 || (/^(?:soixante|vingts?)$/.test(last.word) && small < 20)
    if (last.word === 'dix') return small >= 7 && small < 10
    return inWord && last.value < 10 && small >= 20 && small < 100
  }

  #scale(scale: number): void {
    this.scaled = true
    this.#last = undefined
    if (scale === 100) {
      const below = this.#group % 100
      this.#group += below === 0 ? 100 : below * 99
      this.#last = { value: 100, word: '' }
      return
    }
    // `mil millones`: what was said below this scale is so many of it.
    const below = this.#total % scale
    const many = below + this.#group
    this.#total += (many === 0 ? 1 : many) * scale - below
    this.#group = 0
  }
}
