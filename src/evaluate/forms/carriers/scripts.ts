import { bytesOf, charactersOf, mapCharacters, type Traced, Tracing } from '../traced.js'
import { type Carrier, isLatin } from './carrier.js'

const script = (name: string, write: (character: string) => string, fits?: Carrier['fits']): Carrier => ({
  name,
  family: 'scripts',
  takes: 'words',
  keepsWords: true,
  apply: (traced) => mapCharacters(traced, write),
  ...(fits === undefined ? {} : { fits }),
})

const offset = (upper: number, lower: number, digit?: number) => (character: string) => {
  const unit = character.charCodeAt(0)
  if (unit >= 65 && unit <= 90) return String.fromCodePoint(upper + unit - 65)
  if (unit >= 97 && unit <= 122) return String.fromCodePoint(lower + unit - 97)
  if (digit !== undefined && unit >= 48 && unit <= 57) return String.fromCodePoint(digit + unit - 48)
  return character
}
const hasLetters = (text: string) => isLatin(text)
const CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  i: 'і',
  s: 'ѕ',
  A: 'А',
  B: 'В',
  E: 'Е',
  H: 'Н',
  T: 'Т',
}
const SMALL = [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ']

export const SCRIPTS: readonly Carrier[] = [
  script('full width', (character) =>
    /^[!-~]$/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character,
  ),
  script('mathematical letters', offset(0x1d400, 0x1d41a, 0x1d7ce), hasLetters),
  script('letters in circles', offset(0x24b6, 0x24d0), hasLetters),
  script('letters in boxes', (character) => offset(0x1f130, 0x1f130)(character), hasLetters),
  script(
    'regional letters',
    (character) => (/^[a-z]$/i.test(character) ? `${offset(0x1f1e6, 0x1f1e6)(character)}\u200b` : character),
    hasLetters,
  ),
  script('Cyrillic lookalikes', (character) => CYRILLIC[character] ?? character, hasLetters),
  script(
    'small capitals',
    (character) => SMALL[character.toLowerCase().charCodeAt(0) - 97] ?? character,
    hasLetters,
  ),
  script('marks above letters', (character) => (/\p{L}/u.test(character) ? `${character}\u0335` : character)),
  script(
    'katakana for hiragana',
    (character) =>
      /^[\u3041-\u3096]$/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0x60) : character,
    (text) => /[\u3041-\u3096]{2}/.test(text),
  ),
  script(
    'leet',
    (character) => ({ a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' })[character.toLowerCase()] ?? character,
    (text) => isLatin(text) && !/\d/.test(text),
  ),
]

/** Bytes as invisible characters behind a visible text. */
function invisible(
  name: string,
  write: (byte: number) => string,
  cover = 'The weather will be fine on Sunday.',
): Carrier {
  return {
    name,
    family: 'invisible',
    takes: 'any',
    keepsWords: false,
    fits: (text) => text.length < 300,
    apply(traced) {
      const out = new Tracing().put(cover.slice(0, 12))
      for (const { byte, from, to } of bytesOf(traced)) out.write(write(byte), from, to)
      return out.put(cover.slice(12)).done()
    },
  }
}

const digits = (alphabet: readonly string[], width: number) => (byte: number) =>
  byte
    .toString(alphabet.length)
    .padStart(width, '0')
    .replace(/./g, (digit) => alphabet[Number.parseInt(digit, 36)]!)

const ZERO_WIDTH = ['\u200b', '\u200c']

function homoglyphBits(traced: Traced): Traced {
  // A carrier sentence, again and again: a lookalike is a one.
  const letters = 'once upon a peaceful ocean escape a copious copper canoe accosted a cosy place '
  const out = new Tracing()
  let at = 0
  const next = () => {
    for (;;) {
      const letter = letters[at++ % letters.length]!
      if (CYRILLIC[letter] !== undefined && /[aceop]/.test(letter)) return letter
      out.put(letter)
    }
  }
  for (const { byte, from, to } of bytesOf(traced)) {
    for (let bit = 7; bit >= 0; bit--) {
      const letter = next()
      out.write((byte >> bit) & 1 ? CYRILLIC[letter]! : letter, from, to)
    }
  }
  return out.put(letters.slice(at % letters.length)).done()
}

export const INVISIBLE: readonly Carrier[] = [
  {
    name: 'tag characters',
    family: 'invisible',
    takes: 'any',
    keepsWords: false,
    fits: isLatin,
    apply(traced) {
      const out = new Tracing().put('All good ')
      out.keep(mapCharacters(traced, (character) => String.fromCodePoint(0xe0000 + character.charCodeAt(0))))
      return out.put('here.').done()
    },
  },
  invisible('variation selectors', (byte) =>
    String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16),
  ),
  invisible('two zero widths', digits(ZERO_WIDTH, 8)),
  invisible('four zero widths', digits(['\u200b', '\u200c', '\u200d', '\u2060'], 4)),
  invisible('other zero widths', digits(['\u2061', '\u2063'], 8)),
  {
    name: 'zero widths between letters',
    family: 'invisible',
    takes: 'any',
    keepsWords: false,
    fits: (text) => text.length < 120,
    apply(traced, { corpus }) {
      const cover = corpus.harmless.join(' ').repeat(8)
      const out = new Tracing()
      for (const [i, { byte, from, to }] of bytesOf(traced).entries()) {
        out.put(cover[i]!).write(digits(ZERO_WIDTH, 8)(byte), from, to)
      }
      return out.put('.').done()
    },
  },
  {
    name: 'lookalikes as bits',
    family: 'invisible',
    takes: 'any',
    keepsWords: false,
    fits: (text) => text.length < 90,
    apply: homoglyphBits,
  },
  {
    name: 'trailing blanks',
    family: 'invisible',
    takes: 'any',
    keepsWords: false,
    fits: (text) => text.length < 150,
    apply(traced, { corpus }) {
      const out = new Tracing()
      for (const [i, { byte, from, to }] of bytesOf(traced).entries()) {
        out
          .put(corpus.fillers[i % corpus.fillers.length]!)
          .write(digits([' ', '\t'], 8)(byte), from, to)
          .put('\n')
      }
      return out.done()
    },
  },
  {
    name: 'zero widths inside words',
    family: 'invisible',
    takes: 'any',
    keepsWords: true,
    apply(traced, { random }) {
      const out = new Tracing()
      for (const character of charactersOf(traced)) {
        out.keep(character)
        if (random.chance(0.5)) out.put(random.pick(['\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff']))
      }
      return out.done()
    },
  },
]
