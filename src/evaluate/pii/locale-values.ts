import { abaRouting, ibanCheck, luhn, nhsNumber, verhoeff } from '../../detect/values/checks/checksum.js'
import {
  australianAbn,
  australianMedicare,
  australianTfn,
  brazilianCnpj,
  brazilianCpf,
  canadianSin,
  chineseId,
  frenchNir,
  germanTaxId,
  italianFiscalCode,
  koreanRrn,
  nationalProvider,
  spanishNif,
} from '../../detect/values/checks/national.js'
import type { Random } from '../random.js'

/** Identifiers of twelve countries as their issuers write them, drawn until the check digit holds. */

export type Draw = (random: Random) => string

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => String(random.below(10))).join('')
const letter = (random: Random, of = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') => of[random.below(of.length)]!
const letters = (random: Random, count: number, of?: string) =>
  Array.from({ length: count }, () => letter(random, of)).join('')
const two = (n: number) => String(n).padStart(2, '0')
const day = (random: Random) => two(1 + random.below(28))
const month = (random: Random) => two(1 + random.below(12))
const year = (random: Random) => String(1940 + random.below(66))
const split = (text: string, sizes: readonly number[], gap: string) => {
  let at = 0
  return sizes.map((size) => text.slice(at, (at += size))).join(gap)
}

/** Draws again until the check holds; check digits are one in ten to one in a hundred. */
function until(draw: () => string, holds: (value: string) => boolean): string {
  for (;;) {
    const value = draw()
    if (holds(value)) return value
  }
}

const grouped =
  (draw: Draw, sizes: readonly number[], gaps: readonly string[]): Draw =>
  (random) => {
    const value = draw(random)
    return split(value, sizes, random.pick(gaps))
  }

// --- everywhere

export const email: Draw = (random) =>
  `${random.pick(['j.smith', 'maria', 'li.wei', 'priya_n', 'info', 'k-meyer', 'a.rossi'])}${random.below(99)}@${random.pick(['example.com', 'example.org', 'mail.example.net'])}`
export const card: Draw = (random) =>
  split(
    until(() => `${random.pick(['4', '51', '55', '62'])}${digits(random, 15)}`.slice(0, 16), luhn),
    [4, 4, 4, 4],
    random.pick(['', ' ', '-']),
  )
export const ip: Draw = (random) =>
  `${1 + random.below(220)}.${random.below(255)}.${random.below(255)}.${1 + random.below(254)}`

const ibanOf =
  (country: string, body: (random: Random) => string): Draw =>
  (random) => {
    const bban = body(random)
    for (let check = 2; check < 99; check++) {
      const iban = `${country}${two(check)}${bban}`
      if (ibanCheck(iban)) return random.chance(0.5) ? iban : (iban.match(/.{1,4}/g) ?? []).join(' ')
    }
    return ibanOf(country, body)(random)
  }

// --- United States

export const ssn: Draw = (random) =>
  `${1 + random.below(6)}${1 + random.below(9)}${1 + random.below(9)}-${1 + random.below(9)}${random.below(10)}-${1 + random.below(9)}${digits(random, 3)}`
export const usPhone: Draw = (random) => {
  const [a, b, c] = [
    random.pick(['212', '415', '312', '206', '617', '503']),
    `${2 + random.below(8)}${2 + random.below(8)}${random.below(10)}`,
    digits(random, 4),
  ]
  return random.pick([
    `(${a}) ${b}-${c}`,
    `${a}-${b}-${c}`,
    `+1 ${a} ${b} ${c}`,
    `${a}.${b}.${c}`,
    `+1-${a}-${b}-${c}`,
  ])
}
export const routing: Draw = (random) =>
  until(() => `${random.pick(['02', '03', '07', '11', '12', '32'])}${digits(random, 7)}`, abaRouting)
export const itin: Draw = (random) => `9${digits(random, 2)}-${70 + random.below(18)}-${digits(random, 4)}`
export const npi: Draw = (random) => until(() => `1${digits(random, 9)}`, nationalProvider)
export const usAddress: Draw = (random) =>
  `${1 + random.below(9000)} ${random.pick(['Maple', 'Oak', 'Cedar', 'Lakeview', 'Washington'])} ${random.pick(['Street', 'Avenue', 'Ave', 'Rd', 'Drive', 'Lane'])}, ${random.pick(['Portland, OR 97205', 'Austin, TX 78701', 'Boston, MA 02116', 'Denver, CO 80203'])}`

// --- United Kingdom

export const nino: Draw = (random) => {
  const value = `${letter(random, 'ABCEGHJKLMNPRSTWXYZ')}${letter(random, 'ABCEGHJKLMNPRSTWXYZ')}${digits(random, 6)}${letter(random, 'ABCD')}`
  if (/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(value)) return nino(random)
  return random.chance(0.5) ? value : split(value, [2, 2, 2, 2, 1], ' ')
}
export const nhs: Draw = grouped(
  (random) => until(() => digits(random, 10), nhsNumber),
  [3, 3, 4],
  [' ', '', '-'],
)
export const ukPhone: Draw = (random) =>
  random.pick([
    `+44 20 7${digits(random, 3)} ${digits(random, 4)}`,
    `020 7${digits(random, 3)} ${digits(random, 4)}`,
    `07${digits(random, 3)} ${digits(random, 6)}`,
    `+44 7${digits(random, 3)} ${digits(random, 6)}`,
    `0161 ${2 + random.below(7)}${digits(random, 2)} ${digits(random, 4)}`,
  ])
export const ukPostcode: Draw = (random) =>
  `${random.pick(['SW1A', 'M1', 'EC2V', 'LS6', 'CB2', 'EH1', 'BS8'])} ${1 + random.below(9)}${letters(random, 2, 'ABDEFGHJLNPQRSTUWXYZ')}`
export const sortCode: Draw = (random) => `${digits(random, 2)}-${digits(random, 2)}-${digits(random, 2)}`
export const ukAccount: Draw = (random) => digits(random, 8)

// --- Germany

export const deTaxId: Draw = (random) => {
  const value = until(() => `${1 + random.below(9)}${digits(random, 10)}`, germanTaxId)
  return random.chance(0.5) ? value : split(value, [2, 3, 3, 3], ' ')
}
export const deIban = ibanOf('DE', (random) => digits(random, 18))
export const dePhone: Draw = (random) =>
  random.pick([
    `+49 30 ${1 + random.below(9)}${digits(random, 7)}`,
    `030 / ${1 + random.below(9)}${digits(random, 6)}`,
    `0171 ${digits(random, 7)}`,
    `+49 (0)89 ${1 + random.below(9)}${digits(random, 6)}`,
    `0049 151 ${digits(random, 8)}`,
  ])
/** VKVV: area, birthday, initial, serial, check digit (weights 2 1 2 5 7 1 2 1 2 1 2 1, cross sums). */
export const deSocial: Draw = (random) => {
  const body = `${two(10 + random.below(79))}${day(random)}${month(random)}${digits(random, 2)}${letter(random)}${digits(random, 2)}`
  const number = body.replace(/[A-Z]/, (found) => two(found.charCodeAt(0) - 64))
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
  const sum = Array.from(number, (d, i) => Number(d) * weights[i]!).reduce(
    (total, product) => total + Math.floor(product / 10) + (product % 10),
    0,
  )
  const value = `${body}${sum % 10}`
  return random.chance(0.5) ? value : split(value, [2, 6, 1, 3], ' ')
}

// --- France

export const nir: Draw = (random) => {
  const body = `${1 + random.below(2)}${two(40 + random.below(60))}${month(random)}${two(1 + random.below(95))}${digits(random, 3)}${digits(random, 3)}`
  for (let key = 1; key <= 97; key++) {
    const value = `${body}${two(key)}`
    if (frenchNir(value)) return random.chance(0.5) ? value : split(value, [1, 2, 2, 2, 3, 3, 2], ' ')
  }
  return nir(random)
}
export const siren: Draw = grouped((random) => until(() => digits(random, 9), luhn), [3, 3, 3], [' ', ''])
export const frPhone: Draw = (random) => {
  const pairs = Array.from({ length: 4 }, () => digits(random, 2))
  const lead = random.pick(['1', '4', '6', '7'])
  return random.pick([
    `0${lead} ${pairs.join(' ')}`,
    `0${lead}.${pairs.join('.')}`,
    `+33 ${lead} ${pairs.join(' ')}`,
    `0${lead}${pairs.join('')}`,
  ])
}
const frIbanCheck = (bban: string) => bban
export const frIban = ibanOf('FR', (random) => {
  const body = `${digits(random, 5)}${digits(random, 5)}${digits(random, 11)}`
  const key =
    97 -
    Number(
      (89n * BigInt(body.slice(0, 5)) + 15n * BigInt(body.slice(5, 10)) + 3n * BigInt(body.slice(10))) % 97n,
    )
  return frIbanCheck(`${body}${two(key)}`)
})

// --- Spain

export const nif: Draw = (random) => {
  const value = until(() => `${digits(random, 8)}${letter(random, 'TRWAGMYFPDXBNJZSQVHLCKE')}`, spanishNif)
  return random.chance(0.7) ? value : `${value.slice(0, 8)}-${value.slice(8)}`
}
export const nie: Draw = (random) =>
  until(
    () => `${letter(random, 'XYZ')}${digits(random, 7)}${letter(random, 'TRWAGMYFPDXBNJZSQVHLCKE')}`,
    spanishNif,
  )
export const esPhone: Draw = (random) =>
  random.pick([
    `+34 6${digits(random, 2)} ${digits(random, 3)} ${digits(random, 3)}`,
    `+34 91 ${digits(random, 3)} ${digits(random, 2)} ${digits(random, 2)}`,
    `6${digits(random, 2)} ${digits(random, 3)} ${digits(random, 3)}`,
  ])
export const esIban = ibanOf('ES', (random) => {
  const [bank, account] = [digits(random, 8), digits(random, 10)]
  const check = (text: string) => {
    const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]
    const rest = 11 - (Array.from(text).reduce((sum, d, i) => sum + Number(d) * weights[i]!, 0) % 11)
    return rest === 11 ? 0 : rest === 10 ? 1 : rest
  }
  return `${bank}${check(`00${bank}`)}${check(account)}${account}`
})

