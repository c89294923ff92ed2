/** Numbers in words, from 1 to 999,999,999, as people write them in each language. */
export type Spell = (n: number) => string

const list = (words: string) => words.split(' ')

const DE = list(
  'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
)
const DE_TENS = list('- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig')

export const german: Spell = (n) => {
  if (n >= 1e6) {
    const millions = Math.floor(n / 1e6)
    const rest = n % 1e6
    return `${millions === 1 ? 'eine Million' : `${german(millions)} Millionen`}${rest === 0 ? '' : ` ${german(rest)}`}`
  }
  if (n >= 1000) return `${german(Math.floor(n / 1000))}tausend${n % 1000 === 0 ? '' : german(n % 1000)}`
  if (n >= 100) return `${DE[Math.floor(n / 100)]}hundert${n % 100 === 0 ? '' : german(n % 100)}`
  if (n < 20) return DE[n]!
  return `${n % 10 === 0 ? '' : `${DE[n % 10]}und`}${DE_TENS[Math.floor(n / 10)]}`
}

const NL = list(
  'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
)
const NL_TENS = list('- - twintig dertig veertig vijftig zestig zeventig tachtig negentig')

export const dutch: Spell = (n) => {
  if (n >= 1e6) return `${dutch(Math.floor(n / 1e6))} miljoen${n % 1e6 === 0 ? '' : ` ${dutch(n % 1e6)}`}`
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000)
    return `${thousands === 1 ? '' : dutch(thousands)}duizend${n % 1000 === 0 ? '' : ` ${dutch(n % 1000)}`}`
  }
  if (n >= 100) {
    const hundreds = Math.floor(n / 100)
    return `${hundreds === 1 ? '' : NL[hundreds]}honderd${n % 100 === 0 ? '' : dutch(n % 100)}`
  }
  if (n < 20) return NL[n]!
  const unit = n % 10
  const joint = unit === 2 || unit === 3 ? 'ën' : 'en'
  return `${unit === 0 ? '' : NL[unit]! + joint}${NL_TENS[Math.floor(n / 10)]}`
}

const FR = list(
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
)
const FR_TENS = list('- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt')

export const french: Spell = (n) => {
  if (n >= 1e6) {
    const millions = Math.floor(n / 1e6)
    return `${french(millions)} million${millions > 1 ? 's' : ''}${n % 1e6 === 0 ? '' : ` ${french(n % 1e6)}`}`
  }
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000)
    return `${thousands === 1 ? '' : `${french(thousands)} `}mille${n % 1000 === 0 ? '' : ` ${french(n % 1000)}`}`
  }
  if (n >= 100) {
    const hundreds = Math.floor(n / 100)
    return `${hundreds === 1 ? '' : `${FR[hundreds]} `}cent${n % 100 === 0 ? '' : ` ${french(n % 100)}`}`
  }
  if (n < 20) return FR[n]!
  const tens = Math.floor(n / 10)
  const unit = tens === 7 || tens === 9 ? 10 + (n % 10) : n % 10
  if (unit === 0) return tens === 8 ? 'quatre-vingts' : FR_TENS[tens]!
  return `${FR_TENS[tens]}${(unit === 1 || unit === 11) && tens < 8 ? ' et ' : '-'}${FR[unit]}`
}

const ES = list(
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve ' +
    'veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve',
)
const ES_TENS = list('- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa')
const ES_HUNDREDS = list(
  '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
)

export const spanish: Spell = (n) => {
  if (n >= 1e6) {
    const millions = Math.floor(n / 1e6)
    const said = millions === 1 ? 'un millón' : `${spanish(millions)} millones`
    return `${said}${n % 1e6 === 0 ? '' : ` ${spanish(n % 1e6)}`}`
  }
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000)
    return `${thousands === 1 ? '' : `${spanish(thousands)} `}mil${n % 1000 === 0 ? '' : ` ${spanish(n % 1000)}`}`
  }
  if (n === 100) return 'cien'
  if (n > 100) return `${ES_HUNDREDS[Math.floor(n / 100)]}${n % 100 === 0 ? '' : ` ${spanish(n % 100)}`}`
  return n < 30 ? ES[n]! : `${ES_TENS[Math.floor(n / 10)]}${n % 10 === 0 ? '' : ` y ${ES[n % 10]}`}`
}

const PT = list(
  'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
)
const PT_TENS = list('- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa')
const PT_HUNDREDS = list(
  '- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos',
)

export const portuguese: Spell = (n) => {
  if (n >= 1e6) {
    const millions = Math.floor(n / 1e6)
    const said = millions === 1 ? 'um milhão' : `${portuguese(millions)} milhões`
    return `${said}${n % 1e6 === 0 ? '' : ` e ${portuguese(n % 1e6)}`}`
  }
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000)
    return `${thousands === 1 ? '' : `${portuguese(thousands)} `}mil${n % 1000 === 0 ? '' : ` e ${portuguese(n % 1000)}`}`
  }
  if (n === 100) return 'cem'
  if (n > 100) return `${PT_HUNDREDS[Math.floor(n / 100)]}${n % 100 === 0 ? '' : ` e ${portuguese(n % 100)}`}`
  return n < 20 ? PT[n]! : `${PT_TENS[Math.floor(n / 10)]}${n % 10 === 0 ? '' : ` e ${PT[n % 10]}`}`
}

const IT = list(
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
)
const IT_TENS = list('- - venti trenta quaranta cinquanta sessanta settanta ottanta novanta')

export const italian: Spell = (n) => {
  if (n >= 1e6) {
    const millions = Math.floor(n / 1e6)
    const said = millions === 1 ? 'un milione' : `${italian(millions)} milioni`
    return `${said}${n % 1e6 === 0 ? '' : ` ${italian(n % 1e6)}`}`
  }
  if (n >= 1000) {
    const thousands = Math.floor(n / 1000)
    return `${thousands === 1 ? 'mille' : `${italian(thousands)}mila`}${n % 1000 === 0 ? '' : italian(n % 1000)}`
  }
  if (n >= 100) {
    const hundreds = Math.floor(n / 100)
    return `${hundreds === 1 ? '' : IT[hundreds]}cento${n % 100 === 0 ? '' : italian(n % 100)}`
  }
  if (n < 20) return IT[n]!
  const tens = IT_TENS[Math.floor(n / 10)]!
  const unit = n % 10
  return unit === 0 ? tens : `${unit === 1 || unit === 8 ? tens.slice(0, -1) : tens}${IT[unit]}`
}
