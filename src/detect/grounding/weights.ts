/**
 * What a term of a source says when it stands alone, in binary digits: how often the things of its kind have to be
 * halved until one is left. A common surname picks one of some 250, which is 8 digits.
 *
 * From `DISTINCTIVE` on a term is a leak by itself. Below, what the terms of one record say is added up
 * (`beside.ts`), so the distance to `DISTINCTIVE` is how much else has to stand beside it.
 *
 * The values were chosen on the half `tune` of `ragwall eval grounded`. Its halves `judge` and `unseen` hold what they
 * find, `ragwall eval everyday` and `ragwall eval overblocking` what they must leave alone: whoever changes one
 * measures all of these.
 */
export const DISTINCTIVE = 18

/** Tells by itself of whom or what it is, and still does beside anything when it is written in lower case. */
export const CERTAIN = DISTINCTIVE + 2

/** What a code name loses where its capital may be that of any word: at the beginning of a sentence or line. */
export const LOST_AT_BEGINNING = CERTAIN - DISTINCTIVE

/** What it loses behind an indefinite article of a language that writes all nouns with capitals. */
export const LOST_BEHIND_ARTICLE = LOST_AT_BEGINNING + 1

/** One more thing of the same record makes it a leak. */
export const ALMOST_DISTINCTIVE = DISTINCTIVE - 1

export const BITS = {
  /** What a sum or date is of: a salary, a price. It tells a fact apart from others of the same record, no more. */
  concept: 4,
  /** A letter that stands for a given name. */
  initial: 3,
  /** A given name or surname that is a word too (`Grace`, `Baker`): mostly it is the word. */
  nameThatIsAWord: 4,
  /** A place, a firm or a person that everybody knows. */
  known: 5,
  givenName: 7,
  surname: 8,
  /** A word that no list has, by how hard it is to hit upon by chance: up to three letters, four, five and more. */
  unlistedShort: 5,
  unlistedFour: 9,
  unlistedLong: 12,
  /** A word that no list has, written in lower case: a handle, or a spelling mistake. */
  lowerCase: 6,
  /** The same of a word that is in a list of names or places. */
  lowerCaseName: 4,
  /** Two to four capitals: most abbreviations mean several things. */
  abbreviation: 6,
  /** That words stand in one name says a little more than each of them. */
  together: 2,
  /** The same where the words are a person's. */
  togetherOfPerson: 4,
  /** Words that no list calls a name make no name that is distinctive by itself. */
  phrase: 16,
  /** `A. Byron`, `Ada B.`, `A. M. Byron`: somebody else may be called so, not many. */
  initialAndSurname: 11,
  givenNameAndInitial: 10,
  initialAndRest: 12,
  /** `ada.byron@`: a mailbox is named after its owner, but also `sales.team@`. */
  mailbox: 14,
  /** A code name that is an ordinary word: distinctive where it is written as a name, and nowhere else. */
  ordinaryCodeName: DISTINCTIVE,
  /** First word of a code name of several: `Bluebird` of `Project Bluebird Two`. */
  codeNameHead: 14,
  /** A company by how its name ends, in a script without spaces: where the name begins is a guess. */
  companyByEnding: 14,
  /** Whoever has a title and a name that no list has, of three characters or more and of two. */
  titled: 14,
  titledShort: 9,
  /** The content of a column of names, in a script without spaces and of two characters. */
  shortCell: 9,
  /** What stands in quotation marks. */
  quoted: 8,
  /** A word in katakana, of five characters or more and shorter: most are loanwords. */
  katakana: 6,
  katakanaShort: 4,
  /** A decimal digit: the logarithm of ten to the base two. */
  digit: 3.32,
  /** A sum with its currency, a share with its sign: added to what its digits say. */
  currency: 5,
  /** Four digits that may be a year of this century or the last, at most. */
  bareYear: 5,
  /** A day of some twenty years; a day of any year; a month of some years; a year. */
  date: 13,
  dayOfYear: 8,
  monthAndYear: 6,
  year: 4,
  /** The last nine digits of a telephone number: with them it is known under any country code. */
  telephone: 26,
  /** Four digits as the end of a number: one in ten thousand, and dates and years look alike. */
  lastDigits: 10,
  /** A word of a cell: common, or not; and what all of them say at most. */
  commonCellWord: 3,
  cellWord: 8,
  cell: 12,
  /** A matter of health or conduct in one word, and in several. */
  sensitive: 8,
  sensitivePhrase: 11,
  /** Added to what stands in a cell: being found there means more than in a sentence. */
  row: 2,
} as const