// --- Italy

export const fiscalCode: Draw = (random) =>
  until(
    () =>
      `${letters(random, 6, 'BCDFGLMNPRSTVZ')}${two(random.below(100))}${letter(random, 'ABCDEHLMPRST')}${two(1 + random.below(28))}${letter(random, 'ABCDEFGHIL')}${digits(random, 3)}${letter(random)}`,
    italianFiscalCode,
  )
export const partitaIva: Draw = (random) => until(() => digits(random, 11), luhn)
export const itPhone: Draw = (random) =>
  random.pick([
    `+39 06 ${digits(random, 8)}`,
    `+39 3${2 + random.below(7)}${digits(random, 1)} ${digits(random, 7)}`,
    `3${2 + random.below(7)}${digits(random, 1)} ${digits(random, 7)}`,
    `02 ${digits(random, 8)}`,
  ])

// --- India

export const aadhaar: Draw = grouped(
  (random) => until(() => `${2 + random.below(8)}${digits(random, 11)}`, verhoeff),
  [4, 4, 4],
  [' ', '-', ''],
)
export const pan: Draw = (random) =>
  `${letters(random, 3)}${letter(random, 'PCHF')}${letter(random)}${digits(random, 4)}${letter(random)}`
export const inPhone: Draw = (random) =>
  random.pick([
    `+91 ${6 + random.below(4)}${digits(random, 4)} ${digits(random, 5)}`,
    `+91-${6 + random.below(4)}${digits(random, 9)}`,
    `0${random.pick(['22', '80', '11'])}-${2 + random.below(6)}${digits(random, 7)}`,
    `${7 + random.below(3)}${digits(random, 9)}`,
  ])
