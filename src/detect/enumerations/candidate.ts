import { IS, isFamous, lookUp } from '../names/index.js'

/** What somebody may be guessing at: kinds that are compared with one another, and no others. */
export type CandidateKind = 'person' | 'name' | 'number' | 'identifier' | 'address' | 'sum' | 'date'

/** Something in a surface-folded text that could be the value of a thing. */
export interface Candidate {
  readonly kind: CandidateKind
  readonly start: number
  readonly end: number
  /** Equal for all spellings of one candidate. */
  readonly key: string
}

const MONTH =
  '(?:jan(?:uar[yi]?|vier)?|feb(?:ruar[yi]?)?|f[eé]vrier|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|abril|ma[iy]|mayo|june?|jun[io]|juin|july?|jul[io]|juillet|aug(?:ust)?|ao[uû]t|agosto|sep(?:tember)?|sept(?:embre)?|septiembre|o[ckt]+(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[eé]cembre|diciembre)'
const DATE = new RegExp(
  [
    '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}',
    '\\d{1,2}[./-]\\d{1,2}[./-](?:\\d{4}|\\d{2})',
    `\\d{1,2}(?:st|nd|rd|th|\\.)? (?:de |of )?${MONTH}\\b\\.?(?:,? (?:de |of )?\\d{4})?`,
    `${MONTH}\\b\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?`,
    '(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日',
    '(?:令和|平成|昭和)\\d{1,2}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?',
  ]
    .map((form) => `(?:${form})`)
    .join('|'),
  'iuy',
)
const ADDRESS = /[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,24})+/uy
const IDENTIFIER =
  /(?=[A-Za-z0-9-_/#]*[0-9]{2})(?:[A-Za-z]{1,8}[-_/#]?[0-9]|[0-9]{1,8}[-_]?[A-Za-z])[A-Za-z0-9]{0,20}(?:[-_/][A-Za-z0-9]{1,12}){0,4}/uy
const NUMBER =
  /(?:[$€£¥₩₹]\s?|[A-Z]{2,3}[ $]|[+(])?[0-9]+(?:(?:[.,'’/()-]|[ ]\(?|\) ?|-\()[0-9]+)*(?:\s?(?:[€$£¥₩₹]|(?:億|百万|万|千)?(?:円|元)|억?원|(?:million|thousand|billion|millionen|mio|m|k)?\s?(?:euros?|dollars?|pounds?|yen|francs?|kron(?:er|or)|eur|usd|gbp|jpy|chf)(?![A-Za-z])|million|billion|[km](?![A-Za-z])))?/iuy
const CURRENCY = /[$€£¥₩₹円元원]|euro|dollar|pound|yen|franc|kron|eur|usd|gbp|jpy|chf/i
const TITLE = '(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme|M|Sra?|Sir|Lady|Judge|Captain)\\.? )?'
const WORD = "\\p{Lu}[\\p{L}'’]*(?:-\\p{Lu}?[\\p{L}'’]+)*(?![\\p{L}0-9]|[-_/#][0-9])"
const NAME = new RegExp(
  `${TITLE}(?:\\p{Lu}\\.|${WORD})(?: (?:\\p{Lu}\\.|${WORD}|van|von|zu|de|der|den|la|le|da|di|del|bin|al)(?![\\p{L}])){0,4}`,
  'uy',
)
const CJK_NAME =
  /(?:[\u30a1-\u30fa\u30fc]{2,14}(?:[・= ][\u30a1-\u30fa\u30fc]{2,14}){0,2}|[\p{Script=Han}々ヶ]{2,5}|[가-힣]{2,4})(さん|氏|様|殿|君|先生|部長|課長|社長|씨|님|先生|女士)?/uy
const HONORIFIC = /(?:さん|氏|様|殿|君|先生|部長|課長|社長|씨|님|女士)$/
/** Addresses of machines, versions, times of the day, and numbers that are made up. */
const NO_NUMBER =
  /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$|^[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}$|555-01[0-9]{2}|^(?:19|20)[0-9]{2}$/
const NO_ADDRESS = /@(?:[\w-]+\.)*example(?:\.|$)|\.(?:example|test|invalid)$/i
/** Signs around a candidate that are no part of it. */
export const WRAPPING = /[*_`"'“”„«»「」『』‘’<>[\]()]/

/** The candidate that begins here, where no word or number is going on. */
export function candidateAt(text: string, at: number): Candidate | undefined {
  const first = text[at]!
  if (/[0-9+($€£¥₩₹]/.test(first)) {
    return (
      read(DATE, 'date', text, at) ??
      read(ADDRESS, 'address', text, at) ??
      identifierAt(text, at) ??
      numberAt(text, at)
    )
  }
  if (/[A-Za-z]/.test(first)) {
    const found = read(ADDRESS, 'address', text, at) ?? identifierAt(text, at)
    if (found !== undefined) return found
  }
  if (/[令平昭]/.test(first)) {
    const date = read(DATE, 'date', text, at)
    if (date !== undefined) return date
  }
  if (!/[\p{Lu}\u30a1-\u30fa\u30fc\p{Script=Han}가-힣]/u.test(first)) return undefined
  if (/\p{Lu}/u.test(first)) {
    return read(DATE, 'date', text, at) ?? numberAt(text, at) ?? nameAt(text, at)
  }
  return cjkNameAt(text, at)
}

function read(form: RegExp, kind: CandidateKind, text: string, at: number): Candidate | undefined {
  form.lastIndex = at
  const found = form.exec(text)?.[0].replace(/\.$/, '')
  if (found === undefined || (kind === 'address' && NO_ADDRESS.test(found))) return undefined
  return { kind, start: at, end: at + found.length, key: found.toLowerCase().replace(/\s+/g, ' ') }
}

function identifierAt(text: string, at: number): Candidate | undefined {
  const found = read(IDENTIFIER, 'identifier', text, at)
  if (found === undefined || goesOn(text, found.end)) return undefined
  // `48k`, `2nd`, `10am`, `GPT4`: measures and versions.
  const digits = found.key.replace(/[^0-9]/g, '').length
  const key = found.key.replace(/[^a-z0-9]/g, '')
  if (digits < 3 || key.length < 5) return undefined
  return { ...found, key }
}

function numberAt(text: string, at: number): Candidate | undefined {
  NUMBER.lastIndex = at
  const found = NUMBER.exec(text)?.[0].trimEnd()
  if (found === undefined || NO_NUMBER.test(found) || goesOn(text, at + found.length)) return undefined
  const digits = found.replace(/[^0-9]/g, '')
  const isGrouped = /^[^0-9]*[0-9]{1,3}(?:[.,'’ ][0-9]{3})+(?![0-9-])/.test(found)
  const kind = !CURRENCY.test(found) && !isGrouped && digits.length >= 7 ? 'number' : 'sum'
  if (digits.length < 3 && !CURRENCY.test(found)) return undefined
  const scale =
    /[億百万千]|million|billion|thousand|억|(?<=[0-9] ?)[km]/i.exec(found)?.[0].toLowerCase() ?? ''
  return { kind, start: at, end: at + found.length, key: digits + scale }
}

/** Words that begin a sentence or a line and name nothing. */
const NO_NAME =
  /^(?:(?:perhaps|maybe|possibly|probably|presumably|it|its|the|this|that|these|those|there|one|either|neither|which|who|whose|what|is|was|are|or|and|not|nor|no|yes|here|i|we|you|he|she|they|his|her|my|our|your|their|if|for|from|in|on|at|to|of|by|with|as|so|but|then|possible|candidates?|option|some|any|all|name|vielleicht|möglich\w*|entweder|es|ist|war|sie|er|wir|der|die|das|ein|eine|wer|welche[rs]?|soweit|für|auf|le|la|les|un|une|il|elle|ce|c'est|peut-être|qui|est|el|los|las|una?|quizás?|es|quién)(?: |$))+$|^(?:候補|可能性|名前|番号|いずれ|コードネーム|コード名|プロジェクト名?)$/u
/** `I'm`, `it's`: what is said behind a pronoun is no part of a name. */
const CONTRACTION = /['’](?:m|re|ve|ll|d|s|t)(?= |$)/g
/** Parts of the world. They stand in no list of countries and are nobody's secret. */
const CONTINENT =
  /^(?:(?:north|south|central|latin|eastern|western|northern|southern) )?(?:americas?|europe|asia|africa|australia|oceania|antarctica|eurasia|europa|amerika|afrika|asien|amérique|afrique|asie|áfrica|américa)$/
const PERSON = IS.given | IS.surname
const PLACE = IS.country | IS.region | IS.city

function nameAt(text: string, at: number): Candidate | undefined {
  const found = read(NAME, 'name', text, at)
  if (found === undefined || goesOn(text, found.end)) return undefined
  const words = found.key.replace(/[.'’]/g, '').split(' ')
  if (
    found.key.length < 3 ||
    NO_NAME.test(found.key.replace(CONTRACTION, '')) ||
    CONTINENT.test(found.key) ||
    isFamous(found.key) ||
    (lookUp(found.key) & PLACE) !== 0
  )
    return undefined
  const isPerson =
    words.length > 1 && words.some((word) => (lookUp(word) & PERSON) !== 0 && (lookUp(word) & PLACE) === 0)
  // `Leiterin der Untersuchung Konrad Tiedemann`: what somebody is stands before who it is.
  const given = words.findLastIndex((word, i) => i < words.length - 1 && (lookUp(word) & IS.given) !== 0)
  if (words.length > 3 && given > 1) {
    const key = words.slice(given).join(' ')
    const behind = found.key.split(' ').slice(given).join(' ')
    return { kind: 'person', start: found.end - behind.length, end: found.end, key }
  }
  return { ...found, kind: isPerson ? 'person' : 'name' }
}

function cjkNameAt(text: string, at: number): Candidate | undefined {
  CJK_NAME.lastIndex = at
  const found = CJK_NAME.exec(text)?.[0]
  if (found === undefined || NO_NAME.test(found)) return undefined
  const isPerson = HONORIFIC.test(found)
  return {
    kind: isPerson ? 'person' : 'name',
    start: at,
    end: at + found.length,
    key: found.replace(HONORIFIC, '').replace(/[・= ]/g, ''),
  }
}

function goesOn(text: string, end: number): boolean {
  return /[\p{L}0-9@]/u.test(text[end] ?? '') && !/[\u3040-\u30ff\p{Script=Han}가-힣]/u.test(text[end]!)
}