export const ifsc: Draw = (random) =>
  `${random.pick(['SBIN', 'HDFC', 'ICIC', 'UTIB', 'PUNB'])}0${digits(random, 6)}`
export const gstin: Draw = (random) => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const body = `${two(1 + random.below(37))}${pan(random)}${1 + random.below(9)}Z`
  const sum = Array.from(body).reduce((total, one, i) => {
    const product = alphabet.indexOf(one) * (i % 2 === 0 ? 1 : 2)
    return total + Math.floor(product / 36) + (product % 36)
  }, 0)
  return `${body}${alphabet[(36 - (sum % 36)) % 36]}`
}
export const voterId: Draw = (random) => `${letters(random, 3)}${digits(random, 7)}`

// --- China

export const residentId: Draw = (random) =>
  until(
    () =>
      `${random.pick(['110105', '310115', '440305', '510104', '330106'])}${year(random)}${month(random)}${day(random)}${digits(random, 3)}${letter(random, '0123456789X')}`,
    chineseId,
  )
export const cnPhone: Draw = (random) =>
  random.pick([
    `1${random.pick(['38', '59', '86', '77'])}${digits(random, 8)}`,
    `+86 1${random.pick(['38', '59'])} ${digits(random, 4)} ${digits(random, 4)}`,
    `1${random.pick(['38', '86'])}-${digits(random, 4)}-${digits(random, 4)}`,
    `010-${6 + random.below(3)}${digits(random, 7)}`,
  ])
/** GB 32100-2015, modulus 31. */
export const socialCredit: Draw = (random) => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const body = `9${1 + random.below(3)}${random.pick(['110105', '310115', '440305'])}MA${letters(random, 7, alphabet)}`
  const sum = Array.from(body).reduce((total, one, i) => total + alphabet.indexOf(one) * (3 ** i % 31), 0)
  return `${body}${alphabet[(31 - (sum % 31)) % 31]}`
}

// --- Korea

export const rrn: Draw = (random) => {
  const value = until(
    () =>
      `${two(50 + random.below(49))}${month(random)}${day(random)}${1 + random.below(2)}${digits(random, 6)}`,
    koreanRrn,
  )
  return `${value.slice(0, 6)}-${value.slice(6)}`
}
export const krPhone: Draw = (random) =>
  random.pick([
    `010-${2 + random.below(8)}${digits(random, 3)}-${digits(random, 4)}`,
    `+82 10-${2 + random.below(8)}${digits(random, 3)}-${digits(random, 4)}`,
    `02-${2 + random.below(7)}${digits(random, 2)}-${digits(random, 4)}`,
    `010${2 + random.below(8)}${digits(random, 7)}`,
  ])
/** 사업자등록번호: weights 1 3 7 1 3 7 1 3 5, the ninth product's tens added. */
export const businessNumber: Draw = (random) => {
  const body = `${1 + random.below(9)}${digits(random, 8)}`
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5]
  const sum =
    Array.from(body, (d, i) => Number(d) * weights[i]!).reduce((a, b) => a + b, 0) +
    Math.floor((Number(body[8]) * 5) / 10)
  return split(`${body}${(10 - (sum % 10)) % 10}`, [3, 2, 5], '-')
}
export const krLicense: Draw = (random) =>
  `${11 + random.below(16)}-${digits(random, 2)}-${digits(random, 6)}-${digits(random, 2)}`
export const krPassport: Draw = (random) => `M${digits(random, 8)}`

// --- Australia

export const tfn: Draw = grouped(
  (random) => until(() => `${1 + random.below(8)}${digits(random, 8)}`, australianTfn),
  [3, 3, 3],
  [' ', ''],
)
export const abn: Draw = grouped(
  (random) => until(() => `${1 + random.below(9)}${digits(random, 10)}`, australianAbn),
  [2, 3, 3, 3],
  [' ', ''],
)
export const medicare: Draw = grouped(
  (random) => until(() => `${2 + random.below(5)}${digits(random, 9)}`, australianMedicare),
  [4, 5, 1],
  [' ', ''],
)
export const auPhone: Draw = (random) =>
  random.pick([
    `04${digits(random, 2)} ${digits(random, 3)} ${digits(random, 3)}`,
    `+61 4${digits(random, 2)} ${digits(random, 3)} ${digits(random, 3)}`,
    `(02) 9${digits(random, 3)} ${digits(random, 4)}`,
    `+61 3 9${digits(random, 3)} ${digits(random, 4)}`,
  ])
export const bsb: Draw = (random) => `0${1 + random.below(9)}${digits(random, 1)}-${digits(random, 3)}`

// --- Canada

export const sin: Draw = grouped(
  (random) => until(() => `${1 + random.below(7)}${digits(random, 8)}`, canadianSin),
  [3, 3, 3],
  [' ', '-', ''],
)
export const caPhone: Draw = (random) => {
  const [a, b, c] = [
    random.pick(['416', '604', '514', '403']),
    `${2 + random.below(8)}${2 + random.below(8)}${random.below(10)}`,
    digits(random, 4),
  ]
  return random.pick([`${a}-${b}-${c}`, `(${a}) ${b}-${c}`, `+1 ${a} ${b} ${c}`])
}
export const caPostcode: Draw = (random) =>
  `${letter(random, 'ABCEGHJKLMNPRSTVXY')}${random.below(10)}${letter(random, 'ABCEGHJKLMNPRSTVWXYZ')} ${random.below(10)}${letter(random, 'ABCEGHJKLMNPRSTVWXYZ')}${random.below(10)}`

// --- Brazil

export const cpf: Draw = (random) => {
  const value = completed(`${digits(random, 9)}`, 2, brazilianCpf)
  return random.chance(0.7) ? `${split(value.slice(0, 9), [3, 3, 3], '.')}-${value.slice(9)}` : value
}
export const cnpj: Draw = (random) => {
  const value = completed(`${digits(random, 8)}0001`, 2, brazilianCnpj)
  return `${value.slice(0, 2)}.${value.slice(2, 5)}.${value.slice(5, 8)}/${value.slice(8, 12)}-${value.slice(12)}`
}
export const brPhone: Draw = (random) =>
  random.pick([
    `(11) 9${digits(random, 4)}-${digits(random, 4)}`,
    `+55 21 9${digits(random, 4)}-${digits(random, 4)}`,
    `+55 (31) 9${digits(random, 4)}-${digits(random, 4)}`,
    `(41) 3${digits(random, 3)}-${digits(random, 4)}`,
  ])
export const cep: Draw = (random) => `${digits(random, 5)}-${digits(random, 3)}`

function completed(body: string, count: number, holds: (value: string) => boolean): string {
  for (let check = 0; check < 10 ** count; check++) {
    const value = `${body}${String(check).padStart(count, '0')}`
    if (holds(value)) return value
  }
  throw new RangeError('no check digits complete this number')
}
